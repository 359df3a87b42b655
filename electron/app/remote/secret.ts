import { readFileSync, rmSync } from 'node:fs';
import type { KeyValues, SecretBox } from '../../library/index.ts';
import { newSecret, writePrivate } from '../../rpc/index.ts';

export interface RemoteSecret {
  /** Made at the first call. */
  get(): string;
  renew(): string;
  /** Whether it lies in the system's key store. */
  isSealed(): boolean;
}

export interface RemoteSecretOptions {
  readonly box: SecretBox;
  readonly memory: KeyValues;
  /** Where it goes when there is no key store: absolute path of a file for this user's eyes only. */
  readonly file: string;
}

const KEY = 'remoteSecret';

/** Keeps the secret from run to run, so that clients need be told once. */
export function keepRemoteSecret({ box, memory, file }: RemoteSecretOptions): RemoteSecret {
  let known: { readonly secret: string; readonly sealed: boolean } | null = null;

  function stored(): typeof known {
    const sealed = memory.all()[KEY];
    const opened = typeof sealed === 'string' ? box.open(Buffer.from(sealed, 'base64')) : null;
    if (opened !== null) return { secret: opened, sealed: true };
    try {
      const secret = readFileSync(file, 'utf8').trim();
      return secret === '' ? null : { secret, sealed: false };
    } catch {
      return null;
    }
  }

  function renew(): string {
    const secret = newSecret();
    const sealed = box.seal(secret);
    memory.set({ [KEY]: sealed === null ? null : Buffer.from(sealed).toString('base64') });
    if (sealed === null) writePrivate(file, `${secret}\n`);
    else rmSync(file, { force: true });
    known = { secret, sealed: sealed !== null };
    return secret;
  }

  return {
    get() {
      known ??= stored();
      return known?.secret ?? renew();
    },
    renew,
    isSealed: () => (known ??= stored())?.sealed ?? false,
  };
}
