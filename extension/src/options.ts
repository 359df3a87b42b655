import { byId, text } from './page.ts';
import { parseSettings, parseTypes, type ExtensionSettings } from './settings.ts';

const MIB = 2 ** 20;
const takeOver = byId('take-over', HTMLInputElement);
const minimum = byId('minimum', HTMLInputElement);
const types = byId('types', HTMLInputElement);
const bypass = byId('bypass', HTMLSelectElement);
const sites = byId('sites', HTMLTextAreaElement);
const saved = byId('saved', HTMLElement);

for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
  element.textContent = text(element.dataset['text'] ?? '');
}

const now = parseSettings(await chrome.storage.local.get(null));
takeOver.checked = now.takeOver;
minimum.value = String(now.minimumBytes / MIB);
types.value = now.types.join(', ');
bypass.value = now.bypassKey;
sites.value = now.sitesOff.join('\n');

addEventListener('change', () => {
  const mebibytes = Number(minimum.value);
  const next: ExtensionSettings = parseSettings({
    takeOver: takeOver.checked,
    minimumBytes: Number.isFinite(mebibytes) ? Math.round(mebibytes * MIB) : -1,
    types: parseTypes(types.value),
    bypassKey: bypass.value,
    sitesOff: sites.value.split(/\s+/).filter((host) => host !== ''),
  });
  void chrome.storage.local.set(next).then(() => {
    saved.textContent = text('saved');
  });
});
