import type { HookFacts } from './facts.ts';

/**
 * Posts the facts as JSON. Redirects are not followed: they would take the facts to someone the user has not named.
 * @returns `null` when the answer is 2xx, else what went wrong, in English
 */
export async function runWebhook(url: string, facts: HookFacts, timeoutMs: number): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(facts),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return response.ok ? null : `it answered HTTP ${String(response.status)}`;
  } catch (error) {
    const { name, message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
    if (name === 'TimeoutError') return `it did not answer within ${String(Math.round(timeoutMs / 1000))} s`;
    return `it cannot be reached (${cause?.code ?? message})`;
  }
}
