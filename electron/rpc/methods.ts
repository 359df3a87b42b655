import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { asSluiceError, FAILURES } from '../../shared/failures.ts';
import { readMetalink, type DownloadRequest } from '../engine/index.ts';
import { page, type Book, type Entry } from './book.ts';
import { globalOptionsOf, optionsOf } from './describe-options.ts';
import { RpcError } from './error.ts';
import { gidOf } from './gids.ts';
import type { RemoteHost } from './host.ts';
import { limitFrom, requestFrom, settingsFrom, type AriaOptions } from './options.ts';
import { gid, keys, options, uris, whole } from './schemas.ts';
import { filesOf, pick, serversOf, statusOf, urisOf, type Status } from './status.ts';

/** A method takes the parameters as its schema leaves them, without the secret. */
export interface Method {
  readonly params: z.ZodType<readonly unknown[]>;
  readonly run: (params: readonly unknown[]) => unknown;
}
export type Methods = ReadonlyMap<string, Method>;

/** The interface whose names, parameters and answers these are. */
const ARIA2_VERSION = '1.37.0';
const FEATURES = ['Async DNS', 'GZip', 'HTTPS', 'Message Digest', 'Metalink'];
const NO_TORRENT = 'Sluice does not download torrents.';

/** Parameters of which those at the end may be left out. */
function list<Items extends readonly z.ZodType[]>(...items: Items) {
  type Values = { [Key in keyof Items]: z.output<Items[Key]> };
  return z.array(z.unknown()).transform(
    (given): Values =>
      // One more than is taken is passed over, as aria2 does.
      items.map((schema, index) => {
        const parsed = schema.safeParse(given[index]);
        if (parsed.success) return parsed.data;
        const missing = given[index] === undefined;
        throw new RpcError(
          missing
            ? `The parameter at ${String(index)} is required but missing.`
            : `The parameter at ${String(index)} has wrong type.`,
        );
      }) as unknown as Values,
  );
}

/** What is known of a file besides the options. */
type File = Pick<DownloadRequest, 'url'> & Partial<DownloadRequest>;

const define = <Values extends readonly unknown[]>(
  params: z.ZodType<Values>,
  run: (...values: Values) => unknown,
): Method => ({ params, run: (values) => run(...(values as Values)) });

