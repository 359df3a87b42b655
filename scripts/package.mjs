// @ts-check
/**
 * npm run package [-- TARGET… --test-build --if-changed]
 * Packages for this system: an unpacked folder by default, or the targets named
 * (`deb`, `rpm`, `tar.gz`, `AppImage`, `nsis`, `portable`, `dmg`, `zip`; `all` for those of
 * electron-builder.yml). With the Electron that set-up provided; the unpacked folder needs no
 * network. `SLUICE_LOCAL_TOOLS=1` makes deb, rpm and tar.gz with the system's own tools
 * instead of the ones electron-builder downloads. `SLUICE_UPDATE_FEED=https://…` is written into the packages as the
 * address where they look for newer versions, and makes the `latest*.yml` to put there beside them.
 *
 * deb and rpm must name a homepage and a maintainer, who are those that publish the packages, not the source:
 * `SLUICE_HOMEPAGE=https://…` and `SLUICE_MAINTAINER='NAME <ADDRESS>'`. Without them they name addresses that nobody can have
 * (RFC 2606), which is for packages that stay on this machine.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { builtHash } from './lib/build.mjs';
import { distDir, presentVersion, wantedVersion } from './lib/electron/runtime.mjs';
import { inRoot } from './lib/paths.mjs';
import { sizeReport } from './lib/package/size.mjs';
import { run, tool } from './lib/run.mjs';
import { say, seconds } from './lib/say.mjs';
import { main, setUp } from './lib/setup.mjs';
import { findCommand } from './lib/system-packages.mjs';

const SYSTEM =
  /** @type {Record<string, string>} */ ({ darwin: '--mac', win32: '--win' })[process.platform] ?? '--linux';
const STAMP = inRoot('dist', '.packaged-from');

/** @returns {Record<string, string>} */
function localTools() {
  const sevenZip = findCommand('7za') ?? findCommand('7z');
  if (process.env.SLUICE_LOCAL_TOOLS !== '1') return {};
  return {
    CUSTOM_FPM_PATH: inRoot('scripts', 'lib', 'package', 'fpm.mjs'),
    ...(sevenZip !== null && { ELECTRON_BUILDER_7ZIP_PATH: sevenZip }),
  };
}

await main(async () => {
  const args = process.argv.slice(2);
  const testBuild = args.includes('--test-build');
  const ifChanged = args.includes('--if-changed');
  const targets = args.filter((arg) => arg !== '--test-build' && arg !== '--if-changed');
  await setUp({});

  const config = readFileSync(inRoot('electron-builder.yml'), 'utf8');
  const feed = process.env.SLUICE_UPDATE_FEED ?? '';
  const { SLUICE_HOMEPAGE: homepage, SLUICE_MAINTAINER: maintainer } = process.env;
  const publisher = [homepage || 'https://sluice.invalid/', maintainer || 'Unpublished <nobody@sluice.invalid>'];
  const stamp = JSON.stringify([builtHash(), presentVersion(), testBuild, targets, config, feed, publisher]);
  if (ifChanged && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return 0;

  if (targets.some((target) => /^(deb|rpm|all)$/.test(target)) && !(homepage && maintainer)) {
    say(
      'Without SLUICE_HOMEPAGE and SLUICE_MAINTAINER: deb and rpm name nobody to turn to, and are not to be published.',
    );
  }
  const version = presentVersion();
  if (version !== wantedVersion()) {
    say(`Packaging with Electron ${version}, the registry fall-back: fit for tests, not for users.`);
  }
  const started = performance.now();
  const { code } = await run(
    ...tool('electron-builder/cli.js', [
      SYSTEM,
      ...(targets.length === 0 ? ['dir'] : targets.filter((target) => target !== 'all')),
      '--publish=never',
      `--config.electronVersion=${version}`,
      `--config.electronDist=${distDir}`,
      `--config.extraMetadata.homepage=${publisher[0]}`,
      `--config.linux.maintainer=${publisher[1]}`,
      ...(feed ? ['--config.publish.provider=generic', `--config.publish.url=${feed}`] : []),
      ...(testBuild ? ['--config.electronFuses.enableNodeCliInspectArguments=true'] : []),
    ]),
    // It must not look for a certificate to sign with unless one is set up on purpose.
    { stdio: 'toStderr', env: { CSC_IDENTITY_AUTO_DISCOVERY: 'false', ...localTools(), ...process.env } },
  );
  if (code !== 0) return code;
  mkdirSync(inRoot('dist'), { recursive: true });
  writeFileSync(STAMP, stamp);
  say(`Packaged into dist/ in ${seconds(performance.now() - started)}.`);
  const folder = readdirSync(inRoot('dist')).find((name) => /^(linux|win)(-\w+)?-unpacked$/.test(name));
  if (folder) for (const line of sizeReport(inRoot('dist', folder), inRoot('dist', folder, 'resources'))) say(line);
  return 0;
});
