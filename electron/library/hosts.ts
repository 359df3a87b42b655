import type { LearntCeiling } from '../engine/index.ts';
import type { Database } from './database.ts';

/** How many connections hosts were seen to allow, by host (with its port). */
export interface HostStore {
  /** What was learnt at `time` (ms since 1970) or later; the rest is deleted. */
  since(time: number): Map<string, LearntCeiling>;
  /** Durable against a crash of the program when it returns. */
  save(host: string, learnt: LearntCeiling): void;
}

export function createHostStore(database: Database): HostStore {
  const forget = database.prepare('DELETE FROM hosts WHERE learnt_at < ? OR connections < 1');
  const select = database.prepare('SELECT host, connections, learnt_at FROM hosts');
  const upsert = database.prepare(
    `INSERT INTO hosts (host, connections, learnt_at) VALUES (?, ?, ?)
     ON CONFLICT (host) DO UPDATE SET connections = excluded.connections, learnt_at = excluded.learnt_at`,
  );
  return {
    since(time) {
      forget.run(time);
      return new Map(
        select
          .all()
          .map((row) => [
            String(row['host']),
            { connections: Number(row['connections']), learntAt: Number(row['learnt_at']) },
          ]),
      );
    },
    save: (host, { connections, learntAt }) => upsert.run(host, connections, learntAt),
  };
}
