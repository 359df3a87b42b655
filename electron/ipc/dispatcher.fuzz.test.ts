import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMMANDS, commandOutcomeSchema, type CommandName } from '../../shared/ipc/contract.ts';
import { createDispatcher, type CommandHandlers } from './dispatcher.ts';

const OURS = { page: 'window', origin: 'sluice-app://app' } as const;
const NAMES = Object.keys(COMMANDS) as CommandName[];

/** Values that the commands' own schemas know, among any others, at any depth. */
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
    fc.constantFrom('', '../../etc/passwd', '\0', 'https://example.org/', -1, 1e300, NaN, null, undefined, true),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom(
        'ids',
        'id',
        'urls',
        'directory',
        'fileName',
        'keepPart',
        'deleteFile',
        'start',
        'connections',
        '__proto__',
      ),
      tie('value'),
      { maxKeys: 5 },
    ),
  ),
})).value;

test('any payload: refused with a code, or handed on in the form of the contract', async () => {
  const reached: [CommandName, unknown][] = [];
  const handlers = Object.fromEntries(
    NAMES.map((name) => [name, (request: unknown) => void reached.push([name, request])]),
  ) as unknown as CommandHandlers;
  const dispatch = createDispatcher({ handlers, trustedOrigins: [OURS.origin], onDefect: () => undefined });
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.constantFrom(...NAMES), value), value, async (name, request) => {
      reached.length = 0;
      const outcome = await dispatch(OURS, name, request);
      if (!outcome.ok) {
        expect(commandOutcomeSchema.safeParse(outcome).success).toBe(true);
        expect(outcome.failure.code).toBe('bad-option');
        expect(reached).toEqual([]);
        return;
      }
      expect(reached).toHaveLength(1);
      for (const [command, given] of reached) expect(COMMANDS[command].request.safeParse(given).success).toBe(true);
    }),
    { numRuns: 500 },
  );
});
