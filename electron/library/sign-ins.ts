import { z } from 'zod';
import type { Database, Row } from './database.ts';
import type { SecretBox } from './secrets.ts';

/** User name and password for one place, and for no other. */
export interface SignIn {
  readonly user: string;
  readonly password: string;
}

export interface ListedSignIn {
  /** An origin, `https://example.org` or `http://proxy.example:3128`: scheme, host and port must be the same. */
  readonly place: string;
  readonly user: string;
  /** Stored, sealed by the system's key store. Else it is gone when the program ends. */
  readonly kept: boolean;
}

export interface SignInStore {
  /** Sorted by place. Without passwords. */
  list(): readonly ListedSignIn[];
  get(place: string): SignIn | null;
  /** Whether it will be there after the next start: only where there is a key store. */
  put(place: string, signIn: SignIn): boolean;
  remove(place: string): void;
  /** Called after every change. Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void;
}

const signInSchema = z.object({ user: z.string(), password: z.string() });

export function createSignInStore(database: Database, box: SecretBox): SignInStore {
  const select = database.prepare('SELECT place, sealed FROM sign_ins');
  const upsert = database.prepare(
    'INSERT INTO sign_ins (place, sealed) VALUES (?, ?) ON CONFLICT (place) DO UPDATE SET sealed = excluded.sealed',
  );
  const remove = database.prepare('DELETE FROM sign_ins WHERE place = ?');
  const listeners = new Set<() => void>();
  const known = new Map<string, SignIn & { readonly kept: boolean }>(
    select.all().flatMap((row) => {
      const opened = signInFromRow(row, box);
      return opened ? [[String(row['place']), { ...opened, kept: true }]] : [];
    }),
  );
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    list: () =>
      [...known].map(([place, { user, kept }]) => ({ place, user, kept })).sort((a, b) => (a.place < b.place ? -1 : 1)),
    get(place) {
      const found = known.get(place);
      return found ? { user: found.user, password: found.password } : null;
    },
    put(place, { user, password }) {
      const sealed = box.seal(JSON.stringify({ user, password }));
      // What was sealed before must not come back at the next start.
      if (sealed) upsert.run(place, sealed);
      else remove.run(place);
      known.set(place, { user, password, kept: sealed !== null });
      changed();
      return sealed !== null;
    },
    remove(place) {
      remove.run(place);
      if (known.delete(place)) changed();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** `null` when it cannot be opened: another user, a new key. */
function signInFromRow(row: Row, box: SecretBox): SignIn | null {
  const sealed = row['sealed'];
  if (!(sealed instanceof Uint8Array || sealed instanceof ArrayBuffer)) return null;
  try {
    const parsed = signInSchema.safeParse(JSON.parse(box.open(new Uint8Array(sealed)) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
