import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BESIDE_THE_CHECKOUT = fileURLToPath(new URL('../../../../shared/vectors', import.meta.url));

/**
 * A file of test vectors written by others: from `$SLUICE_VECTORS`, else from the folder beside the checkout. They are
 * not part of the project, so a test has to do without when this is `null`.
 */
export function loadVectors(name: string): unknown {
  const path = join(process.env['SLUICE_VECTORS'] ?? BESIDE_THE_CHECKOUT, name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as unknown) : null;
}

/** Title of a group of tests that need vectors; says so, on the terminal too, when they are skipped for want of them. */
export function vectorsTitle(title: string, vectors: unknown): string {
  if (vectors !== null) return title;
  const skipped = `${title} (skipped: no vectors; set SLUICE_VECTORS to their folder)`;
  process.stdout.write(`${skipped}\n`);
  return skipped;
}

/** On the terminal: how many rows of a file of vectors hold, and the others by reason. @param otherwise reasons by row */
export function reportScore(
  file: string,
  held: number,
  rows: number,
  otherwise: Readonly<Record<string, string>> = {},
): void {
  process.stdout.write(`${file}: ${held} of ${rows}\n`);
  const all = Object.entries(otherwise);
  for (const reason of new Set(Object.values(otherwise))) {
    const ids = all.filter(([, why]) => why === reason).map(([id]) => id);
    process.stdout.write(`  otherwise: ${ids.join(', ')}: ${reason}\n`);
  }
}
