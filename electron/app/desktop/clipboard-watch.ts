import { createHash } from 'node:crypto';
import { OTHER_CATEGORY_ID, createCategorise, type Category } from '../../../shared/categories.ts';
import { extractLinks } from '../../../shared/links/extract.ts';
import type { SettingsStore } from '../../library/index.ts';
import type { Clock } from '../clock.ts';

/** `away`: the window is hidden or minimized; `seen`: it stands there, another program has the keyboard; `here`: it has. */
export type Attention = 'away' | 'seen' | 'here';

export interface ClipboardWatchOptions {
  readonly clock: Clock;
  readonly settings: Pick<SettingsStore, 'get' | 'subscribe'>;
  readonly read: () => string | Promise<string>;
  readonly attention: () => Attention;
  readonly offer: (links: readonly string[]) => void;
  readonly onError: (what: string, error: unknown) => void;
}

export interface ClipboardWatch {
  /** The window was shown, hidden, entered or left. */
  note(): void;
  close(): void;
}

/** How often the clipboard is looked at while another program is used beside the window, in ms. */
const LOOK_MS = 1_000;
/** A longer text is a document, not a link that was copied. */
const MAX_TEXT = 64 * 1024;
const MAX_LINKS = 100;

/** The links of a text that lead to files of a category: by its patterns or extensions. */
export function wantedLinks(text: string, categories: readonly Category[]): string[] {
  if (text.length > MAX_TEXT) return [];
  const categorise = createCategorise(categories);
  return (
    extractLinks(text)
      // Spelt out, a link without a path ends in `/`: the end of a host's name is no extension.
      .links.filter((link) => categorise({ url: new URL(link).href }) !== OTHER_CATEGORY_ID)
      .slice(0, MAX_LINKS)
  );
}

/**
 * Offers links that other programs put on the clipboard, while the setting is on and the window can be seen. No system tells
 * of a change there, so it is looked at, but only while another program is in front; what was copied while the window was
 * hidden is met when it is shown. What the window itself copies is nobody's news.
 */
export function watchClipboard(options: ClipboardWatchOptions): ClipboardWatch {
  const { clock, settings, read, offer, onError } = options;
  let isOn = false;
  let attention: Attention = 'away';
  /** A digest: a clipboard may hold a password, which is not to be kept. */
  let known = '';
  let callOff: (() => void) | null = null;
  /** One look after the other: reading takes its time on some systems. */
  let work = Promise.resolve();

  async function look(offers: boolean): Promise<void> {
    const text = await read();
    const now = createHash('sha256').update(text).digest('base64');
    if (now === known) return;
    known = now;
    if (!offers || !isOn) return;
    const links = wantedLinks(text, settings.get().categories);
    if (links.length > 0) offer(links);
  }
  function plan(offers: boolean): void {
    work = work.then(() => look(offers)).catch((error: unknown) => onError('the clipboard cannot be read', error));
  }
  function tick(): void {
    callOff = clock.after(LOOK_MS, tick);
    plan(true);
  }

  function note(): void {
    const wasOn = isOn;
    const before = attention;
    isOn = settings.get().watchClipboard;
    attention = options.attention();
    callOff?.();
    callOff = null;
    if (!isOn) return;
    // What was there before, and what was copied in the window, is taken note of.
    if (!wasOn || (before === 'here' && attention !== 'here')) plan(false);
    else if (attention !== before && attention !== 'away') plan(true);
    if (attention === 'seen') callOff = clock.after(LOOK_MS, tick);
  }
  const stop = settings.subscribe(() => {
    if (settings.get().watchClipboard !== isOn) note();
  });
  note();
  return {
    note,
    close() {
      stop();
      isOn = false;
      callOff?.();
      callOff = null;
    },
  };
}
