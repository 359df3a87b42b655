import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Answer, DecodedPacket } from 'dns-packet';
import type { Dial } from '../connectors/dial.ts';

/** No answer by then is none. */
const TIMEOUT_MS = 10_000;
/** A reply is a DNS message (RFC 8484 section 6). */
const MAX_BYTES = 65_535;
/** Of a name that is not there, in s: its SOA is not looked at. */
const MISSING_TTL = 30;
const MAX_TTL = 86_400;
const MAX_ENTRIES = 1_000;

interface DohServer {
  /** https; its own name is looked up by the system. */
  readonly url: string;
  /** PEM texts; absent: those that Node trusts. */
  readonly authorities?: readonly string[] | undefined;
  /** How it is reached; absent: as Node does. */
  readonly dial?: Dial | undefined;
}

interface Addresses {
  readonly addresses: readonly string[];
  /** Monotonic ms. */
  readonly until: number;
}

/** A name that could not be looked up, with the codes of `node:dns`. */
class LookupError extends Error {
  constructor(
    readonly code: 'ENOTFOUND' | 'EAI_AGAIN',
    message: string,
  ) {
    super(message);
  }
}

/**
 * Looks names up over HTTPS (RFC 8484) and remembers the answers as long as they say. `localhost` never leaves the machine
 * (RFC 6761), and an address is itself, of whatever family, as with `node:dns`.
 * @param now monotonic ms
 */
export function dohLookup(server: DohServer, now: () => number = () => performance.now()): LookupFunction {
  const known = new Map<string, Addresses>();
  const asking = new Map<string, Promise<Addresses>>();

  const ask = async (name: string, family: 4 | 6): Promise<readonly string[]> => {
    const key = `${String(family)} ${name}`;
    const found = known.get(key);
    if (found && found.until > now()) return found.addresses;
    known.delete(key);
    const answer = asking.get(key) ?? query(server, name, family, now);
    asking.set(key, answer);
    try {
      const addresses = await answer;
      if (known.size >= MAX_ENTRIES) known.delete(known.keys().next().value ?? '');
      known.set(key, addresses);
      return addresses.addresses;
    } finally {
      asking.delete(key);
    }
  };

  const find = async (name: string, families: readonly (4 | 6)[]): Promise<{ address: string; family: number }[]> => {
    const outcomes = await Promise.allSettled(families.map((family) => ask(name, family)));
    const found = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
    if (found.length > 0) return found.map((address) => ({ address, family: isIP(address) }));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
    throw new LookupError('ENOTFOUND', `${name} has no address of this kind`);
  };

  return (hostname, options, callback) => {
    const wanted = options.family === 'IPv4' ? 4 : options.family === 'IPv6' ? 6 : (options.family ?? 0);
    const families = wanted === 4 || wanted === 6 ? ([wanted] as const) : ([6, 4] as const);
    const name = hostname.toLowerCase().replace(/\.$/, '');
    const local = name === 'localhost' || name.endsWith('.localhost');
    const here = [...families].sort().map((family) => ({ address: family === 4 ? '127.0.0.1' : '::1', family }));
    const literal = isIP(hostname);
    const found = literal === 0 ? (local ? here : find(name, families)) : [{ address: hostname, family: literal }];
    Promise.resolve(found).then(
      (all) => {
        const [first] = all;
        if (options.all === true) callback(null, all);
        else if (first) callback(null, first.address, first.family);
      },
      (error: unknown) => {
        callback(error as NodeJS.ErrnoException, []);
      },
    );
  };
}

async function query(server: DohServer, name: string, family: 4 | 6, now: () => number): Promise<Addresses> {
  // Loaded when a name is looked up this way.
  const { default: dns } = await import('dns-packet');
  const type = family === 4 ? 'A' : 'AAAA';
  const question = dns.encode({
    type: 'query',
    // The same for equal questions, so that caches on the way know them (RFC 8484 section 4.1).
    id: 0,
    flags: dns.RECURSION_DESIRED,
    questions: [{ type, name, class: 'IN' }],
  });
  let packet: DecodedPacket;
  try {
    packet = dns.decode(await post(server, question));
  } catch (error) {
    throw new LookupError('EAI_AGAIN', `${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { rcode = 'SERVFAIL', answers = [] } = packet as DecodedPacket & { readonly rcode?: string };
  if (rcode !== 'NOERROR' && rcode !== 'NXDOMAIN') throw new LookupError('EAI_AGAIN', `${name}: ${rcode}`);
  const addresses = answers.flatMap((answer: Answer) => (answer.type === type ? [answer.data] : []));
  // A name in between may change sooner than the address.
  const ttls = answers.flatMap((answer: Answer) => ('ttl' in answer && answer.ttl !== undefined ? [answer.ttl] : []));
  const ttl = addresses.length === 0 ? MISSING_TTL : Math.min(MAX_TTL, ...ttls);
  return { addresses: addresses.filter((address) => isIP(address) === family), until: now() + ttl * 1000 };
}

function post({ url, authorities, dial }: DohServer, question: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        ...dial,
        method: 'POST',
        ...(authorities && { ca: [...authorities] }),
        timeout: TIMEOUT_MS,
        headers: {
          accept: 'application/dns-message',
          'content-type': 'application/dns-message',
          'content-length': question.length,
        },
      },
      (reply) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        reply.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          chunks.push(chunk);
          if (bytes > MAX_BYTES) asked.destroy(new Error('The reply is too long'));
        });
        reply.once('error', reject);
        reply.once('end', () => {
          const type = reply.headers['content-type'] ?? '';
          if (reply.statusCode !== 200) reject(new Error(`The DNS server answered with ${String(reply.statusCode)}`));
          else if (!/^application\/dns-message\b/i.test(type)) reject(new Error('The reply is no DNS message'));
          else resolve(Buffer.concat(chunks));
        });
      },
    );
    asked.once('timeout', () => asked.destroy(new Error('The DNS server does not answer')));
    asked.once('error', reject);
    asked.end(question);
  });
}
