import { win32, posix } from 'node:path';
import { BROWSER_HOST_NAME, CHROMIUM_EXTENSION_ID, FIREFOX_EXTENSION_ID } from '../../../shared/browser.ts';

export interface Browser {
  readonly name: string;
  readonly family: 'chromium' | 'firefox';
  /** Its folder: there when the browser is, and has been started. `null` on Windows, where nothing is looked for. */
  readonly folder: string | null;
  /** Where the manifest goes. */
  readonly manifest: string;
  /** Windows only: the key that names the manifest. */
  readonly registryKey: string | null;
}

export interface Places {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** `$XDG_CONFIG_HOME`, or what stands for it. */
  readonly config: string;
  readonly userData: string;
}

/**
 * Where each browser looks for the helpers of this user.
 * Chromium: developer.chrome.com/docs/extensions/develop/concepts/native-messaging; Firefox: MDN, Native manifests.
 */
export function browsersOf({ platform, home, config, userData }: Places): Browser[] {
  const file = `${BROWSER_HOST_NAME}.json`;
  if (platform === 'win32') {
    const key = (vendor: string): string => `HKCU\\Software\\${vendor}\\NativeMessagingHosts\\${BROWSER_HOST_NAME}`;
    const made = (name: string, family: Browser['family'], vendor: string): Browser => ({
      name,
      family,
      folder: null,
      manifest: win32.join(userData, 'browser', `${family}.json`),
      registryKey: key(vendor),
    });
    return [
      made('Chrome', 'chromium', 'Google\\Chrome'),
      made('Chromium', 'chromium', 'Chromium'),
      made('Edge', 'chromium', 'Microsoft\\Edge'),
      made('Firefox', 'firefox', 'Mozilla'),
    ];
  }
  const made = (name: string, family: Browser['family'], folder: string, hosts: string): Browser => ({
    name,
    family,
    folder,
    manifest: posix.join(folder, hosts, file),
    registryKey: null,
  });
  const support = posix.join(home, 'Library/Application Support');
  if (platform === 'darwin') {
    return [
      made('Chrome', 'chromium', posix.join(support, 'Google/Chrome'), 'NativeMessagingHosts'),
      made('Chromium', 'chromium', posix.join(support, 'Chromium'), 'NativeMessagingHosts'),
      made('Edge', 'chromium', posix.join(support, 'Microsoft Edge'), 'NativeMessagingHosts'),
      made('Firefox', 'firefox', posix.join(support, 'Mozilla'), 'NativeMessagingHosts'),
    ];
  }
  return [
    made('Chrome', 'chromium', posix.join(config, 'google-chrome'), 'NativeMessagingHosts'),
    made('Chromium', 'chromium', posix.join(config, 'chromium'), 'NativeMessagingHosts'),
    made('Edge', 'chromium', posix.join(config, 'microsoft-edge'), 'NativeMessagingHosts'),
    made('Firefox', 'firefox', posix.join(home, '.mozilla'), 'native-messaging-hosts'),
  ];
}

/** @param helper absolute path of the program that the browser starts */
export function manifestFor(family: Browser['family'], helper: string): string {
  const common = { name: BROWSER_HOST_NAME, description: 'Sluice', path: helper, type: 'stdio' };
  const who =
    family === 'firefox'
      ? { allowed_extensions: [FIREFOX_EXTENSION_ID] }
      : { allowed_origins: [`chrome-extension://${CHROMIUM_EXTENSION_ID}/`] };
  return `${JSON.stringify({ ...common, ...who }, null, 2)}\n`;
}

const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export interface HelperProgram {
  readonly platform: NodeJS.Platform;
  readonly executable: string;
  /** In development: the app's folder. */
  readonly appPath: string | null;
  readonly userData: string;
}

/** A script, because a manifest can name a program but no arguments for it. No page is shown: no sandbox to hold it. */
export function helperScript({ platform, executable, appPath, userData }: HelperProgram): string {
  const app = appPath === null ? [] : [appPath];
  if (platform === 'win32') {
    // Inside quotes only a percent sign is still special there.
    const quoted = [executable, ...app].map((text) => `"${text.replaceAll('%', '%%')}"`).join(' ');
    const folder = userData.replaceAll('%', '%%');
    return `@echo off\r\nset "SLUICE_USER_DATA=${folder}"\r\n${quoted} --no-sandbox --browser-helper\r\n`;
  }
  const words = [executable, ...app].map(shellQuoted).join(' ');
  return `#!/bin/sh\nSLUICE_USER_DATA=${shellQuoted(userData)} exec ${words} --no-sandbox --browser-helper "$@"\n`;
}