/** The table of what `aria2.…` names can be called, on the engine's own door. */
export function createMethods(host: RemoteHost, book: Book): Methods {
  const { engine } = host;
  const sessionId = randomBytes(20).toString('hex');
  const mirrorsOf = (id: string): readonly string[] => engine.record(id)?.request.mirrors ?? [];
  const tell = ({ download, state }: Entry): Status => statusOf(download, mirrorsOf(download.id), state);

  function add(request: DownloadRequest, paused: boolean, position: number | undefined): string {
    let id: string;
    try {
      id = engine.add(request, { paused });
    } catch (thrown) {
      const { code, detail } = asSluiceError(thrown);
      throw new RpcError(`${FAILURES[code].message} (${detail})`);
    }
    if (position !== undefined) place(id, position);
    return gidOf(id);
  }

  /** Puts it at an index among those that wait. */
  function place(id: string, position: number): number {
    const rest = book.waiting().filter(({ download }) => download.id !== id);
    const index = Math.min(Math.max(position, 0), rest.length);
    const neighbour = rest[index]?.download.id;
    const before = rest.at(-1)?.download.id;
    if (neighbour !== undefined) engine.move([id], { before: neighbour });
    else if (before !== undefined) engine.move([id], { after: before });
    return index;
  }

  function defaults(given: AriaOptions): { requestOf: (file: File) => DownloadRequest; paused: boolean } {
    const { directory, connections, conflictPolicy } = host.settings();
    const { request, paused } = requestFrom(given, directory);
    const requestOf = (file: File): DownloadRequest => {
      const own = host.defaultsFor?.({ ...request, ...file });
      return {
        directory: own?.directory ?? directory,
        connections: own?.connections ?? connections,
        conflictPolicy,
        ...request,
        ...file,
      };
    };
    return { requestOf, paused };
  }

  /** @throws {RpcError} when it is not in one of the states */
  function only(text: string, what: string, states: readonly string[]): Entry {
    const entry = book.find(text);
    if (states.includes(entry.state)) return entry;
    throw new RpcError(`GID#${gidOf(entry.download.id)} cannot be ${what} now`);
  }

  const pause = define(list(gid), async (text) => {
    const { download } = only(text, 'paused', ['active', 'waiting']);
    await engine.pause(download.id);
    return gidOf(download.id);
  });
  const pauseAll = define(list(), async () => {
    // Those that run last: pausing one of them first would start the next that waits.
    const ids = [...book.waiting().filter(({ state }) => state === 'waiting'), ...book.active()];
    await Promise.all(ids.map(({ download }) => engine.pause(download.id)));
    return 'OK';
  });
  const remove = define(list(gid), async (text) => {
    const entry = book.find(text);
    if (!['active', 'waiting', 'paused'].includes(entry.state)) {
      throw new RpcError(`Active Download not found for GID#${gidOf(entry.download.id)}`);
    }
    // As with aria2 what was fetched stays on disk, to go on when the link is added again.
    book.remember(entry.download);
    await engine.cancel(entry.download.id, { keepPart: true });
    return gidOf(entry.download.id);
  });
  const shutdown = define(list(), () => {
    setImmediate(() => {
      host.shutdown();
    });
    return 'OK';
  });

  const table: Readonly<Record<string, Method>> = {
    addUri: define(list(uris, options, whole.optional()), (given, set, position) => {
      const [url, ...mirrors] = given;
      if (url === undefined) throw new RpcError('URI is not provided.');
      const { requestOf, paused } = defaults(set);
      return add(requestOf({ url, ...(mirrors.length > 0 && { mirrors }) }), paused, position);
    }),
    addMetalink: define(list(z.base64(), options, whole.optional()), (given, set, position) => {
      const { requestOf, paused } = defaults(set);
      let described;
      try {
        described = readMetalink(Buffer.from(given, 'base64').toString('utf8'));
      } catch (thrown) {
        throw new RpcError(FAILURES[asSluiceError(thrown).code].message);
      }
      return described.map((file, index) =>
        add(requestOf(file), paused, position === undefined ? undefined : position + index),
      );
    }),
    addTorrent: define(list(), () => {
      throw new RpcError(NO_TORRENT);
    }),
    getPeers: define(list(gid), (text) => {
      throw new RpcError(`No peer data is available for GID#${gidOf(book.find(text).download.id)}`);
    }),
    tellStatus: define(list(gid, keys), (text, wanted) => pick(tell(book.find(text)), wanted)),
    tellActive: define(list(keys), (wanted) => book.active().map((entry) => pick(tell(entry), wanted))),
    tellWaiting: define(list(whole, whole, keys), (offset, count, wanted) =>
      page(book.waiting(), offset, count).map((entry) => pick(tell(entry), wanted)),
    ),
    tellStopped: define(list(whole, whole, keys), (offset, count, wanted) =>
      page(book.stopped(), offset, count).map((entry) => pick(tell(entry), wanted)),
    ),
    getGlobalStat: define(list(), () => {
      const { active, waiting, stopped, bytesPerSecond } = book.counts();
      return {
        downloadSpeed: String(Math.round(bytesPerSecond)),
        uploadSpeed: '0',
        numActive: String(active),
        numWaiting: String(waiting),
        numStopped: String(stopped),
        numStoppedTotal: String(stopped),
      };
    }),
    getVersion: define(list(), () => ({ version: ARIA2_VERSION, enabledFeatures: FEATURES, sluice: host.version })),
    getSessionInfo: define(list(), () => ({ sessionId })),
    getFiles: define(list(gid), (text) => {
      const { download } = book.find(text);
      return filesOf(download, mirrorsOf(download.id));
    }),
    getUris: define(list(gid), (text) => {
      const { download } = book.find(text);
      return urisOf(download, mirrorsOf(download.id));
    }),
    getServers: define(list(gid), (text) => {
      const { download, state } = book.find(text);
      if (state !== 'active') throw new RpcError(`No active download for GID#${gidOf(download.id)}`);
      return serversOf(download, mirrorsOf(download.id));
    }),
    pause,
    forcePause: pause,
    pauseAll,
    forcePauseAll: pauseAll,
    // aria2 has no way to try again; here a failed download goes on as a paused one does.
    unpause: define(list(gid), (text) => {
      const { download } = only(text, 'unpaused', ['paused', 'error']);
      engine.resume(download.id);
      return gidOf(download.id);
    }),
    unpauseAll: define(list(), () => {
      for (const { download, state } of book.waiting()) if (state === 'paused') engine.resume(download.id);
      return 'OK';
    }),
    remove,
    forceRemove: remove,
    removeDownloadResult: define(list(gid), async (text) => {
      const { download, state } = book.find(text);
      const shown = gidOf(download.id);
      if (state === 'removed') book.forget(download.id);
      else if (state === 'complete' || state === 'error') await engine.remove(download.id);
      else throw new RpcError(`Could not remove download result of GID#${shown}`);
      return 'OK';
    }),
    purgeDownloadResult: define(list(), async () => {
      const ended = book.stopped().filter(({ state }) => state !== 'removed');
      await Promise.all(ended.map(({ download }) => engine.remove(download.id)));
      book.forgetAll();
      return 'OK';
    }),
    changePosition: define(list(gid, whole, z.enum(['POS_SET', 'POS_CUR', 'POS_END'])), (text, offset, how) => {
      const { download } = only(text, 'moved', ['waiting', 'paused']);
      const waiting = book.waiting();
      const current = waiting.findIndex((entry) => entry.download.id === download.id);
      const from = { POS_SET: 0, POS_CUR: current, POS_END: waiting.length - 1 }[how];
      return place(download.id, from + offset);
    }),
    changeUri: define(list(gid, whole, uris, uris), async (text, _file, gone, fresh) => {
      const { download } = only(text, 'changed', ['active', 'waiting', 'paused', 'error']);
      const [url] = fresh;
      if (url === undefined && gone.length === 0) return [0, 0];
      if (url === undefined || fresh.length > 1 || !gone.includes(download.url)) {
        throw new RpcError(
          'Sluice can replace the link of a download by one other; mirrors are given when it is added.',
        );
      }
      await engine.setUrl(download.id, url);
      return [1, 1];
    }),
    getOption: define(list(gid), (text) => {
      const { download } = book.find(text);
      const record = engine.record(download.id);
      return record ? optionsOf(record, host.settings()) : {};
    }),
    changeOption: define(list(gid, options), (text, set) => {
      const { download } = book.find(text);
      const limit = limitFrom(set);
      if (limit !== undefined) engine.setLimit([download.id], limit);
      return 'OK';
    }),
    getGlobalOption: define(list(), () => globalOptionsOf(host.settings())),
    changeGlobalOption: define(list(options), (set) => {
      const wanted = settingsFrom(set, host.settings().directory);
      // It would lie in the settings for all to read who read the disk.
      if (wanted.proxy?.includes('@')) {
        throw new RpcError('A proxy with a sign-in is given when the program starts or in its window, not by RPC.');
      }
      host.changeSettings(wanted);
      return 'OK';
    }),
    saveSession: define(list(), () => {
      host.save();
      return 'OK';
    }),
    shutdown,
    forceShutdown: shutdown,
  };
  return new Map(Object.entries(table).map(([name, method]) => [`aria2.${name}`, method]));
}
