import type { BrowserState } from '../../shared/browser.ts';
import { amount } from './amount.ts';
import { isSiteOff } from './decide.ts';
import { byId, text } from './page.ts';
import { parseSettings } from './settings.ts';

const REFRESH_MS = 1000;
const list = byId('list', HTMLUListElement);
const note = byId('note', HTMLElement);
const total = byId('total', HTMLElement);
const site = byId('site', HTMLInputElement);

async function refresh(): Promise<void> {
  const state = (await chrome.runtime.sendMessage({ type: 'state' })) as BrowserState | null;
  if (state === null) {
    note.textContent = text('notRunning');
    total.textContent = '';
    list.replaceChildren();
    return;
  }
  note.textContent = state.downloads.length === 0 ? text('empty') : '';
  total.textContent = state.active > 0 ? `${amount(state.bytesPerSecond)}/s` : '';
  list.replaceChildren(...state.downloads.slice(0, 6).map(row));
}

function row({ name, status, receivedBytes, sizeBytes }: BrowserState['downloads'][number]): HTMLElement {
  const item = document.createElement('li');
  const title = document.createElement('div');
  title.className = 'name';
  title.textContent = name;
  title.title = name;
  const figures = document.createElement('div');
  figures.className = 'figures';
  const of = sizeBytes === null ? amount(receivedBytes) : `${amount(receivedBytes)} / ${amount(sizeBytes)}`;
  figures.textContent = `${text(`status_${status}`)} · ${of}`;
  item.append(title, figures);
  if (status === 'downloading' && sizeBytes !== null && sizeBytes > 0) {
    const bar = document.createElement('progress');
    bar.max = sizeBytes;
    bar.value = receivedBytes;
    bar.setAttribute('aria-label', name);
    item.append(bar);
  }
  return item;
}

async function showSite(): Promise<void> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  const url = tab?.url ?? '';
  const host = /^https?:/.test(url) ? new URL(url).hostname : '';
  const tabId = tab?.id;
  byId('page', HTMLButtonElement).disabled = host === '' || tabId === undefined;
  byId('page', HTMLButtonElement).onclick = () =>
    void chrome.runtime.sendMessage({ type: 'send-page', tabId, page: url }).then(() => close());
  byId('site-label', HTMLElement).textContent = host === '' ? text('noSite') : text('site', host);
  site.disabled = host === '';
  const { sitesOff } = parseSettings(await chrome.storage.local.get(null));
  site.checked = host !== '' && !isSiteOff(host, sitesOff);
  site.onchange = () => {
    // Switching on takes away whatever made it off, a parent domain too.
    const others = sitesOff.filter((off) => !isSiteOff(host, [off]));
    void chrome.storage.local.set({ sitesOff: site.checked ? others : [...others, host] }).then(showSite);
  };
}

for (const id of ['show', 'pause-all', 'resume-all'] as const) {
  const button = byId(id, HTMLButtonElement);
  button.textContent = text(id.replace('-', '_'));
  button.onclick = () => {
    void chrome.runtime.sendMessage({ type: id }).then((worked) => {
      if (worked !== true) note.textContent = text('unreachable');
    });
  };
}
byId('page', HTMLButtonElement).textContent = text('menu_page');
byId('options', HTMLButtonElement).textContent = text('options');
byId('options', HTMLButtonElement).onclick = () => void chrome.runtime.openOptionsPage();

void showSite();
void refresh();
setInterval(() => void refresh(), REFRESH_MS);
