import { describe, expect, it } from 'vitest';
import { COLUMNS } from '../../../shared/settings/view.ts';
import { layOutColumns, withColumn, withColumnAt } from './columns.ts';

const USUAL = ['progress', 'size', 'speed', 'left'] as const;

describe('columns', () => {
  it('stand in the order that was chosen, each once', () => {
    const { shown, template } = layOutColumns(['left', 'added', 'state', 'left'], {}, 1200);
    expect(shown).toEqual(['left', 'added', 'state']);
    expect(template).toBe('16px minmax(110px, 1fr) 108px 116px 132px');
  });

  it('come after those that usually stand before them', () => {
    expect(withColumn(['progress', 'size', 'left'], 'speed')).toEqual(['progress', 'size', 'speed', 'left']);
    expect(withColumn(['left', 'progress'], 'size')).toEqual(['left', 'progress', 'size']);
    expect(withColumn(['host'], 'progress')).toEqual(['progress', 'host']);
  });

  it('go to another place among those that are shown, and those that are not keep theirs', () => {
    expect(withColumnAt(USUAL, USUAL, 'left', 0)).toEqual(['left', 'progress', 'size', 'speed']);
    expect(withColumnAt(USUAL, USUAL, 'progress', 4)).toEqual(['size', 'speed', 'left', 'progress']);
    expect(withColumnAt(USUAL, USUAL, 'size', 3)).toEqual(['progress', 'speed', 'size', 'left']);
    expect(withColumnAt(USUAL, USUAL, 'size', 1)).toBe(USUAL);
    expect(withColumnAt(USUAL, USUAL, 'size', 2)).toBe(USUAL);
    // Without the size, for which there is no room.
    const shown = ['progress', 'speed', 'left'] as const;
    expect(withColumnAt(USUAL, shown, 'progress', 2)).toEqual(['size', 'speed', 'progress', 'left']);
    expect(withColumnAt(USUAL, shown, 'progress', 3)).toEqual(['size', 'speed', 'left', 'progress']);
    expect(withColumnAt(USUAL, ['progress', 'size'], 'progress', 2)).toEqual(['size', 'progress', 'speed', 'left']);
    expect(withColumnAt(USUAL, shown, 'size', 0)).toBe(USUAL);
  });

  it('share what is left between name and bar, until the bar has a width of its own', () => {
    expect(layOutColumns(USUAL, {}, 900).template).toBe(
      '16px minmax(110px, 1.25fr) minmax(96px, 1fr) 120px 84px 108px',
    );
    expect(layOutColumns(USUAL, { progress: 200, size: 90 }, 900).template).toBe(
      '16px minmax(110px, 1fr) 200px 90px 84px 108px',
    );
  });

  it('make way for the name while they are the usual ones, the least wanted first', () => {
    expect(layOutColumns(USUAL, {}, 580).shown).toEqual(USUAL);
    expect(layOutColumns(USUAL, {}, 500).shown).toEqual(['progress', 'speed', 'left']);
    expect(layOutColumns(USUAL.toReversed(), {}, 500).shown).toEqual(['left', 'speed', 'progress']);
    expect(layOutColumns(USUAL, { size: 800 }, 900).shown).toEqual(['progress', 'speed', 'left']);
    expect(layOutColumns(USUAL, {}, 0).shown).toEqual([]);
  });

  it('all stay when they were chosen, and the rows are wider then', () => {
    const { shown, least } = layOutColumns(COLUMNS, {}, 700);
    expect(shown).toEqual(COLUMNS);
    expect(least).toBeGreaterThan(900);
    expect(layOutColumns(['size'], {}, 700).least).toBe(36 + 16 + 12 + 110 + 12 + 120);
  });
});
