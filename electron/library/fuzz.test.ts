import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { openLibrary } from './library.ts';
import { COLUMNS } from './record-row.ts';
import { makeRecord, noBox, temporaryFolder } from './testing/fixtures.ts';

const cell = fc.oneof(
  fc.constantFrom(
    '',
    '{}',
    '[]',
    '{"connections":-1}',
    'null',
    '\0',
    '../../x',
    null,
    -1,
    1e300,
    2 ** 53,
    'finished',
    'no',
  ),
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.json({ maxDepth: 2 }),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.uint8Array({ maxLength: 20 }),
);

test('a row with anything in any column: understood or left out, and the others are all there', () => {
  const folder = temporaryFolder();
  const path = folder.path('library.db');
  const open = () => openLibrary({ path, now: new Date(), secretBox: noBox });
  const others = [makeRecord({ id: 'before' }), makeRecord({ id: 'after' })];
  const library = open();
  library.downloads.save([makeRecord({ id: 'before' }), makeRecord({ id: 'odd' }), makeRecord({ id: 'after' })]);
  const database = openDatabase(path);
  const columns = COLUMNS.filter((column) => column !== 'id');
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...columns), cell, { minKeys: 1, maxKeys: 3 }), (changes) => {
      library.downloads.save([makeRecord({ id: 'odd' })]);
      for (const [column, value] of Object.entries(changes)) {
        try {
          database.prepare(`UPDATE downloads SET ${column} = ? WHERE id = 'odd'`).run(value);
        } catch (error) {
          // The table itself refuses it.
          expect(String(error)).toMatch(/SqliteError/);
        }
      }
      const found = library.downloads.all();
      expect(found.filter(({ id }) => id !== 'odd')).toEqual(others);
    }),
    { numRuns: 150 },
  );
  database.close();
  library.close();
  folder.remove();
});
