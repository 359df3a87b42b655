import { describe, expect, it } from 'vitest';
import { COLUMNS } from '../../../shared/settings/view.ts';
import { layOutColumns } from './columns.ts';

const USUAL = ['progress', 'size', 'speed', 'left'] as const;

describe('columns', () => {
  it('stand in one order, whatever the order they were chosen in', () => {
    expect(layOutColumns(['left', 'added', 'state', 'size'], {}, 1200).shown).toEqual([
      'state',
      'size',
      'left',
      'added',
    ]);
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
