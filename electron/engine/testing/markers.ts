import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Secrets that are found again wherever they were written, in whatever way. */
export interface Markers {
  /** A fresh secret; several may share a name. Letters and digits, so that no encoding of links or JSON changes it. */
  make(name: string): string;
  /** Takes one that somebody else has made. */
  know(name: string, secret: string): void;
  /** Names of the secrets in there. */
  within(content: string | Uint8Array): string[];
  /**
   * `FILE: NAME` for each secret in the files below a folder, sorted.
   * @param own the files that the test itself wrote, relative to the folder
   */
  below(folder: string, own?: readonly string[]): Promise<string[]>;
}

export function plantMarkers(): Markers {
  const made = new Map<string, Buffer[]>();
  const know = (name: string, secret: string): void => {
    made.set(name, [...(made.get(name) ?? []), ...formsOf(secret)]);
  };
  const within = (content: string | Uint8Array): string[] => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
    return [...made].filter(([, forms]) => forms.some((form) => bytes.includes(form))).map(([name]) => name);
  };
  return {
    make(name) {
      const secret = `hush${randomBytes(8).toString('hex')}`;
      know(name, secret);
      return secret;
    },
    know,
    within,
    async below(folder, own = []) {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      const found: string[] = [];
      for (const path of paths) {
        const name = relative(folder, path);
        if (own.includes(name)) continue;
        // Some come and go while one looks.
        const content = await readFile(path).catch(() => null);
        if (content) found.push(...within(content).map((secret) => `${name}: ${secret}`));
      }
      return found.sort();
    },
  };
}

/** As text, as Chromium's databases hold it, and within Base64 wherever it begins in there. */
function formsOf(secret: string): Buffer[] {
  const encoded = [0, 1, 2].map((shift) => {
    const text = Buffer.from(`${'x'.repeat(shift)}${secret}`).toString('base64');
    // The first and the last group may hold bits of what stands beside it.
    return text.slice(shift === 0 ? 0 : 4, -4);
  });
  return [
    Buffer.from(secret),
    Buffer.from(secret.toUpperCase()),
    Buffer.from(secret, 'utf16le'),
    ...encoded.map((text) => Buffer.from(text)),
    Buffer.from(Buffer.from(secret).toString('hex')),
  ];
}
