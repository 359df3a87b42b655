import { z } from 'zod';
import { hooksSchema, isPlainWebhook, MAX_HOOKS, type Hook } from '../../shared/hooks.ts';
import type { KeyValues } from './key-values.ts';
import type { SecretBox } from './secrets.ts';

/** Programs and addresses that are told of downloads. Where there is no key store, addresses that may be secret are kept until the program ends. */
export interface HookStore {
  list(): readonly Hook[];
  /** Durable against a crash of the program when it returns. */
  set(hooks: readonly Hook[]): void;
}

const KEY = 'hooks';

/** In place of an address: Base64 of what the key store made of it. */
const sealedSchema = z.object({ on: z.unknown(), sealed: z.string() });

export function createHookStore(memory: KeyValues, box: SecretBox): HookStore {
  const value = memory.all()[KEY];
  const stored: readonly unknown[] = Array.isArray(value) ? value : [];
  let hooks: readonly Hook[] = stored.flatMap((one) => understood(opened(one, box)));
  // The key store may be locked today and open tomorrow.
  const shut = stored.filter((one) => opened(one, box).length === 0).slice(0, MAX_HOOKS);
  const store: HookStore = {
    list: () => hooks,
    set(wanted) {
      hooks = wanted;
      memory.set({ [KEY]: [...wanted.flatMap((hook) => closed(hook, box)), ...shut] });
    },
  };
  // Versions before wrote all addresses as they are.
  if (hooks.some((hook) => isSecret(hook) && stored.some((one) => isSame(one, hook)))) store.set(hooks);
  return store;
}

/** One by one: what a version before allowed in one of them must not cost the others. */
const understood = (one: unknown[]): Hook[] => hooksSchema.safeParse(one).data ?? [];
const isSame = (one: unknown, hook: Hook): boolean => JSON.stringify(one) === JSON.stringify(hook);
const isSecret = ({ webhook }: Hook): boolean => webhook !== undefined && !isPlainWebhook(webhook);

function closed(hook: Hook, box: SecretBox): unknown[] {
  if (hook.webhook === undefined || !isSecret(hook)) return [hook];
  const sealed = box.seal(hook.webhook);
  return sealed === null ? [] : [{ on: hook.on, sealed: Buffer.from(sealed).toString('base64') }];
}

/** Nothing when it cannot be opened: another user, a new key, a key store that is locked. */
function opened(one: unknown, box: SecretBox): unknown[] {
  const parsed = sealedSchema.safeParse(one);
  if (!parsed.success) return [one];
  const webhook = box.open(Buffer.from(parsed.data.sealed, 'base64'));
  return webhook === null ? [] : [{ on: parsed.data.on, webhook }];
}
