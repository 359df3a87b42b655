import { z } from 'zod';
import { SluiceError } from '../../../shared/failures.ts';
import { queueSchema, type Queue } from '../../../shared/queue.ts';
import { settingsPatchSchema, type Settings, type SettingsPatch } from '../../../shared/settings.ts';
import type { DownloadRecord, LearntCeiling } from '../../engine/index.ts';
import { fromPortable, toPortable } from '../../library/index.ts';

const FORMAT = 'sluice-data';
const VERSION = 1;
/** A larger one is not read, in bytes: 100,000 downloads stay below. */
export const MAX_DATA_FILE = 256 * 2 ** 20;

/** Everything the program knows that is worth passing on. */
export interface Data {
  readonly settings: SettingsPatch;
  readonly queues: readonly Queue[];
  readonly downloads: readonly DownloadRecord[];
  readonly hosts: ReadonlyMap<string, LearntCeiling>;
}

/** What holds for this computer alone: what was explained, and which other programs it lets in. */
const OWN_SETTINGS: readonly (keyof Settings)[] = [
  'closeToTrayExplained',
  'browserIntegration',
  'remote',
  'remoteListenAll',
  'remoteAllowed',
];

/** @param now when it was written. The text of the file, and how many downloads had secrets, which are left out */
export function writeData(
  { settings, queues, downloads, hosts }: Data,
  now: Date,
): { text: string; withoutSecrets: number } {
  const portable = downloads.map(toPortable);
  const file = {
    format: FORMAT,
    version: VERSION,
    exportedAt: now.toISOString(),
    settings: Object.fromEntries(Object.entries(settings).filter(([key]) => !OWN_SETTINGS.some((own) => own === key))),
    queues,
    downloads: portable.map(({ download }) => download),
    hosts: Object.fromEntries(hosts),
  };
  return {
    text: `${JSON.stringify(file, null, 1)}\n`,
    withoutSecrets: portable.filter(({ hadSecrets }) => hadSecrets).length,
  };
}

const fileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.number().int().min(1).max(VERSION),
  settings: z.record(z.string(), z.unknown()).default({}),
  queues: z.array(z.unknown()).default([]),
  downloads: z.array(z.unknown()).default([]),
  hosts: z.record(z.string(), z.unknown()).default({}),
});
const hostSchema = z.object({
  connections: z.number().int().min(1).max(1024),
  learntAt: z.number().int().nonnegative(),
});

export interface ReadData extends Data {
  /** How many downloads and settings were passed over. */
  readonly unusable: number;
  readonly settingsLeft: number;
}

/** Part by part, so that one that is damaged does not cost the others. @throws {SluiceError} `bad-data-file` */
export function readData(text: string): ReadData {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new SluiceError('bad-data-file', 'It is not JSON.', { cause });
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new SluiceError('bad-data-file', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const file = parsed.data;
  const given = Object.entries(file.settings).filter(([key]) => !OWN_SETTINGS.some((own) => own === key));
  const good = given.filter(([key, value]) => settingsPatchSchema.safeParse({ [key]: value }).success);
  const downloads = file.downloads.flatMap((download) => fromPortable(download) ?? []);
  const queues = file.queues.flatMap((queue) => queueSchema.safeParse(queue).data ?? []);
  const hosts = Object.entries(file.hosts).flatMap(([host, learnt]): [string, LearntCeiling][] => {
    const ceiling = hostSchema.safeParse(learnt);
    return ceiling.success ? [[host, ceiling.data]] : [];
  });
  return {
    settings: Object.fromEntries(good) as SettingsPatch,
    queues,
    downloads,
    hosts: new Map(hosts),
    unusable: file.downloads.length - downloads.length,
    settingsLeft: given.length - good.length,
  };
}
