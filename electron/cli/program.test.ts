import { describe, expect, test, vi } from 'vitest';
import { runProgram, type Actions } from './program.ts';
import { UsageError } from './usage-error.ts';

async function run(args: string[]) {
  const get = vi.fn<Actions['get']>(() => Promise.resolve());
  const probe = vi.fn<Actions['probe']>(() => Promise.resolve());
  const nothing = () => Promise.resolve();
  let out = '';
  let error: unknown = null;
  const ports = { version: '1.2.3', out: (text: string) => (out += text), columns: 100 };
  try {
    await runProgram(args, { get, probe, daemon: nothing, remote: nothing }, ports);
  } catch (thrown) {
    error = thrown;
  }
  return { get: get.mock.calls[0]?.slice(0, 2), probe: probe.mock.calls[0]?.slice(0, 2), out, error };
}

const U = 'http://h/a';

describe('get', () => {
  test.each<[string, string[], object]>([
    ['-d', ['-d', 'x'], { dir: 'x' }],
    ['-o', ['-o', 'x'], { output: 'x' }],
    ['-x', ['-x', '8'], { connections: '8' }],
    ['-x8', ['-x8'], { connections: '8' }],
    ['-j', ['-j', '3'], { maxActive: '3' }],
    ['--limit-rate', ['--limit-rate=2M'], { limitRate: '2M' }],
    ['--checksum', ['--checksum', 'md5=x'], { checksum: 'md5=x' }],
    ['-H, twice', ['-H', 'A: 1', '-H', 'B: 2'], { header: ['A: 1', 'B: 2'] }],
    ['--header-file', ['--header-file', 'f'], { headerFile: 'f' }],
    ['--user', ['--user', 'a:b'], { user: 'a:b' }],
    ['--cookie', ['--cookie', 'a=b'], { cookie: 'a=b' }],
    ['--cookie-file', ['--cookie-file', 'f'], { cookieFile: 'f' }],
    ['--referer', ['--referer', 'r'], { referer: 'r' }],
    ['--proxy', ['--proxy', ''], { proxy: '' }],
    ['--on-conflict', ['--on-conflict', 'skip'], { onConflict: 'skip' }],
    ['--max-retries', ['--max-retries', '0'], { maxRetries: '0' }],
    ['--timeout', ['--timeout', '5'], { timeout: '5' }],
    ['--write-buffer', ['--write-buffer', '1M'], { writeBuffer: '1M' }],
    ['--insecure', ['--insecure'], { insecure: true }],
    ['--ca-file', ['--ca-file', 'f'], { caFile: 'f' }],
    ['--continue', ['--continue'], { continue: true }],
    ['--no-continue', ['--no-continue'], { continue: false }],
    ['--no-follow-metalink', ['--no-follow-metalink'], { followMetalink: false }],
    ['--json', ['--json'], { json: true }],
    ['-q', ['-q'], { quiet: true }],
    ['-i', ['-i', '-'], { inputFile: '-' }],
  ])('%s', async (_, args, raw) => {
    expect((await run(['get', U, ...args])).get).toEqual([[U], raw]);
    expect((await run(['get', ...args, U])).get).toEqual([[U], raw]);
  });

  test('several URLs, and none: that is for the list to say', async () => {
    expect((await run(['get', U, 'http://h/b'])).get).toEqual([[U, 'http://h/b'], {}]);
    expect((await run(['get'])).get).toEqual([[], {}]);
  });
});

test('probe', async () => {
  expect((await run(['probe', U, '--json', '-H', 'A: 1'])).probe).toEqual([U, { json: true, header: ['A: 1'] }]);
});

describe('what the grammar does not accept is said in a sentence', () => {
  test.each<[string[], string]>([
    [[], 'Say what to do: sluice get URL, or sluice probe URL. See sluice --help.'],
    [['fetch', U], "Unknown command 'fetch'. See sluice --help."],
    [['gte', U], "Unknown command 'gte' (Did you mean get?) See sluice --help."],
    [[U], 'To download a URL, write sluice get URL.'],
    [['get', U, '--nope'], "Unknown option '--nope'. See sluice get --help."],
    [['get', U, '--torrent', U], "Unknown option '--torrent'. See sluice get --help."],
    [['get', U, '--limitrate'], "Unknown option '--limitrate' (Did you mean --limit-rate?) See sluice get --help."],
    [['get', U, '-x'], "Option '-x, --connections <N>' argument missing. See sluice get --help."],
    [
      ['get', U, '--cookie', 'a', '--cookie-file', 'f'],
      "Option '--cookie <STR>' cannot be used with option '--cookie-file <FILE>'. See sluice get --help.",
    ],
    [['probe'], "Missing required argument 'URL'. See sluice probe --help."],
    [['probe', U, U], "Too many arguments for 'probe'. Expected 1 argument but got 2. See sluice probe --help."],
  ])('%j', async (args, message) => {
    const { error, out } = await run(args);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toBe(message);
    expect(out).toBe('');
  });
});

test.each(['--version', '-V'])('%s', async (flag) => {
  expect(await run([flag])).toMatchObject({ out: '1.2.3\n', error: null });
});

test.each([[['--help']], [['help']], [['get', '--help']], [['help', 'get']], [['probe', '-h']]])(
  '%j fits a terminal',
  async (args) => {
    const { out, error } = await run(args);
    expect(error).toBeNull();
    expect(out).toContain('Usage: sluice');
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  },
);
