import type { BrowserDownload, BrowserState } from '../../shared/browser.ts';
import { Connection } from './connection.ts';
import { decide } from './decide.ts';
import { cookieHeader, linksOfPage, usableLinks } from './links.ts';
import { parseSettings, type ExtensionSettings } from './settings.ts';

/** A click that long ago has nothing to do with a download that begins now, in ms. */
const BYPASS_MS = 4000;
/** Addresses that forms were sent to lately; the browser ends this worker long before it could grow. */
const POSTED_KEPT = 200;
/** Browsers cut a helper off at 1 MiB for one message. */
const LINKS_AT_ONCE = 500;

const held = { alt: -Infinity, shift: -Infinity, control: -Infinity };
const posted = new Set<string>();
let state: BrowserState | null = null;

/** A popup that has not asked for so long is closed, in ms. */
const POPUP_GONE_MS = 5000;
/** Each try to reach Sluice starts a program; a popup that stays open must not start one every second. */
const RETRY_MS = 5000;
let popupAskedAt = -Infinity;
let lostAt = -Infinity;
const curious = new Set<(state: BrowserState | null) => void>();

const connection = new Connection((next) => {
  state = next;
  if (next === null) lostAt = performance.now();
  for (const tell of curious) tell(next);
  curious.clear();
  const active = next?.active ?? 0;
  if (active > 0) void chrome.action.setBadgeBackgroundColor({ color: '#0b6771' });
  void chrome.action.setBadgeText({ text: active > 0 ? String(active) : '' });
  restWhenIdle();
});

/** The open port keeps this worker and the helper alive: it is given up when there is nothing to show and nobody looks. */
function restWhenIdle(): void {
  if (state === null || state.active > 0 || connection.isWaiting) return;
  if (performance.now() - popupAskedAt >= POPUP_GONE_MS) connection.close();
}

function stateForPopup(): Promise<BrowserState | null> {
  popupAskedAt = performance.now();
  setTimeout(restWhenIdle, POPUP_GONE_MS);
  if (connection.isWatching) return Promise.resolve(state);
  if (performance.now() - lostAt < RETRY_MS) return Promise.resolve(null);
  return new Promise((resolve) => {
    curious.add(resolve);
    connection.watch();
  });
}

const settings = async (): Promise<ExtensionSettings> => parseSettings(await chrome.storage.local.get(null));

async function describe(url: string, referrer: string, storeId?: string): Promise<BrowserDownload> {
  const cookies = await chrome.cookies.getAll({ url, ...(storeId !== undefined && { storeId }) }).catch(() => []);
  const cookie = cookieHeader(cookies);
  return {
    url,
    userAgent: navigator.userAgent,
    ...(cookie !== '' && { cookie }),
    ...(referrer !== '' && { referrer }),
  };
}

/** Hands links over. When Sluice cannot take them all, the badge says so. */
async function send(links: readonly string[], page: string): Promise<void> {
  const usable = usableLinks(links);
  for (let at = 0; at < usable.length; at += LINKS_AT_ONCE) {
    const some = usable.slice(at, at + LINKS_AT_ONCE);
    const downloads = await Promise.all(some.map((url) => describe(url, page)));
    const reply = await connection.ask({ type: 'add', downloads });
    const worked = reply?.type === 'done' && reply.refused === 0;
    if (worked) connection.watch();
    await mark(worked);
  }
}

async function mark(worked: boolean): Promise<void> {
  await chrome.action.setTitle({ title: worked ? 'Sluice' : chrome.i18n.getMessage('unreachable') });
  if (worked) return;
  await chrome.action.setBadgeBackgroundColor({ color: '#b3261e' });
  await chrome.action.setBadgeText({ text: '!' });
}

/**
 * The browser's download is held while Sluice tries, and given up only when Sluice says that it has it. In every other
 * case it goes on as if nothing had been.
 */
