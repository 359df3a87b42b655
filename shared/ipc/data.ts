import { z } from 'zod';

const count = z.number().int().nonnegative();

/** What was written to a file. */
export const exportedSchema = z.object({
  /** Absolute path. */
  path: z.string(),
  downloads: count,
  /** Of these, how many had headers, cookies or sign-ins, which are not in the file. */
  withoutSecrets: count,
});
export type Exported = z.infer<typeof exportedSchema>;

/** What came of a file that was read. */
export const importedSchema = z.object({
  downloads: count,
  /** They were on the list: the same download, or the same link to the same folder. */
  known: count,
  /** They make no sense here: another system's folders, or damaged. */
  unusable: count,
  queues: count,
  settings: count,
  /** Settings that are damaged or of another version. */
  settingsLeft: count,
});
export type Imported = z.infer<typeof importedSchema>;

export const DATA_COMMANDS = {
  /** Asks for a file and writes list, settings, queues and what hosts allow to it; `null` when dismissed. */
  'data:export': { request: z.undefined(), reply: exportedSchema.nullable() },
  /** Asks for such a file and adds what it holds to what there is; `null` when dismissed. */
  'data:import': { request: z.undefined(), reply: importedSchema.nullable() },
} as const;
