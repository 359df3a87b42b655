import type { Database } from './database.ts';

/** A table of JSON values by key. */
export interface KeyValues {
  /** Every value that can be read. */
  all(): Record<string, unknown>;
  /** Sets the given keys and leaves the others, also those of a newer program. */
  set(values: Readonly<Record<string, unknown>>): void;
}

export function createKeyValues(database: Database, table: 'settings' | 'memory'): KeyValues {
  const select = database.prepare(`SELECT key, value FROM ${table}`);
  const upsert = database.prepare(
    `INSERT INTO ${table} (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
  return {
    all() {
      const values: Record<string, unknown> = {};
      for (const row of select.all()) {
        try {
          values[String(row['key'])] = JSON.parse(String(row['value']));
        } catch {
          // One damaged value costs itself only.
        }
      }
      return values;
    },
    set(values) {
      database.transaction(() => {
        for (const [key, value] of Object.entries(values)) {
          if (value !== undefined) upsert.run(key, JSON.stringify(value));
        }
      });
    },
  };
}
