import { asSluiceError } from '../../shared/failures.ts';
import type { Engine } from '../engine/index.ts';
import type { HookFacts } from './facts.ts';

/**
 * Posts the facts as JSON, by the proxies that downloads take. Redirects are not followed: they would take the facts to
 * someone the user has not named.
 * @returns `null` when the answer is 2xx, else what went wrong, in English
 */
export async function runWebhook(
  post: Engine['post'],
  url: string,
  facts: HookFacts,
  timeoutMs: number,
): Promise<string | null> {
  try {
    const status = await post(url, JSON.stringify(facts), AbortSignal.timeout(timeoutMs));
    return status >= 200 && status < 300 ? null : `it answered HTTP ${String(status)}`;
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') {
      return `it did not answer within ${String(Math.round(timeoutMs / 1000))} s`;
    }
    const { code, detail } = asSluiceError(error);
    return `it cannot be reached (${code}${detail === '' ? '' : `: ${detail}`})`;
  }
}
