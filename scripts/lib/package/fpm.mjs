#!/usr/bin/env node
// @ts-check
/**
 * What electron-builder asks of fpm, done with `dpkg-deb` and `rpmbuild`, for machines where fpm cannot be downloaded.
 * Takes fpm's own arguments: `-s dir -t deb|rpm … FROM=TO…`. Released packages are made by fpm.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const FLAGS = new Set(['--force', '--debug']);
/** @type {Record<string, string>} */
const options = {};
/** @type {string[]} */
const depends = [];
/** @type {string[]} */
const recommends = [];
/** @type {[from: string, to: string][]} */
const files = [];

const given = process.argv.slice(2);
for (let index = 0; index < given.length; index += 1) {
  const argument = given[index] ?? '';
  if (FLAGS.has(argument)) continue;
  if (argument.startsWith('-')) {
    const value = given[(index += 1)] ?? '';
    if (argument === '-d') depends.push(value);
    else if (argument === '--deb-recommends') recommends.push(value);
    else options[argument.replace(/^-+/, '')] = value;
  } else {
    const [from = '', to = ''] = argument.split('=');
    files.push([resolve(from), to]);
  }
}

/** @param {string} name */
const option = (name) => options[name] ?? '';
const work = mkdtempSync(join(tmpdir(), 'sluice-fpm-'));
try {
  const tree = join(work, 'tree');
  for (const [from, to] of files) {
    const target = join(tree, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  }
  if (option('t') === 'deb') buildDeb(tree);
  else buildRpm(tree);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** @param {string} tree */
function buildDeb(tree) {
  const kib = Math.ceil(Number(execFileSync('du', ['-sk', tree], { encoding: 'utf8' }).split('\t')[0]));
  const [first = '', ...rest] = option('description').split('\n');
  const control = [
    `Package: ${option('name')}`,
    `Version: ${option('version')}`,
    `Architecture: ${option('architecture')}`,
    `Maintainer: ${option('maintainer')}`,
    `Installed-Size: ${kib}`,
    `Depends: ${depends.join(', ')}`,
    ...(recommends.length > 0 ? [`Recommends: ${recommends.join(', ')}`] : []),
    'Section: net',
    `Priority: ${option('deb-priority')}`,
    `Homepage: ${option('url')}`,
    `Description: ${first}`,
    ...rest.filter((line) => line.trim() !== '').map((line) => ` ${line.trim()}`),
    '',
  ].join('\n');
  mkdirSync(join(tree, 'DEBIAN'));
  writeFileSync(join(tree, 'DEBIAN', 'control'), control);
  for (const [name, from] of [
    ['postinst', option('after-install')],
    ['postrm', option('after-remove')],
  ]) {
    if (from) writeFileSync(join(tree, 'DEBIAN', name ?? ''), readFileSync(from), { mode: 0o755 });
  }
  const level = process.env.ELECTRON_BUILDER_COMPRESSION_LEVEL ?? '6';
  const args = ['--root-owner-group', `-Zxz`, `-z${level}`, '--build', tree, option('package')];
  execFileSync('dpkg-deb', args, { stdio: 'inherit' });
}

/** @param {string} tree */
function buildRpm(tree) {
  const listed = files.map(([from, to]) => `"${statSync(from).isDirectory() ? to.replace(/\/$/, '') : to}"`);
  const level = process.env.ELECTRON_BUILDER_COMPRESSION_LEVEL ?? '6';
  const spec = [
    `Name: ${option('name')}`,
    `Version: ${option('version')}`,
    'Release: 1',
    `Summary: ${option('rpm-summary') || option('description')}`,
    `License: ${option('license')}`,
    `URL: ${option('url')}`,
    ...depends.map((name) => `Requires: ${name}`),
    'AutoReqProv: no',
    '%global _build_id_links none',
    '%global __os_install_post %{nil}',
    `%global _binary_payload w${level}.xzdio`,
    '%description',
    option('description'),
    '%install',
    `cp -a '${tree}/.' %{buildroot}/`,
    '%post',
    readFileSync(option('after-install'), 'utf8'),
    '%postun',
    readFileSync(option('after-remove'), 'utf8'),
    '%files',
    ...listed,
    '',
  ].join('\n');
  const file = join(work, 'sluice.spec');
  writeFileSync(file, spec);
  execFileSync('rpmbuild', [
    '-bb',
    '--quiet',
    `--target=${{ amd64: 'x86_64', arm64: 'aarch64' }[option('architecture')] ?? option('architecture')}`,
    `--define=_topdir ${join(work, 'rpm')}`,
    `--define=_rpmdir ${join(work, 'out')}`,
    file,
  ]);
  const made = execFileSync('find', [join(work, 'out'), '-name', '*.rpm'], { encoding: 'utf8' }).trim();
  cpSync(made, option('package'));
}
