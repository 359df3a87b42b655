import type { Place } from '../../../shared/queue.ts';

/** Between neighbours in a list nobody has sorted: room for twenty downloads put between the same two, one by one. */
const STEP = 2 ** 20;

/**
 * Positions for `count` items between two neighbours, ascending; `null` when there is not enough room between them.
 * @param left, right positions of the neighbours; `undefined` at an end of the list
 */
export function positionsBetween(left: number | undefined, right: number | undefined, count: number): number[] | null {
  const at = (first: number, step: number): number[] =>
    Array.from({ length: count }, (_, index) => first + index * step);
  if (right === undefined) return at((left ?? 0) + STEP, STEP);
  if (left === undefined) return at(right - count * STEP, STEP);
  const step = Math.floor((right - left) / (count + 1));
  return step >= 1 ? at(left + step, step) : null;
}

interface Listed {
  readonly id: string;
}

/** How the list reads and writes the positions of its items. */
export interface Positions<Item> {
  of(item: Item): number;
  set(item: Item, position: number): void;
}

/** Items in the order of their positions. A move gives new positions to the moved ones only, unless room runs out. */
export class OrderedList<Item extends Listed> {
  /** A map keeps the order of insertion, which is that of the positions. */
  #items = new Map<string, Item>();
  #last: number | undefined;

  constructor(private readonly positions: Positions<Item>) {}

  /** For an item that comes last. */
  get nextPosition(): number {
    return (this.#last ?? 0) + STEP;
  }

  /** Puts an item where its position says. Of two in one place the one that was there goes first. */
  insert(item: Item): void {
    const position = this.positions.of(item);
    if (this.#last === undefined || position >= this.#last) {
      this.#items.set(item.id, item);
      this.#last = position;
      return;
    }
    const items = [...this.#items.values()];
    const next = items.findIndex((other) => this.positions.of(other) > position);
    items.splice(next < 0 ? items.length : next, 0, item);
    this.#items = new Map(items.map((other) => [other.id, other]));
  }

  /**
   * Gives those of `ids` whose position another one has too a position of their own, next to it. Returns the items whose
   * position is another one now.
   */
  separate(ids: readonly string[]): Item[] {
    const wanted = new Set(ids);
    const changed = new Set<Item>();
    let before: Item | undefined;
    for (const item of [...this.#items.values()]) {
      if (before && wanted.has(item.id) && this.positions.of(before) === this.positions.of(item)) {
        for (const moved of this.move([item.id], { after: before.id })) changed.add(moved);
      }
      before = item;
    }
    return [...changed];
  }

  get(id: string): Item | undefined {
    return this.#items.get(id);
  }

  has(id: string): boolean {
    return this.#items.has(id);
  }

  delete(id: string): void {
    this.#items.delete(id);
  }

  /** In order. */
  values(): IterableIterator<Item> {
    return this.#items.values();
  }

  /** The items that are there, in the order of the list. */
  pick(ids: readonly string[]): Item[] {
    // One is the usual case, and 10,000 must not be walked for it.
    const [only] = ids;
    if (ids.length === 1 && only !== undefined) return [this.#items.get(only)].filter((item) => item !== undefined);
    const wanted = new Set(ids);
    return [...this.#items.values()].filter(({ id }) => wanted.has(id));
  }

  /** Returns the items whose position is another one now: none when the one to move next to is not there or moves. */
  move(ids: readonly string[], to: Place): Item[] {
    const moving = this.pick(ids);
    const chosen = new Set(moving);
    const rest = [...this.#items.values()].filter((item) => !chosen.has(item));
    const index = indexOf(rest, to);
    if (index === null || moving.length === 0) return [];
    const sorted = [...rest.slice(0, index), ...moving, ...rest.slice(index)];
    const [left, right] = [rest[index - 1], rest[index]].map((item) => item && this.positions.of(item));
    const given = positionsBetween(left, right, moving.length);
    const changed = given ? moving : sorted;
    changed.forEach((item, nth) => {
      this.positions.set(item, given?.[nth] ?? (nth + 1) * STEP);
    });
    this.#items = new Map(sorted.map((item) => [item.id, item]));
    const last = sorted.at(-1);
    this.#last = last && this.positions.of(last);
    return changed;
  }
}

function indexOf(rest: readonly Listed[], to: Place): number | null {
  if (to === 'top') return 0;
  if (to === 'bottom') return rest.length;
  const neighbour = 'before' in to ? to.before : to.after;
  const index = rest.findIndex(({ id }) => id === neighbour);
  if (index < 0) return null;
  return 'before' in to ? index : index + 1;
}
