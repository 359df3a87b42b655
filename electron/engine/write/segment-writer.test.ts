import { describe, expect, test } from 'vitest';
import { SluiceError } from '../../../shared/failures.ts';
import { MemoryBudget } from './memory-budget.ts';
import { SegmentWriter } from './segment-writer.ts';

interface Pending {
  readonly offset: number;
  readonly bytes: number[];
  finish(error?: SluiceError): void;
}

function setUp(batchBytes: number, budget = new MemoryBudget()) {
  const pending: Pending[] = [];
  const log: string[] = [];
  const file = {
    write(buffers: readonly Uint8Array[], offset: number, done: (error: SluiceError | null) => void) {
      pending.push({
        offset,
        bytes: buffers.flatMap((buffer) => [...buffer]),
        finish: (error) => {
          done(error ?? null);
        },
      });
    },
  };
  const writer = new SegmentWriter(file, 100, batchBytes, budget, {
    written: (offset, _buffers, bytes) => log.push(`written ${String(offset)}+${String(bytes)}`),
    failed: (error) => log.push(`failed ${error.code}`),
    drained: () => log.push('drained'),
  });
  return { writer, pending, log };
}

describe('SegmentWriter', () => {
  test('gathers to a batch, two of them on their way at once', () => {
    const { writer, pending, log } = setUp(4);
    writer.push(Uint8Array.of(1, 2));
    expect(pending).toHaveLength(0);
    writer.push(Uint8Array.of(3, 4, 5));
    writer.push(Uint8Array.of(6, 7, 8, 9));
    writer.push(Uint8Array.of(10, 11, 12, 13));
    expect(pending.map(({ offset, bytes }) => [offset, bytes])).toEqual([
      [100, [1, 2, 3, 4, 5]],
      [105, [6, 7, 8, 9]],
    ]);
    expect(writer.backlogBytes).toBe(13);
    pending[1]?.finish();
    expect(pending.map(({ offset, bytes }) => [offset, bytes])[2]).toEqual([109, [10, 11, 12, 13]]);
    pending[0]?.finish();
    pending[2]?.finish();
    expect(log).toEqual(['written 105+4', 'written 100+5', 'written 109+4']);
    expect(writer.backlogBytes).toBe(0);
  });

  test('draining writes what is less than a batch and waits for it', async () => {
    const { writer, pending, log } = setUp(1000);
    writer.push(Uint8Array.of(1));
    const drained = writer.drain().then(() => log.push('drain resolved'));
    writer.push(Uint8Array.of(2));
    pending[0]?.finish();
    pending[1]?.finish();
    await drained;
    expect(log).toEqual(['written 100+1', 'written 101+1', 'drain resolved']);
  });

  test('says when it is full and when there is room again', () => {
    const { writer, pending, log } = setUp(4, new MemoryBudget(6));
    expect(writer.push(new Uint8Array(4))).toBe(true);
    expect(writer.push(new Uint8Array(4))).toBe(false);
    pending[0]?.finish();
    expect(log).toEqual(['written 100+4', 'drained']);
    pending[1]?.finish();
    expect(log).toEqual(['written 100+4', 'drained', 'written 104+4']);
  });

  test('after a failed write nothing is counted and nothing more is written', async () => {
    const { writer, pending, log } = setUp(2);
    writer.push(Uint8Array.of(1, 2));
    writer.push(Uint8Array.of(3, 4));
    pending[0]?.finish(new SluiceError('disk-full'));
    writer.push(Uint8Array.of(5, 6));
    const drained = writer.drain().then(() => log.push('drain resolved'));
    await Promise.resolve();
    // The file must not be closed under the other write.
    expect(log).toEqual(['failed disk-full']);
    pending[1]?.finish();
    await drained;
    expect(log).toEqual(['failed disk-full', 'written 102+2', 'drain resolved']);
    expect(pending).toHaveLength(2);
    expect(writer.backlogBytes).toBe(0);
  });
});
