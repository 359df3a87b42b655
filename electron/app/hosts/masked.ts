import { SluiceError } from '../../../shared/failures.ts';
import { KEPT_SECRET, readHostPattern, type HostRule } from '../../../shared/host-rules.ts';
import { isHarmlessHeader } from '../../library/index.ts';

/** A rule for the window to show: whoever looks over a shoulder learns no token. */
export const masked = (rule: HostRule): HostRule => ({
  ...rule,
  headers: Object.fromEntries(
    Object.entries(rule.headers).map(([name, value]) => [name, isHarmlessHeader(name, value) ? value : KEPT_SECRET]),
  ),
});

/**
 * The rule as it is stored: what was masked is as before, and its pattern is written as hosts are compared.
 * @throws {SluiceError} `bad-option` when another rule is for the same
 */
export function unmasked(given: HostRule, rules: readonly HostRule[]): HostRule {
  const pattern = asCompared(given.pattern);
  if (rules.some((rule) => rule.id !== given.id && rule.pattern === pattern)) {
    throw new SluiceError('bad-option', `There is a rule for ${pattern} already`);
  }
  const before = Object.entries(rules.find(({ id }) => id === given.id)?.headers ?? {});
  const headers = Object.entries(given.headers).flatMap(([name, value]): [string, string][] => {
    if (value !== KEPT_SECRET) return [[name, value]];
    const kept = before.find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
    return kept === undefined ? [] : [[name, kept]];
  });
  return { ...given, pattern, headers: Object.fromEntries(headers) };
}

/** Names of other scripts as the network spells them (RFC 5891). */
function asCompared(text: string): string {
  const pattern = readHostPattern(text);
  if (!pattern) throw new SluiceError('bad-option', 'Not a host');
  const address = `http://${pattern.host}/`;
  const host = URL.canParse(address) ? new URL(address).hostname : pattern.host;
  return pattern.port === null ? host : `${host}:${pattern.port}`;
}
