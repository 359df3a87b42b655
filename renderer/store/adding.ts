import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DescribedFile, LinksFound } from '../../shared/ipc/add.ts';
import { looksLikeCurl, readCurl, type CurlCommand, type ReadCurl } from '../../shared/links/curl.ts';
import type { Priority } from '../../shared/queue.ts';
import { draftOf, type RateDraft } from '../format/rate.ts';
import type { Choice } from '../links/duplicates.ts';

/** The fields of the add sheet, as typed. */
export interface AddFields {
  /** Empty: the one of the settings. */
  readonly directory: string;
  readonly fileName: string;
  /** `null`: as the settings say. */
  readonly auto: boolean | null;
  /** The fixed number, as typed; means nothing with `auto`. */
  readonly connections: string;
  readonly checksum: string;
  readonly limit: RateDraft;
  readonly priority: Priority;
  /** Empty: the default queue. */
  readonly queueId: string;
  /** Empty: as the rules say. */
  readonly categoryId: string;
  /** Lines `Name: value`. */
  readonly headers: string;
  readonly cookie: string;
  readonly referer: string;
  readonly userAgent: string;
  readonly user: string;
  readonly password: string;
  readonly proxy: string;
  /** Brackets in links are no patterns. */
  readonly literal: boolean;
}

export const EMPTY_FIELDS: AddFields = {
  directory: '',
  fileName: '',
  auto: null,
  connections: '8',
  checksum: '',
  limit: draftOf(null),
  priority: 'normal',
  queueId: '',
  categoryId: '',
  headers: '',
  cookie: '',
  referer: '',
  userAgent: '',
  user: '',
  password: '',
  proxy: '',
  literal: false,
};

/** What a cURL command came to: which of it could not be taken, or why nothing was. */
export type CurlNote =
  | { readonly kind: 'taken'; readonly ignored: readonly string[] }
  | {
      readonly kind: 'refused';
      readonly reason: Extract<ReadCurl, { kind: 'refused' }>['reason'];
      readonly method: string;
    };

export interface AddingState {
  /** What the field for links holds. */
  readonly text: string;
  readonly files: readonly DescribedFile[];
  /** Files of links that gave none. */
  readonly problems: readonly LinksFound['problems'][number][];
  readonly curl: CurlNote | null;
  readonly fields: AddFields;
  /** By link, where one was made. */
  readonly choices: Readonly<Record<string, Choice>>;
  /** Whether the further fields are in sight. */
  readonly advanced: boolean;
}

/** What the add sheet holds. Outlives the sheet: closing it by mistake loses nothing. */
export type AddingStore = StoreApi<AddingState>;

const FRESH = { text: '', files: [], problems: [], curl: null, choices: {} } as const;

export function createAdding() {
  const store: AddingStore = createStore<AddingState>(() => ({ ...FRESH, fields: EMPTY_FIELDS, advanced: false }));

  function append(more: string): void {
    const { text } = store.getState();
    const fresh = more.trim();
    store.setState({ text: text.trim() === '' || fresh === '' ? text + fresh : `${text.trimEnd()}\n${fresh}` });
  }
  function change(patch: Partial<AddFields>): void {
    store.setState(({ fields }) => ({ fields: { ...fields, ...patch } }));
  }
  function takeCommand(command: CurlCommand): void {
    const headers = Object.entries(command.headers).map(([name, value]) => `${name}: ${value}`);
    change({
      headers: headers.join('\n'),
      cookie: command.cookie,
      referer: command.referer,
      userAgent: command.userAgent,
      user: command.user,
      password: command.password,
      proxy: command.proxy,
      ...(command.fileName !== '' && { fileName: command.fileName }),
      ...(command.limit !== null && { limit: draftOf(command.limit) }),
    });
    append(command.urls.join('\n'));
    store.setState({ curl: { kind: 'taken', ignored: command.ignored } });
  }

  return {
    store,
    change,
    /** Puts text after what is there; a cURL command fills the fields instead. Says whether it was one. */
    offer(text: string): boolean {
      if (!looksLikeCurl(text)) {
        append(text);
        return false;
      }
      const read = readCurl(text);
      if (read.kind === 'command') takeCommand(read.command);
      else store.setState({ curl: read });
      return true;
    },
    takeFiles({ text, files, problems }: LinksFound): void {
      append(text);
      // A file that is handed over twice is one.
      const again = new Set(files.map(({ url }) => url));
      store.setState((state) => ({ files: [...state.files.filter(({ url }) => !again.has(url)), ...files], problems }));
    },
    /** After adding. What the next one likely wants too is kept, and nothing that is secret. */
    clear(): void {
      const { directory, auto, connections, priority, queueId } = store.getState().fields;
      store.setState({ ...FRESH, fields: { ...EMPTY_FIELDS, directory, auto, connections, priority, queueId } });
    },
  };
}

export type Adding = ReturnType<typeof createAdding>;
