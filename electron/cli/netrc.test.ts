import fc from 'fast-check';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NetrcError, netrcSignIn, parseNetrc, type NetrcEntry } from './netrc.ts';
import { readOptionFiles } from './option-files.ts';
import { parseGet } from './options.ts';
import type { RawOptions } from './raw-options.ts';

describe('reading', () => {
  test.each<[string, NetrcEntry[]]>([
    ['', []],
    ['machine A.example login me password pw', [{ machine: 'a.example', login: 'me', password: 'pw' }]],
    [
      'machine a\n\tlogin me\n\taccount x\n\tpassword "p w\\"\\n"\n',
      [{ machine: 'a', login: 'me', password: 'p w"\n' }],
    ],
    ['# login no\nmachine a password #1 # machine b', [{ machine: 'a', login: null, password: '#1' }]],
    ['default login me', [{ machine: null, login: 'me', password: null }]],
    [
      'machine a\nmacdef init\nmachine no\nlogin no\n\nlogin me machine b password x"y',
      [
        { machine: 'a', login: 'me', password: null },
        { machine: 'b', login: null, password: 'x"y' },
      ],
    ],
    ['machine a macdef x\nmachine b', [{ machine: 'a', login: null, password: null }]],
    ['login me machine a nonsense login one login two', [{ machine: 'a', login: 'one', password: null }]],
  ])('%j', (text, entries) => {
    expect(parseNetrc(text)).toEqual(entries);
  });

  test.each([['machine'], ['machine a password'], ['machine a password "open']])('is an error: %j', (text) => {
    expect(() => parseNetrc(text)).toThrow(NetrcError);
  });

  test('what is written so is read so, in any layout', () => {
    const text = fc.string({ unit: 'binary-ascii', minLength: 0, maxLength: 12 });
    const entry = fc.record({ machine: fc.stringMatching(/^[a-z][a-z0-9.-]{0,12}$/), login: text, password: text });
    const quoted = (value: string): string =>
      `"${value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`;
    fc.assert(
      fc.property(fc.array(entry), fc.constantFrom(' ', '\n', '\r\n\t', ' \n# a comment\n'), (entries, gap) => {
        const words = entries.flatMap(({ machine, login, password }) => [
          `machine ${machine}`,
          `login ${quoted(login)}`,
          `password ${quoted(password)}`,
        ]);
        expect(parseNetrc(words.join(gap))).toEqual(entries);
      }),
    );
  });

  test('anything at all is read, or is an error of its own', () => {
    const words = fc.array(fc.constantFrom('machine', 'default', 'login', 'macdef', '"', '\\', '#', ' ', '\n', 'a'));
    fc.assert(
      fc.property(words, (parts) => {
        try {
          parseNetrc(parts.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(NetrcError);
        }
      }),
    );
  });
});

describe('choosing', () => {
  const entries = parseNetrc(
    'machine a login one password 1 machine a login two password 2 default login any password 3 machine ::1 login six',
  );
  test.each([
    ['a', null, { user: 'one', password: '1' }],
    ['A', 'two', { user: 'two', password: '2' }],
    ['a', 'three', null],
    ['b', null, { user: 'any', password: '3' }],
    ['b.a', null, { user: 'any', password: '3' }],
    ['[::1]', null, { user: 'six', password: '' }],
  ] as const)('%s, as %s', (host, user, signIn) => {
    expect(netrcSignIn(entries, host, user)).toEqual(signIn);
  });
});

describe('options', () => {
  let folder = '';
  let file = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-netrc-'));
    file = join(folder, 'netrc');
    await writeFile(file, 'machine files.example login me password pw\n', { mode: 0o600 });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const surroundings = { version: '1', cwd: '/here', environment: {} };
  async function signIn(raw: RawOptions, url = 'http://files.example/a'): Promise<unknown> {
    const files = await readOptionFiles(raw, () => process.stdin);
    return parseGet([url], raw, files, surroundings).requests[0]?.credentials;
  }

  test('a sign-in by host, which no other sign-in gives way to', async () => {
    expect(await signIn({ netrcFile: file })).toEqual({ user: 'me', password: 'pw' });
    expect(await signIn({ netrcFile: file }, 'http://other.example/a')).toBeUndefined();
    expect(await signIn({ netrcFile: file, netrc: false })).toBeUndefined();
    expect(await signIn({ netrcFile: file, user: 'you:x' })).toEqual({ user: 'you', password: 'x' });
    expect(await signIn({ netrcFile: file, header: ['Authorization: Bearer x'] })).toBeUndefined();
    expect(await signIn({ netrcFile: file }, 'http://you:x@files.example/a')).toBeUndefined();
    expect(await signIn({ netrcFile: file }, 'http://me@files.example/a')).toEqual({ user: 'me', password: 'pw' });
  });

  test('a line of a list with a sign-in of its own goes before it, and before --user', async () => {
    const list = 'http://files.example/a\n  header=Authorization: Bearer x\nhttp://files.example/b\n';
    for (const raw of [{ netrcFile: file }, { user: 'me:pw' }]) {
      const { requests } = parseGet(
        [],
        raw,
        { ...(await readOptionFiles(raw, () => process.stdin)), list },
        surroundings,
      );
      expect(requests.map(({ credentials }) => credentials)).toEqual([undefined, { user: 'me', password: 'pw' }]);
      expect(requests.map(({ headers }) => headers?.['authorization'])).toEqual(['Bearer x', undefined]);
    }
  });

  test('a file that is not there or cannot be read is a usage error', async () => {
    await expect(signIn({ netrcFile: join(folder, 'none') })).rejects.toThrow('--netrc-file');
    await writeFile(join(folder, 'bad'), 'machine "a');
    await expect(signIn({ netrcFile: join(folder, 'bad') })).rejects.toThrow('a quote is not closed');
  });

  test.skipIf(process.platform === 'win32')('a warning when others can read it', async () => {
    const warnings = async () => (await readOptionFiles({ netrcFile: file }, () => process.stdin)).warnings;
    expect(await warnings()).toBeUndefined();
    await chmod(file, 0o640);
    expect(await warnings()).toEqual([`${file} can be read by others: chmod 600 ${file}`]);
  });
});
