import { z } from 'zod';
import { hostRuleSchema, type HostRule } from '../../shared/host-rules.ts';
import type { Database, Row } from './database.ts';
import { isHarmlessHeader, jsonOf, openSealed, splitHeaders, type SecretBox } from './secrets.ts';

/** Rules for hosts. Where there is no key store, headers that may be secret are kept until the program ends. */
export interface HostRuleStore {
  /** In the order they were made. */
  list(): readonly HostRule[];
  /** Adds it, or puts it in the place of the one with its id. Durable against a crash of the program when it returns. */
  put(rule: HostRule): void;
  remove(id: string): void;
  /** Called after every change. Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void;
}

const headersSchema = z.record(z.string(), z.string());

export function createHostRuleStore(database: Database, box: SecretBox): HostRuleStore {
  const select = database.prepare('SELECT rule, secrets FROM host_rules ORDER BY position');
  const upsert = database.prepare(
    `INSERT INTO host_rules (id, position, rule, secrets)
     VALUES (?, (SELECT COALESCE(MAX(position), 0) + 1 FROM host_rules), ?, ?)
     ON CONFLICT (id) DO UPDATE SET rule = excluded.rule, secrets = excluded.secrets`,
  );
  const remove = database.prepare('DELETE FROM host_rules WHERE id = ?');
  const listeners = new Set<() => void>();
  let rules = select.all().flatMap((row) => ruleFromRow(row, box) ?? []);
  const change = (next: HostRule[]): void => {
    rules = next;
    for (const listener of listeners) listener();
  };
  return {
    list: () => rules,
    put(rule) {
      const headers = splitHeaders(rule.headers);
      const plain = { ...rule, referrer: isHarmlessHeader('referer', rule.referrer) ? rule.referrer : '' };
      const secrets = {
        headers: headers.secret,
        ...(plain.referrer !== rule.referrer && { referrer: rule.referrer }),
      };
      const isSecret = Object.keys(headers.secret).length > 0 || 'referrer' in secrets;
      upsert.run(
        rule.id,
        JSON.stringify({ ...plain, headers: headers.plain }),
        isSecret ? box.seal(JSON.stringify(secrets)) : null,
      );
      const known = rules.some(({ id }) => id === rule.id);
      change(known ? rules.map((other) => (other.id === rule.id ? rule : other)) : [...rules, rule]);
    },
    remove(id) {
      remove.run(id);
      change(rules.filter((rule) => rule.id !== id));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** `null` for one that cannot be understood. Without its secrets when those cannot be opened. */
function ruleFromRow(row: Row, box: SecretBox): HostRule | null {
  const parsed = hostRuleSchema.safeParse(jsonOf(String(row['rule'])));
  if (!parsed.success) return null;
  const secrets = secretsSchema.safeParse(openSealed(row['secrets'], box));
  if (!secrets.success) return parsed.data;
  const { headers, referrer = parsed.data.referrer } = secrets.data;
  return { ...parsed.data, referrer, headers: { ...parsed.data.headers, ...headers } };
}

const secretsSchema = z.object({ headers: headersSchema, referrer: z.string().optional() });
