import { RateLimiter } from '../rate/limiter.ts';
import type { DownloadRequest, HostTerms } from '../types.ts';
import type { Clock } from './ports.ts';

/** What holds for hosts, and the limits that downloads share by it. */
export class Terms {
  readonly #limiters = new Map<string, RateLimiter>();

  constructor(
    private readonly clock: Clock,
    private given: HostTerms | undefined,
  ) {}

  /** Limits that runs go by already follow at once. */
  set(given: HostTerms): void {
    this.given = given;
    for (const [key, limiter] of this.#limiters) limiter.setRate(given.limit(key));
  }

  complete<Request extends Omit<DownloadRequest, 'directory'>>(request: Request): Request {
    return this.given?.complete(request) ?? request;
  }

  limiters(url: URL): readonly RateLimiter[] {
    const key = this.given?.limitKey(url) ?? null;
    if (key === null) return [];
    const limiter = this.#limiters.get(key) ?? new RateLimiter(this.clock, null);
    this.#limiters.set(key, limiter);
    limiter.setRate(this.given?.limit(key) ?? null);
    return [limiter];
  }
}
