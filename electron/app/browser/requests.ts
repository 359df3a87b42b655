import type { BrowserDownload, BrowserRequest, BrowserState } from '../../../shared/browser.ts';
import { asSluiceError } from '../../../shared/failures.ts';
import { isActive, isRunning } from '../../../shared/status.ts';
import type { Engine } from '../../engine/index.ts';
import { addAll, type AddDefaults } from '../commands/add.ts';
import type { ListActions } from '../commands/list-actions.ts';
import type { Clock } from '../clock.ts';
import type { BrowserClient } from './server.ts';

export interface RequestOptions {
  readonly engine: Engine;
  readonly actions: ListActions;
  readonly clock: Clock;
  readonly addDefaults: () => AddDefaults;
  readonly show: () => void;
  readonly onProblem: (what: string, error: unknown) => void;
}

/** The browser holds its own download meanwhile, so the answer may not take longer than a person waits, in ms. */
const TAKE_TIMEOUT_MS = 20_000;
/** What does not start within this is waiting for its turn in the queue, and will have it. */
const QUEUED_AFTER_MS = 1500;
const STATE_INTERVAL_MS = 1000;
const STATE_DOWNLOADS = 12;

/** What each message of the extension does. */
export function createRequestHandler(
  options: RequestOptions,
): (request: BrowserRequest, client: BrowserClient) => void {
  const { engine, actions, addDefaults, show, onProblem } = options;
  return (request, client) => {
    const done = (added = 0, refused = 0): void => client.send({ type: 'done', id: request.id, added, refused });
    const refuse = (code: string): void => client.send({ type: 'refused', id: request.id, code });
    switch (request.type) {
      case 'add': {
        const ids = request.downloads.map((download) => add(engine, download, addDefaults()));
        const added = ids.filter((id) => typeof id === 'string').length;
        done(added, ids.length - added);
        return;
      }
      case 'take':
        take(options, request.download, client, done, refuse);
        return;
      case 'watch':
        watch(options, client);
        return;
      case 'show':
        show();
        done();
        return;
      case 'pause-all':
        actions.pauseAll().then(
          () => done(),
          (error: unknown) => {
            onProblem('pause all', error);
            refuse(asSluiceError(error).code);
          },
        );
        return;
      case 'resume-all':
        actions.resumeAll();
        done();
    }
  };
}

/** The engine keeps all of these from every origin but the link's own. */
function headersOf({ cookie, referrer, userAgent }: BrowserDownload): Record<string, string> {
  const headers: Record<string, string> = {};
  if (cookie) headers['cookie'] = cookie;
  if (referrer) headers['referer'] = referrer;
  if (userAgent) headers['user-agent'] = userAgent;
  return headers;
}

/** @returns its id, or the failure's code */
function add(engine: Engine, download: BrowserDownload, defaults: AddDefaults): string | { code: string } {
  try {
    const addition = { urls: [download.url], headers: headersOf(download), start: true };
    const { added, rejected } = addAll(engine, addition, defaults);
    return added[0] ?? { code: rejected[0]?.failure.code ?? 'internal' };
  } catch (thrown) {
    return { code: asSluiceError(thrown).code };
  }
}

/** The browser gives its own download up only when this one is seen to work. */
function take(
  { engine, clock, addDefaults, onProblem }: RequestOptions,
  download: BrowserDownload,
  client: BrowserClient,
  done: (added: number) => void,
  refuse: (code: string) => void,
): void {
  const id = add(engine, download, addDefaults());
  if (typeof id !== 'string') {
    refuse(id.code);
    return;
  }
  const stops: (() => void)[] = [];
  const settle = (accepted: boolean, code = 'internal'): void => {
    for (const stop of stops.splice(0)) stop();
    if (accepted) done(1);
    else {
      engine.cancel(id, { keepPart: false }).catch((error: unknown) => onProblem('browser take', error));
      refuse(code);
    }
  };
  const look = (): void => {
    const now = engine.get(id);
    if (!now) settle(false, 'bad-option');
    else if (now.status === 'failed') settle(false, now.failure?.code);
    else if (now.status !== 'queued' && now.status !== 'probing') settle(true);
  };
  stops.push(
    engine.subscribe((event) => {
      if (event.id === id && (event.type === 'changed' || event.type === 'removed')) look();
    }),
    clock.after(QUEUED_AFTER_MS, () => {
      if (engine.get(id)?.status === 'queued') settle(true);
    }),
    clock.after(TAKE_TIMEOUT_MS, () => settle(false, 'stalled')),
  );
  // The browser is gone, and its download with it: this one stays.
  client.onEnd(() => {
    for (const stop of stops.splice(0)) stop();
  });
  look();
}

export function stateOf(engine: Pick<Engine, 'list'>): BrowserState {
  const all = engine.list();
  const active = all.filter(({ status }) => isActive(status));
  const rank = (status: (typeof all)[number]['status']): number => (isRunning(status) ? 0 : isActive(status) ? 1 : 2);
  const shown = [...all].reverse().sort((a, b) => rank(a.status) - rank(b.status));
  return {
    active: active.length,
    bytesPerSecond: active.reduce((sum, { bytesPerSecond }) => sum + bytesPerSecond, 0),
    downloads: shown
      .slice(0, STATE_DOWNLOADS)
      .map(({ fileName, status, receivedBytes, sizeBytes, bytesPerSecond }) => ({
        name: fileName,
        status,
        receivedBytes,
        sizeBytes,
        bytesPerSecond,
      })),
  };
}

function watch({ engine, clock }: RequestOptions, client: BrowserClient): void {
  let callOff: (() => void) | null = null;
  const tell = (): void => client.send({ type: 'state', state: stateOf(engine) });
  const stop = engine.subscribe(() => {
    callOff ??= clock.after(STATE_INTERVAL_MS, () => {
      callOff = null;
      tell();
    });
  });
  client.onEnd(() => {
    stop();
    callOff?.();
  });
  tell();
}
