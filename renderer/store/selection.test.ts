import { describe, expect, it } from 'vitest';
import { NOTHING_SELECTED, move, prune, select, selectAll } from './selection.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const only = (id: string) => select(NOTHING_SELECTED, ids, id, 'only');
const selectedIn = (state: { selected: ReadonlySet<string> }): string => [...state.selected].sort().join('');

describe('selection', () => {
  it('selects one, toggles, and extends from the anchor both ways', () => {
    const b = only('b');
    expect(selectedIn(b)).toBe('b');
    const range = select(b, ids, 'd', 'range');
    expect(selectedIn(range)).toBe('bcd');
    expect(selectedIn(select(range, ids, 'a', 'range'))).toBe('ab');
    const toggled = select(range, ids, 'c', 'toggle');
    expect(selectedIn(toggled)).toBe('bd');
    expect(selectedIn(select(toggled, ids, 'c', 'toggle'))).toBe('bcd');
  });

  it('extends from the row itself when the anchor is no longer shown', () => {
    expect(selectedIn(select({ ...only('a'), anchor: 'gone' }, ids, 'c', 'range'))).toBe('c');
  });

  it('moves the cursor and stops at the ends', () => {
    expect(move(only('b'), ids, 1, false).cursor).toBe('c');
    expect(move(only('b'), ids, -5, false).cursor).toBe('a');
    expect(move(only('b'), ids, Infinity, false).cursor).toBe('e');
    expect(move(only('b'), ids, -Infinity, false).cursor).toBe('a');
    expect(move(NOTHING_SELECTED, ids, 1, false).cursor).toBe('a');
    expect(move(NOTHING_SELECTED, ids, -1, false).cursor).toBe('e');
    expect(move(NOTHING_SELECTED, ids, -Infinity, false).cursor).toBe('a');
    expect(move(NOTHING_SELECTED, ids, Infinity, false).cursor).toBe('e');
    expect(move(NOTHING_SELECTED, [], 1, false)).toBe(NOTHING_SELECTED);
  });

  it('extends with the keyboard', () => {
    const extended = move(move(only('b'), ids, 1, true), ids, 1, true);
    expect(selectedIn(extended)).toBe('bcd');
    expect(selectedIn(move(extended, ids, -1, true))).toBe('bc');
  });

  it('selects all without moving the cursor', () => {
    const all = selectAll(only('c'), ids);
    expect(selectedIn(all)).toBe('abcde');
    expect(all.cursor).toBe('c');
  });

  it('lets go of rows that leave, and moves the cursor to the one that takes the place', () => {
    const state = select(only('b'), ids, 'c', 'range');
    const pruned = prune(state, ids, ['a', 'd', 'e']);
    expect(selectedIn(pruned)).toBe('');
    expect(pruned.cursor).toBe('d');
    expect(prune(only('e'), ids, ['a', 'b']).cursor).toBe('b');
    expect(prune(only('a'), ids, []).cursor).toBeNull();
  });

  it('stays the same when nothing of it left, and keeps a row that has not arrived yet', () => {
    const state = only('b');
    expect(prune(state, ids, ['a', 'b'])).toBe(state);
    const coming = only('new');
    expect(prune(coming, ids, ['a', 'b'])).toBe(coming);
  });
});
