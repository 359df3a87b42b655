import type { Priority } from '../../../shared/queue.ts';
import type { Line } from './choose.ts';

/** What counts of a download that waits. */
export interface Candidate {
  readonly id: string;
  readonly position: number;
  readonly host: string;
  readonly priority: Priority;
  readonly queueId: string;
}

class WaitingLine implements Line {
  readonly members: Candidate[] = [];

  constructor(
    readonly queueId: string,
    readonly host: string,
    readonly priority: Priority,
  ) {}

  get first(): number {
    return this.members[0]?.position ?? Infinity;
  }

  /** Where a position is, or belongs. */
  indexOf(position: number): number {
    let high = this.members.length;
    // Added last: the usual case.
    let low = (this.members[high - 1]?.position ?? Infinity) < position ? high : 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.members[middle]?.position ?? Infinity) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * All that waits, sorted into lines, so that deciding what is next looks at one download a line and not at the list: with
 * 10,000 waiting, that counts.
 */
export class Waiting {
  readonly #byQueue = new Map<string, Map<string, WaitingLine>>();
  readonly #lineOf = new Map<string, { readonly line: WaitingLine; readonly candidate: Candidate }>();

  get size(): number {
    return this.#lineOf.size;
  }

  /** Queues in which something waits. */
  get queueIds(): IterableIterator<string> {
    return this.#byQueue.keys();
  }

  /** Of a queue; none of them is empty. */
  lines(queueId: string): Iterable<WaitingLine> {
    return this.#byQueue.get(queueId)?.values() ?? [];
  }

  /** Also takes over what has changed of one that waits already. */
  add(candidate: Candidate): void {
    this.delete(candidate.id);
    const { id, queueId, host, priority, position } = candidate;
    const lines = this.#byQueue.get(queueId) ?? new Map<string, WaitingLine>();
    this.#byQueue.set(queueId, lines);
    const key = keyOf(candidate);
    const line = lines.get(key) ?? new WaitingLine(queueId, host, priority);
    lines.set(key, line);
    line.members.splice(line.indexOf(position), 0, candidate);
    this.#lineOf.set(id, { line, candidate });
  }

  delete(id: string): void {
    const found = this.#lineOf.get(id);
    if (!found) return;
    const { line, candidate } = found;
    this.#lineOf.delete(id);
    line.members.splice(line.members.indexOf(candidate, line.indexOf(candidate.position)), 1);
    if (line.members.length > 0) return;
    const lines = this.#byQueue.get(line.queueId);
    lines?.delete(keyOf(candidate));
    if (lines?.size === 0) this.#byQueue.delete(line.queueId);
  }
}

const keyOf = ({ priority, host }: Candidate): string => `${priority} ${host}`;
