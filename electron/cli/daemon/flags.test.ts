import { expect, test } from 'vitest';
import { configurationFlags, parseFlags } from './flags.ts';

test('a command line as programs give it to aria2c', () => {
  const { values, urls, ignored } = parseFlags([
    '--enable-rpc',
    '--rpc-listen-port=6800',
    '--rpc-secret',
    'a=b',
    '-d',
    '/files',
    '-x8',
    '--file-allocation=none',
    '--rpc-allow-origin-all=true',
    '-q',
    'http://h.example/a',
  ]);
  expect(Object.fromEntries(values)).toEqual({
    'enable-rpc': 'true',
    'rpc-listen-port': '6800',
    'rpc-secret': 'a=b',
    dir: '/files',
    'max-connection-per-server': '8',
    'rpc-allow-origin-all': 'true',
    quiet: 'true',
  });
  expect(urls).toEqual(['http://h.example/a']);
  expect(ignored).toEqual(['--file-allocation']);
  expect(() => parseFlags(['--dir'])).toThrow('--dir needs a value.');
});

test('a configuration file is flags', () => {
  expect(configurationFlags('# mine\n\ndir=/files\n  quiet=true\n')).toEqual(['--dir=/files', '--quiet=true']);
});
