import { z } from 'zod';
import type { Credentials } from '../engine/index.ts';
import type { Database } from './database.ts';
import { openSealed, type SecretBox } from './secrets.ts';

export interface ListedSignIn {
  /** An origin, `https://example.org` or `http://proxy.example:3128`: scheme, host and port must be the same. */
  readonly place: string;
  readonly user: string;
  /** Stored, sealed by the system's key store. Else it is gone when the program ends. */
  readonly kept: boolean;
}

/** User names and passwords, each for one place and no other. */
export interface SignInStore {
  /** Sorted by place. Without passwords. */
  list(): readonly ListedSignIn[];
  get(place: string): Credentials | null;
  /** Whether it will be there after the next start: only where there is a key store. */
  put(place: string, signIn: Credentials): boolean;
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
  const known = new Map<string, Credentials & { readonly kept: boolean }>(
    select.all().flatMap((row) => {
      const opened = signInSchema.safeParse(openSealed(row['sealed'], box));
      return opened.success ? [[String(row['place']), { ...opened.data, kept: true }]] : [];
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
