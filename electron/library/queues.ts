import { queueSchema, type Queue } from '../../shared/queue.ts';
import { scheduleSchema } from '../../shared/schedule.ts';
import type { Database, Row } from './database.ts';

/** The stored queues. */
export interface QueueStore {
  /** In their order. One that cannot be understood is left out: its downloads go to the default queue. */
  all(): Queue[];
  /** Makes these the stored ones, in this order. Durable against a crash of the program when it returns. */
  replace(queues: readonly Queue[]): void;
}

export function createQueueStore(database: Database): QueueStore {
  const select = database.prepare('SELECT * FROM queues ORDER BY position');
  const insert = database.prepare(
    `INSERT INTO queues (id, position, name, max_active, schedule, started, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    all: () => select.all().flatMap((row) => queueFromRow(row) ?? []),
    replace(queues) {
      database.transaction(() => {
        database.exec('DELETE FROM queues');
        queues.forEach(({ id, name, maxActive, schedule, started, changedAt }, position) => {
          const json = schedule && JSON.stringify(schedule);
          insert.run(id, position, name, maxActive, json, started ? 1 : 0, changedAt);
        });
      });
    },
  };
}

function queueFromRow(row: Row): Queue | null {
  const parsed = queueSchema.safeParse({
    id: row['id'],
    name: row['name'],
    maxActive: row['max_active'],
    schedule: parseSchedule(row['schedule']),
    started: row['started'] !== 0,
    changedAt: row['changed_at'],
  });
  return parsed.success ? parsed.data : null;
}

/** `null`, no schedule, for one that cannot be understood: the queue itself is worth more. */
function parseSchedule(json: unknown): Queue['schedule'] {
  try {
    return scheduleSchema
      .nullable()
      .catch(null)
      .parse(JSON.parse(String(json)));
  } catch {
    return null;
  }
}
