import type { Body } from './reply.ts';
import { pointIn } from './reply.ts';
import type { RecordedRequest } from './request-log.ts';
import type { Aim, Point } from './scenario.ts';
import { isAimedAt } from './scenario.ts';

/** Where a reply is held: before its head, or at a point of its body (default: right after the head). */
export type HoldSpec = Aim & Point & { readonly beforeHead?: boolean };

/** Holds replies until it is released. */
export interface Hold {
  /** Resolves with the first request whose reply has come to the point and waits. */
  readonly reached: Promise<RecordedRequest>;
  /** The requests that wait now. */
  readonly waiting: readonly RecordedRequest[];
  /** Lets all go on, and lets later replies pass. */
  release(): void;
}

export class Gate implements Hold {
  readonly reached: Promise<RecordedRequest>;
  waiting: readonly RecordedRequest[] = [];
  readonly #spec: HoldSpec;
  readonly #callbacks = new Set<() => void>();
  #reach: (request: RecordedRequest) => void = () => undefined;
  #released = false;
  #used = 0;

  constructor(spec: HoldSpec) {
    this.#spec = spec;
    this.reached = new Promise((resolve) => {
      this.#reach = resolve;
    });
  }

  holdsHead(request: RecordedRequest): boolean {
    return !this.#released && this.#spec.beforeHead === true && isAimedAt(this.#spec, request, this.#used);
  }

  /** Body bytes of this reply before the hold, or `null` when it passes. */
  positionIn(body: Body, request: RecordedRequest): number | null {
    if (this.#released || this.#spec.beforeHead || !isAimedAt(this.#spec, request, this.#used)) return null;
    return pointIn(body, this.#spec);
  }

  /** Calls `go` at the release; the result gives up. */
  wait(request: RecordedRequest, go: () => void): () => void {
    if (this.#released) {
      go();
      return () => undefined;
    }
    const leave = (): void => {
      this.#callbacks.delete(pass);
      this.waiting = this.waiting.filter((other) => other !== request);
    };
    const pass = (): void => {
      leave();
      go();
    };
    this.#used += 1;
    this.#callbacks.add(pass);
    this.waiting = [...this.waiting, request];
    this.#reach(request);
    return leave;
  }

  release(): void {
    this.#released = true;
    for (const pass of [...this.#callbacks]) pass();
  }
}
