import { z } from 'zod';
import { matchesGlob } from './categories.ts';
import { connectionsSchema } from './download.ts';
import { headerValue, isHeaderName, isOwnHeader } from './links/headers.ts';
import { portOf } from './links/schemes.ts';
import { plainProxySchema, type Destination } from './proxy.ts';

/** What a rule is for, read. */
interface HostPattern {
  /** Lower case; `*` stands for any run of characters. */
  readonly host: string;
  /** `null`: any. */
  readonly port: string | null;
}

const PATTERN = /^(\[[0-9a-f:.]+\]|[^\s:/?#@\\[\]<>^|"]+)(?::(\d{1,5}))?$/;

/**
 * `example.org`: this host. `*.example.org`: it and every host below it. `example.org:8080`: only that port. `*` stands for
 * any run of characters. `null`: none of these.
 */
export function readHostPattern(text: string): HostPattern | null {
  const [, host, port] = PATTERN.exec(text.trim().toLowerCase()) ?? [];
  if (host === undefined || (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))) return null;
  return { host, port: port === undefined ? null : String(Number(port)) };
}

/** Of a whole address, what a rule can be for: people paste links. */
export const hostPatternOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?/, '')
    .replace(/[/?#].*$/, '');

export const hostPatternSchema = z
  .string()
  .max(300)
  .refine((text) => readHostPattern(text) !== null);

/** Sent by the window for the value of a header that it was not told: keep the one that is stored. */
export const KEPT_SECRET = '\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022';

/** Beside `KEPT_SECRET`, which is no value, all that can be sent. */
const headersSchema = z
  .record(z.string().max(256), z.string().max(64 * 1024))
  .refine((headers) => Object.keys(headers).length <= 100)
  .refine((headers) =>
    Object.entries(headers).every(
      ([name, value]) =>
        isHeaderName(name) && !isOwnHeader(name) && (value === KEPT_SECRET || headerValue(value) === value),
    ),
  );

/** What holds for downloads from certain hosts, where they say nothing themselves. */
export const hostRuleSchema = z
  .object({
    id: z.string().min(1).max(100),
    pattern: hostPatternSchema,
    /** Of each download; `null`: as the settings say. */
    connections: connectionsSchema.nullable(),
    /** Bytes per second of all downloads that the rule holds for, together; `null`: none. */
    limitBytesPerSecond: z
      .number()
      .int()
      .min(1)
      .max(2 ** 50)
      .nullable(),
    /** Empty: nothing is said. */
    userAgent: z.string().max(4096),
    referrer: z.string().max(64 * 1024),
    proxy: z.union([z.literal(''), plainProxySchema]),
    /** Absolute path. Goes before the folder of a category. */
    directory: z.string().max(4096),
    headers: headersSchema,
  })
  .strict();
export type HostRule = Readonly<z.infer<typeof hostRuleSchema>>;

export type HostMatch<Rule> = (url: Destination) => Rule | null;

/**
 * The rule for a host, or `null`. Of several that match the most specific holds, alone: one without `*` before one with;
 * then the one with more letters that are not `*`, with fewer `*`, with a port; then the first.
 */
export function createHostMatch<Rule extends { readonly pattern: string }>(rules: readonly Rule[]): HostMatch<Rule> {
  const read = rules.flatMap((rule) => {
    const pattern = readHostPattern(rule.pattern);
    if (!pattern) return [];
    const stars = pattern.host.split('*').length - 1;
    const rank = [stars === 0 ? 0 : 1, stars - pattern.host.length, stars, pattern.port === null ? 1 : 0];
    return [{ rule, rank, matches: matcherOf(pattern) }];
  });
  const sorted = read.sort((a, b) => a.rank.map((value, at) => value - (b.rank[at] ?? 0)).find(Boolean) ?? 0);
  return (url) => {
    const host = url.hostname.toLowerCase();
    const port = portOf(url);
    return sorted.find(({ matches }) => matches(host, port))?.rule ?? null;
  };
}

function matcherOf({ host: wanted, port: wantedPort }: HostPattern): (host: string, port: string) => boolean {
  const apex = wanted.startsWith('*.') ? wanted.slice(2) : null;
  return (host, port) =>
    (wantedPort === null || wantedPort === port) &&
    (matchesGlob(wanted, host) || (apex !== null && matchesGlob(apex, host)));
}
