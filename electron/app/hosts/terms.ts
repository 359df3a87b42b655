import { createHostMatch, type HostRule } from '../../../shared/host-rules.ts';
import { headerValue } from '../../../shared/links/headers.ts';
import { originOf } from '../../../shared/links/schemes.ts';
import type { Credentials, DownloadRequest, HostTerms } from '../../engine/index.ts';

export interface TermsOptions {
  readonly rules: readonly HostRule[];
  /** By origin. */
  readonly signIn: (origin: string) => Credentials | null;
}

export interface Terms extends HostTerms {
  /** What a download from a link begins with where nothing else is said; `null`: no rule holds for it. */
  forLink(link: string): Pick<HostRule, 'connections' | 'directory'> | null;
}

/** What rules and remembered sign-ins come to for a request. What it says itself always goes first. */
export function createTerms({ rules, signIn }: TermsOptions): Terms {
  const match = createHostMatch(rules);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const ruleFor = (link: string): HostRule | null => (URL.canParse(link) ? match(new URL(link)) : null);
  return {
    forLink: ruleFor,
    limitKey(url) {
      const rule = match(url);
      return rule !== null && rule.limitBytesPerSecond !== null ? rule.id : null;
    },
    limit: (key) => byId.get(key)?.limitBytesPerSecond ?? null,
    complete(request) {
      if (!URL.canParse(request.url)) return request;
      const url = new URL(request.url);
      const rule = match(url);
      const given = new Set(Object.keys(request.headers ?? {}).map((name) => name.toLowerCase()));
      const laid = Object.entries(rule ? headersOf(rule) : {}).filter(([name]) => !given.has(name.toLowerCase()));
      const proxy = request.proxy ?? (rule?.proxy || undefined);
      const credentials = request.credentials ?? (speaksForItself(url, given) ? undefined : signIn(originOf(url)));
      if (laid.length === 0 && proxy === request.proxy && !credentials) return request;
      return {
        ...request,
        ...(laid.length > 0 && { headers: { ...Object.fromEntries(laid), ...request.headers } }),
        ...(proxy !== undefined && { proxy }),
        ...(credentials && { credentials }),
      };
    },
  };
}

const speaksForItself = (url: URL, given: ReadonlySet<string>): boolean =>
  url.username !== '' || url.password !== '' || given.has('authorization');

function headersOf({ headers, userAgent, referrer }: HostRule): NonNullable<DownloadRequest['headers']> {
  const agent = headerValue(userAgent);
  const from = headerValue(referrer);
  return { ...headers, ...(agent && { 'User-Agent': agent }), ...(from && { Referer: from }) };
}
