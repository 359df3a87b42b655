import type { ManPageParts } from './man-page.ts';

/** What the man page tells besides the grammar. */
export const PAGE_PARTS: ManPageParts = {
  date: '2026-11-25',
  exitStatus: [
    ['0', 'Done.'],
    ['1', 'Something unexpected.'],
    ['2', 'Usage: what was asked makes no sense, or neither the app nor a daemon runs.'],
    ['3', 'The network.'],
    ['4', 'The server refused (4xx).'],
    ['5', 'The server failed (5xx).'],
    ['6', 'The file has changed, or is damaged.'],
    ['7', 'The disk.'],
    ['8', 'The name is taken.'],
    ['130', 'Interrupted. The same command goes on.'],
  ],
  environment: [
    ['http_proxy, https_proxy, all_proxy, no_proxy', 'The proxies, unless --proxy says otherwise.'],
    ['NO_COLOR', 'When it is set and not empty, nothing is coloured.'],
    ['SLUICE_USER_DATA', 'The folder of the app’s and the daemon’s own files.'],
  ],
  files: [
    ['NAME.part', 'A file that is not whole yet.'],
    ['NAME.part.json', 'Its checkpoint. Both may be moved to another folder or machine; the same link goes on there.'],
    ['~/.config/Sluice/daemon/', 'The list and the secret of the daemon.'],
  ],
  examples: [
    ['sluice get https://example.org/a.iso', 'Downloads a file to the current folder.'],
    ['sluice get -i list.txt -j 3 --limit-rate 2M', 'Downloads what a list names, three at a time.'],
    ['sluice add https://example.org/a.iso', 'Adds a download to the running app.'],
    ['sluice pause --all', 'Pauses everything there.'],
  ],
};