async function consider(item: chrome.downloads.DownloadItem): Promise<void> {
  const url = item.finalUrl || item.url;
  const chosen = await settings();
  const now = performance.now();
  const decision = decide(
    {
      url,
      referrer: item.referrer ?? '',
      fileName: item.filename,
      sizeBytes: item.totalBytes > 0 ? item.totalBytes : item.fileSize,
      incognito: item.incognito,
      byExtension: item.byExtensionId !== undefined,
    },
    chosen,
    {
      bypassed: chosen.bypassKey !== 'none' && now - held[chosen.bypassKey] < BYPASS_MS,
      posted: posted.has(item.url) || posted.has(url),
    },
  );
  if (decision !== 'take' || item.state !== 'in_progress') return;
  try {
    await chrome.downloads.pause(item.id);
  } catch {
    // It is complete already: nothing to take.
    return;
  }
  const download = await describe(url, item.referrer ?? '', item.cookieStoreId);
  const reply = await connection.ask({ type: 'take', download });
  if (reply?.type === 'done') {
    await chrome.downloads.cancel(item.id).catch(() => undefined);
    await chrome.downloads.erase({ id: item.id });
    connection.watch();
  } else {
    await chrome.downloads.resume(item.id).catch(() => undefined);
  }
}

chrome.downloads.onCreated.addListener((item) => void consider(item));

chrome.webRequest.onBeforeRequest.addListener(
  ({ url, method }) => {
    if (method === 'GET') return undefined;
    posted.add(url);
    const [oldest] = posted;
    if (posted.size > POSTED_KEPT && oldest !== undefined) posted.delete(oldest);
    return undefined;
  },
  { urls: ['http://*/*', 'https://*/*'], types: ['main_frame', 'sub_frame'] },
);

const MENU = [
  { id: 'link', contexts: ['link'] },
  { id: 'media', contexts: ['image', 'video', 'audio'] },
  { id: 'selection', contexts: ['selection'] },
  { id: 'page', contexts: ['page'] },
] as const;

chrome.runtime.onInstalled.addListener(() => {
  void chrome.action.setBadgeBackgroundColor({ color: '#0b6771' });
  void chrome.contextMenus.removeAll().then(() => {
    for (const { id, contexts } of MENU) {
      chrome.contextMenus.create({ id, title: chrome.i18n.getMessage(`menu_${id}`), contexts: [...contexts] });
    }
  });
});

chrome.contextMenus.onClicked.addListener((info, tab) => {
  const page = info.pageUrl ?? tab?.url ?? '';
  if (info.menuItemId === 'link' && info.linkUrl !== undefined) void send([info.linkUrl], page);
  else if (info.menuItemId === 'media' && info.srcUrl !== undefined) void send([info.srcUrl], page);
  else if (tab?.id !== undefined) void sendPage(tab.id, page, info.menuItemId === 'selection');
});

async function sendPage(tabId: number, page: string, onlySelected: boolean): Promise<void> {
  const [frame] = await chrome.scripting.executeScript({ target: { tabId }, func: linksOfPage, args: [onlySelected] });
  await send(frame?.result ?? [], page);
}

/** What popup and pages ask. */
chrome.runtime.onMessage.addListener((message, sender, answer) => {
  const { type, ...rest } = message as { type: string; [key: string]: unknown };
  // Pages can only tell which keys are held.
  if (type === 'keys') {
    for (const key of ['alt', 'shift', 'control'] as const) if (rest[key] === true) held[key] = performance.now();
    return undefined;
  }
  if (sender.tab !== undefined) return undefined;
  if (type === 'state') {
    void stateForPopup().then(answer);
    return true;
  }
  if (type === 'show' || type === 'pause-all' || type === 'resume-all') {
    void connection.ask({ type }).then((reply) => answer(reply?.type === 'done'));
    return true;
  }
  if (type === 'send-page' && typeof rest['tabId'] === 'number') {
    void sendPage(rest['tabId'], String(rest['page'] ?? ''), false).then(() => answer(true));
    return true;
  }
  return undefined;
});
