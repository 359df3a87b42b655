import { describe, expect, it } from 'vitest';
import { makeDownload, makeSegment } from '../testing/fakes.ts';
import { barModel, layOut, positionsOf } from './model.ts';

const even = (count: number, total: number, share: number) =>
  Array.from({ length: count }, (_, index) => {
    const [start, end] = [(index * total) / count, ((index + 1) * total) / count];
    return makeSegment({ id: index, start, end, position: start + (end - start) * share });
  });

describe('layOut', () => {
  it.each([
    [1, 716, 1],
    [16, 716, 1],
    [64, 716, 2],
    [64, 105, 1],
    [500, 300, 1.5],
  ])('shows how full %d segments are on %d px at ratio %d', (count, width, ratio) => {
    const total = 1e9;
    const pieces = layOut(even(count, total, 0.25), total, width, 1 / ratio);
    const all = pieces.reduce((sum, piece) => sum + piece.width, 0);
    const filled = pieces.reduce((sum, piece) => sum + piece.filled, 0);
    expect(filled / all).toBeCloseTo(0.25, 2);
  });

  it('keeps segments in their places: in order, inside the bar, never overlapping where there is room', () => {
    const total = 10_000;
    const pieces = layOut(even(64, total, 0.5), total, 700, 0.5);
    pieces.forEach((piece, index) => {
      const next = pieces[index + 1];
      expect(piece.x).toBeCloseTo((index * 700) / 64, 0);
      expect(piece.width).toBeGreaterThan(0);
      if (next) expect(piece.x + piece.width).toBeLessThanOrEqual(next.x);
    });
  });

  it('gives gaps up only when segments are narrow', () => {
    const gap = (count: number, width: number): number => {
      const [first, second] = layOut(even(count, 1000, 0), 1000, width, 1);
      return (second?.x ?? 0) - (first?.x ?? 0) - (first?.width ?? 0);
    };
    expect(gap(2, 700)).toBe(2);
    expect(gap(64, 700)).toBe(2);
    expect(gap(64, 350)).toBe(1);
    expect(gap(64, 200)).toBe(0);
  });

  it('fills exactly what is done', () => {
    const [done, none] = layOut(
      [
        makeSegment({ start: 0, end: 500, position: 500, state: 'done' }),
        makeSegment({ id: 2, start: 500, position: 500 }),
      ],
      1000,
      100,
      1,
    );
    expect(done?.filled).toBe(done?.width);
    expect(none?.filled).toBe(0);
  });

  it('survives empty segments and offsets beyond 2^32', () => {
    const total = 2 ** 45;
    const [empty] = layOut([makeSegment({ start: 0, end: 0, position: 0 })], total, 100, 1);
    expect(empty?.filled).toBe(empty?.width);
    const [, tail] = layOut(even(2, total, 0.5), total, 100, 1);
    expect(tail).toMatchObject({ x: 50, width: 50, filled: 25 });
  });
});

describe('barModel', () => {
  it('says what moves, what rests and what is checked', () => {
    expect(barModel(makeDownload({ status: 'finished' }))).toBeNull();
    expect(barModel(makeDownload({ status: 'downloading' }))?.mode).toBe('flow');
    expect(barModel(makeDownload({ status: 'paused' }))?.mode).toBe('still');
    expect(barModel(makeDownload({ status: 'failed' }))?.mode).toBe('still');
    expect(barModel(makeDownload({ status: 'verifying', verifiedBytes: 7 }))).toMatchObject({
      mode: 'verify',
      bytes: 7,
    });
    const unknown = makeDownload({ status: 'downloading', sizeBytes: null, receivedBytes: 9 });
    expect(barModel(unknown)).toMatchObject({ mode: 'unknown', bytes: 9 });
  });

  it('draws one piece, as far as it came, when there are no segments', () => {
    expect(barModel(makeDownload({ status: 'paused', receivedBytes: 300 }))?.segments).toMatchObject([
      { start: 0, position: 300, end: 1000 },
    ]);
  });
});

it('tells tests where the segments are', () => {
  expect(positionsOf([makeSegment({ end: 5, position: 3 }), makeSegment({ start: 5, end: 9, position: 5 })])).toBe(
    '0-3-5 5-5-9',
  );
});
