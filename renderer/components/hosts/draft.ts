import { MAX_CONNECTIONS, type Connections } from '../../../shared/download.ts';
import { KEPT_SECRET, hostPatternOf, readHostPattern, type HostRule } from '../../../shared/host-rules.ts';
import { headerValue, readHeaderLines, type HeaderLines } from '../../../shared/links/headers.ts';
import { isProxyWord, plainProxySchema, type ProxyWord } from '../../../shared/proxy.ts';
import { draftOf as rateDraftOf, isEmpty, readRate, type RateDraft } from '../../format/rate.ts';
import { readWhole } from '../add/draft.ts';
import { isFolder } from '../../format/path.ts';

/** A rule as it is typed. */
export interface RuleDraft {
  readonly pattern: string;
  readonly connections: 'settings' | 'auto' | 'fixed';
  readonly count: string;
  readonly limit: RateDraft;
  readonly userAgent: string;
  readonly referrer: string;
  /** Empty: nothing is said; `own`: the address beside it. */
  readonly proxy: '' | ProxyWord | 'own';
  readonly proxyAddress: string;
  readonly directory: string;
  /** Lines `Name: value`. */
  readonly headers: string;
}

export const EMPTY_RULE: RuleDraft = {
  pattern: '',
  connections: 'settings',
  count: '4',
  limit: rateDraftOf(null),
  userAgent: '',
  referrer: '',
  proxy: '',
  proxyAddress: '',
  directory: '',
  headers: '',
};

export function draftOf(rule: HostRule): RuleDraft {
  const { pattern, connections, proxy, userAgent, referrer, directory } = rule;
  const isFixed = typeof connections === 'number';
  const named = proxy === '' || isProxyWord(proxy);
  return {
    ...{ pattern, userAgent, referrer, directory },
    connections: isFixed ? 'fixed' : connections === null ? 'settings' : 'auto',
    count: isFixed ? String(connections) : EMPTY_RULE.count,
    limit: rateDraftOf(rule.limitBytesPerSecond),
    proxy: named ? proxy : 'own',
    proxyAddress: named ? '' : proxy,
    headers: Object.entries(rule.headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
  };
}

export interface CheckedRule {
  readonly pattern: 'missing' | 'taken' | null;
  readonly count: boolean;
  readonly limit: boolean;
  readonly proxy: boolean;
  readonly directory: boolean;
  readonly headers: HeaderLines['problem'];
  /** `null` while something cannot be used. */
  readonly rule: HostRule | null;
}

/** @param others the rules beside this one */
export function checkRule(draft: RuleDraft, id: string, others: readonly HostRule[]): CheckedRule {
  const pattern = hostPatternOf(draft.pattern);
  const patternProblem =
    readHostPattern(pattern) === null ? 'missing' : others.some((rule) => rule.pattern === pattern) ? 'taken' : null;
  const count = draft.connections === 'fixed' ? readWhole(draft.count, MAX_CONNECTIONS) : 0;
  const rate = readRate(draft.limit);
  const limit = rate !== null || isEmpty(draft.limit);
  const proxy = draft.proxy === 'own' ? draft.proxyAddress.trim() : draft.proxy;
  const proxyOk = proxy === '' ? draft.proxy === '' : plainProxySchema.safeParse(proxy).success;
  const directory = draft.directory.trim();
  const directoryOk = isFolder(directory);
  const lines = readHeaderLines(draft.headers);
  const usable = patternProblem === null && count !== null && limit && proxyOk && directoryOk && lines.problem === null;
  const connections: Connections | null =
    draft.connections === 'settings' ? null : draft.connections === 'auto' ? 'auto' : count;
  return {
    pattern: patternProblem,
    count: count !== null,
    limit,
    proxy: proxyOk,
    directory: directoryOk,
    headers: lines.problem,
    rule: usable
      ? {
          ...{ id, pattern, connections, proxy, directory },
          limitBytesPerSecond: rate,
          userAgent: draft.userAgent.trim(),
          referrer: draft.referrer.trim(),
          headers: Object.fromEntries(Object.entries(lines.headers).map(([name, value]) => [name, restored(value)])),
        }
      : null,
  };
}

/** The dots that stand for a kept value, as reading header lines leaves them. */
const restored = (value: string): string => (value === headerValue(KEPT_SECRET) ? KEPT_SECRET : value);
