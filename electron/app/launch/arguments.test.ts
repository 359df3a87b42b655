import { describe, expect, test } from 'vitest';
import { ownArguments, parseArguments, UsageError } from './arguments.ts';
import { launchSchema } from './launch-schema.ts';

const parse = (...given: string[]) => parseArguments(given, '/home/ann');

describe('the arguments that are the app’s own', () => {
  test.each([
    ['packaged', ['/opt/sluice', 'https://a/', '--dir', 'x'], false, ['https://a/', '--dir', 'x']],
    ['development', ['electron', '.', 'https://a/'], true, ['https://a/']],
    [
      'with Chromium’s switches',
      ['electron', '--no-sandbox', '--log-level=3', '/app', 'https://a/'],
      true,
      ['https://a/'],
    ],
    ['under Playwright', ['electron', '--inspect=0', '-r', '/loader.js', '/app', '--x', 'u'], true, ['--x', 'u']],
    ['without an app', ['electron', '--version'], true, []],
  ])('%s', (_, argv, isDefaultApp, own) => {
    expect(ownArguments(argv, isDefaultApp)).toEqual(own);
  });
});

test('nothing given is an ordinary start', () => {
  const nothing = { urls: [], directory: null, exitWhenDone: false, printProgress: false };
  expect(parse()).toEqual({ ...nothing, hidden: false, actions: [] });
});

test('everything, in any order, among switches of others', () => {
  const launch = parse(
    '--no-sandbox',
    'https://a/',
    '--exit-when-done',
    '--dir',
    'd/e',
    '--log-level=3',
    'b',
    '--print-progress',
  );
  expect(launch).toEqual({
    urls: ['https://a/', 'b'],
    directory: '/home/ann/d/e',
    exitWhenDone: true,
    printProgress: true,
    actions: [],
    hidden: false,
  });
  expect(launchSchema.parse(structuredClone(launch))).toEqual(launch);
});

test('the actions of the desktop entry', () => {
  expect(parse('--pause-all', 'https://a/', '--add')).toMatchObject({
    urls: ['https://a/'],
    actions: ['pause-all', 'add'],
  });
  expect(parse('--resume-all').actions).toEqual(['resume-all']);
});

test('a start with the session is hidden', () => {
  expect(parse('--hidden').hidden).toBe(true);
});

test('folders: relative to where the person stands, absolute, with =', () => {
  expect(parse('--dir', '.').directory).toBe('/home/ann');
  expect(parse('--dir', '/tmp').directory).toBe('/tmp');
  expect(parse('--dir=../bob').directory).toBe('/home/bob');
});

test('after -- everything is a link', () => {
  expect(parse('--dir', 'x', '--', 'https://a/', '--exit-when-done')).toMatchObject({
    urls: ['https://a/', '--exit-when-done'],
    exitWhenDone: false,
  });
});

test.each([[['--dir']], [['--dir=']], [['--dir', '--exit-when-done']]])('%j is refused', (given) => {
  expect(() => parse(...given)).toThrow(UsageError);
});

test('files of links: relative ones from the folder of that start, and as desktops hand them over', () => {
  expect(parse('a.meta4', '/b/c.txt', 'file:///d/my%20list.metalink', 'https://a/b.txt').urls).toEqual([
    '/home/ann/a.meta4',
    '/b/c.txt',
    '/d/my list.metalink',
    'https://a/b.txt',
  ]);
  // Of another machine, and no file of links: refused later, in words.
  expect(parse('file://host/a.txt', 'file:///a.iso').urls).toEqual(['file://host/a.txt', 'file:///a.iso']);
});
