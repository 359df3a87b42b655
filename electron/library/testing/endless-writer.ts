/** Started by a test, which kills it: saves downloads as fast as it can and says what was saved. */
import { openLibrary } from '../library.ts';
import { makeRecord, noBox } from './fixtures.ts';

const library = openLibrary({ path: process.argv[2] ?? '', now: new Date(), secretBox: noBox });
for (let round = 1; ; round += 1) {
  // Ten rows a transaction, all with the same number: a torn transaction would show as a mixture.
  const records = Array.from({ length: 10 }, (_, row) => makeRecord({ id: `row-${row}`, receivedBytes: round }));
  library.downloads.save(records);
  process.stdout.write(`${round}\n`);
}
