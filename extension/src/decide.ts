import type { ExtensionSettings } from './settings.ts';

/** A download that the browser has begun, as far as the decision needs it. */
export interface Begun {
  readonly url: string;
  /** Address of the page it came from; empty when unknown. */
  readonly referrer: string;
  /** As the browser would name it; may be empty yet. */
  readonly fileName: string;
  /** Bytes; negative or 0 while unknown. */
  readonly sizeBytes: number;
  readonly incognito: boolean;
  /** Another extension asked for it. */
  readonly byExtension: boolean;
}

/** What else is known at that moment. */
export interface Around {
  /** The bypass key was held at the last click. */
  readonly bypassed: boolean;
  /** The address was asked for by a form: fetched again without its fields it would be another thing. */
  readonly posted: boolean;
}

export type Decision =
  | 'take'
  | 'off'
  | 'not-http'
  | 'private'
  | 'by-extension'
  | 'bypassed'
  | 'posted'
  | 'site-off'
  | 'too-small'
  | 'other-type';

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');

/** The extension of a file name, or of the last part of an address; lower case, without its dot. */
export function typeOf(fileName: string, url: string): string {
  const name =
    fileName.split(/[\\/]/).at(-1) || (URL.canParse(url) ? new URL(url).pathname.split('/').at(-1) : '') || '';
  return /\.([a-z0-9]{1,16})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** `www.a.example` is off when `a.example` is. */
export const isSiteOff = (host: string, sitesOff: readonly string[]): boolean =>
  sitesOff.some((site) => host === site || host.endsWith(`.${site}`));

/** Whether Sluice takes a download over, or the reason why it stays with the browser. An unknown size counts as large. */
export function decide(begun: Begun, settings: ExtensionSettings, around: Around): Decision {
  if (!settings.takeOver) return 'off';
  if (!/^https?:/i.test(begun.url)) return 'not-http';
  if (begun.incognito) return 'private';
  if (begun.byExtension) return 'by-extension';
  if (around.bypassed) return 'bypassed';
  if (around.posted) return 'posted';
  const hosts = [hostOf(begun.url), hostOf(begun.referrer)];
  if (hosts.some((host) => host !== '' && isSiteOff(host, settings.sitesOff))) return 'site-off';
  if (begun.sizeBytes > 0 && begun.sizeBytes < settings.minimumBytes) return 'too-small';
  if (settings.types.length > 0 && !settings.types.includes(typeOf(begun.fileName, begun.url))) return 'other-type';
  return 'take';
}
