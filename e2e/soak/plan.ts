import type { FileSpec } from '../../electron/engine/testing/index.ts';
import { randomFrom } from '../../electron/cli/testing/kill-runs.ts';

const KIB = 2 ** 10;
const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** A kind of server. `rate`: of the link, bytes per second. */
interface Temper {
  readonly name: string;
  /** Goes on where it stopped; the others begin again at every run. */
  readonly resumes: boolean;
  readonly maxBytes: number;
  readonly spec: (size: number, rate: number) => Partial<FileSpec>;
}

const TEMPERS: readonly Temper[] = [
  { name: 'honest', resumes: true, maxBytes: GIB, spec: () => ({}) },
  {
    name: 'slow and uneven',
    resumes: true,
    maxBytes: 128 * MIB,
    spec: (_, rate) => ({
      latencyMs: 60,
      bytesPerSecond: ({ connection }) => (connection % 5 === 0 ? rate / 12 : rate / 3),
    }),
  },
  {
    name: 'resets',
    resumes: true,
    maxBytes: GIB,
    spec: (size) => ({
      scenarios: [
        {
          id: 'conn-reset-mid',
          after: Math.min(Math.floor(size / 5), 4 * MIB),
          on: ({ number }) => number % 3 === 1,
        },
      ],
    }),
  },
  { name: 'ignores ranges', resumes: false, maxBytes: 32 * MIB, spec: () => ({ ranges: false }) },
  {
    name: 'busy',
    resumes: true,
    maxBytes: 256 * MIB,
    spec: () => ({
      scenarios: [{ id: '503-retry-after', retryAfter: 1, on: ({ number }) => number % 5 === 2, times: 1e6 }],
    }),
  },
  { name: 'weak validator', resumes: true, maxBytes: GIB, spec: () => ({ scenarios: [{ id: 'etag-weak' }] }) },
  {
    name: 'no validator',
    resumes: true,
    maxBytes: 256 * MIB,
    spec: () => ({ scenarios: [{ id: 'etag-weak', none: true }] }),
  },
  {
    name: 'short bodies',
    resumes: true,
    maxBytes: 256 * MIB,
    spec: (size) => ({
      scenarios: [{ id: 'fin-short-body', after: Math.floor(size / 7), on: ({ number }) => number % 4 === 0 }],
    }),
  },
];

export const TEMPER_NAMES = TEMPERS.map(({ name }) => name);

/** Sizes in bytes and how many of a hundred files are of them: many small ones, and the largest there must be. */
const SIZES: readonly { readonly from: number; readonly to: number; readonly percent: number }[] = [
  { from: KIB, to: 64 * KIB, percent: 15 },
  { from: 64 * KIB, to: MIB, percent: 15 },
  { from: MIB, to: 16 * MIB, percent: 40 },
  { from: 16 * MIB, to: 128 * MIB, percent: 22 },
  { from: 128 * MIB, to: GIB, percent: 8 },
];

export interface PlannedFile {
  readonly index: number;
  readonly temper: string;
  readonly resumes: boolean;
  readonly spec: FileSpec;
  readonly size: number;
  readonly seed: number;
  /** Of the link, bytes per second. */
  readonly rate: number;
  /** As on the command line. */
  readonly connections: string;
  /** When the runs of this file are killed, in ms; the one after the last is let finish. */
  readonly killsAfterMs: readonly number[];
}

/** File `index` of the soak that belongs to `seed`: the same one each time, whatever else runs. */
export function planFile(seed: number, index: number): PlannedFile {
  const random = randomFrom(1 + ((seed + index * 7_919) % 2_147_483_645));
  for (let warmUp = 0; warmUp < 5; warmUp += 1) random();
  const between = (from: number, to: number): number => Math.floor(from + random() * (to - from + 1));
  const temper = TEMPERS[index % TEMPERS.length] ?? TEMPERS[0];
  if (!temper) throw new Error('No tempers');
  const size = sizeOf(index, temper.maxBytes, random);
  // Three seconds or so for a whole file: long enough to be killed in its middle several times.
  const rate = Math.min(96 * MIB, Math.max(256 * KIB, size / 3));
  const kills = index === 0 ? 8 : size <= MIB ? 2 : between(2, 6);
  // Its start is an instant too: Node alone takes 50 ms, and nothing is on disk before 150.
  const life = 250 + (size / rate) * 1_000;
  const killsAfterMs = Array.from({ length: kills }, () => Math.round(40 + random() * Math.min(life, 2_500)));
  const fileSeed = between(1, 1e6);
  return {
    index,
    temper: temper.name,
    resumes: temper.resumes,
    size,
    seed: fileSeed,
    rate,
    spec: { ...temper.spec(size, rate), size, seed: fileSeed },
    connections: ['auto', '1', '4', '8'][between(0, 3)] ?? 'auto',
    killsAfterMs,
  };
}

function sizeOf(index: number, most: number, random: () => number): number {
  // The smallest and the largest are in every soak.
  if (index === 0) return GIB;
  if (index === 1) return KIB;
  let pick = random() * 100;
  const sizes = SIZES.find(({ percent }) => (pick -= percent) < 0) ?? { from: KIB, to: MIB };
  const size = Math.floor(sizes.from * (sizes.to / sizes.from) ** random());
  return Math.min(size, most);
}
