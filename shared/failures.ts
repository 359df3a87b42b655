/**
 * Every way a download or a command can fail. Codes are stable: they are stored, printed and matched by
 * scripts, so one is never renamed or given another meaning. To add one, see CONTRIBUTING.md.
 */

/**
 * What the engine does with a failure by itself:
 * `retry` - try the range again after a back-off; `wait` - the server named a time, or needs a pause;
 * `ask` - keep everything and let the user decide; `stop` - trying again cannot help.
 */
export type FailureClass = 'retry' | 'wait' | 'ask' | 'stop';

/** Process exit codes of the command line. */
export const EXIT_CODES = {
  done: 0,
  unexpected: 1,
  usage: 2,
  network: 3,
  refused: 4,
  serverFailed: 5,
  integrity: 6,
  disk: 7,
  nameTaken: 8,
  interrupted: 130,
} as const;

export type ExitGroup = Exclude<keyof typeof EXIT_CODES, 'done' | 'interrupted'>;

interface FailureFacts {
  readonly class: FailureClass;
  readonly exit: ExitGroup;
  /** English sentence: what happened and what to do. Translated in the window by code. */
  readonly message: string;
}

export const FAILURES = {
  'dns-failed': {
    class: 'retry',
    exit: 'network',
    message: 'The server’s address could not be found. Check the link and your connection.',
  },
  'connect-refused': {
    class: 'retry',
    exit: 'network',
    message: 'The server refused the connection. Try again later.',
  },
  'connect-timeout': {
    class: 'retry',
    exit: 'network',
    message: 'The server did not answer in time. Check your connection or try again later.',
  },
  'connection-lost': {
    class: 'retry',
    exit: 'network',
    message: 'The connection kept breaking. Resume to go on from where it stopped.',
  },
  stalled: {
    class: 'retry',
    exit: 'network',
    message: 'The server stopped sending. Resume to go on from where it stopped.',
  },
  'tls-invalid': {
    class: 'stop',
    exit: 'network',
    message: 'The server’s certificate is not valid, so nothing was fetched. Check the link and your clock.',
  },
  'proxy-failed': {
    class: 'retry',
    exit: 'network',
    message: 'The proxy could not pass the request on. Check the link, or use another proxy.',
  },
  'proxy-unreachable': {
    class: 'retry',
    exit: 'network',
    message: 'The proxy cannot be reached. Check its address in the settings, or whether it runs.',
  },
  'proxy-sign-in': {
    class: 'ask',
    exit: 'network',
    message: 'The proxy does not accept the sign-in. Check the user name and password of the proxy.',
  },
  'bad-reply': {
    class: 'retry',
    exit: 'serverFailed',
    message: 'The server’s reply makes no sense. Try again later or use another link.',
  },
  unauthorized: {
    class: 'ask',
    exit: 'refused',
    message: 'The server asks for a sign-in. Give a user name and password.',
  },
  forbidden: {
    class: 'ask',
    exit: 'refused',
    message: 'The server does not allow this download. Check that you may open the link.',
  },
  'not-found': { class: 'stop', exit: 'refused', message: 'There is no file at this link. Check the link.' },
  'link-expired': {
    class: 'ask',
    exit: 'refused',
    message: 'The link has expired. Give a fresh link to go on; what was fetched is kept.',
  },
  'link-mismatch': {
    class: 'ask',
    exit: 'integrity',
    message:
      'The new link leads to another file, or to another version of it. Give another link; what was fetched is kept.',
  },
  'client-error': { class: 'stop', exit: 'refused', message: 'The server rejected the request. Check the link.' },
  'too-many-requests': {
    class: 'wait',
    exit: 'refused',
    message: 'The server wants fewer requests. Try again later with fewer connections.',
  },
  'server-error': { class: 'retry', exit: 'serverFailed', message: 'The server had an error. Try again later.' },
  'server-busy': {
    class: 'wait',
    exit: 'serverFailed',
    message: 'The server is too busy. Try again later with fewer connections.',
  },
  'redirect-loop': {
    class: 'stop',
    exit: 'serverFailed',
    message: 'The link leads round in a circle. Use another link.',
  },
  'redirect-invalid': {
    class: 'stop',
    exit: 'serverFailed',
    message: 'The server sends this link on to an address that cannot be used.',
  },
  'redirect-refused': {
    class: 'ask',
    exit: 'refused',
    message:
      'The secure link leads on to an insecure one, so it was not followed. Allow it only if you trust the server.',
  },
  'source-changed': {
    class: 'ask',
    exit: 'integrity',
    message: 'The file on the server keeps changing. Start again when it has settled.',
  },
  'not-the-file': {
    class: 'ask',
    exit: 'integrity',
    message:
      'The server answered with something that is not this file, perhaps a sign-in page. Open the link in a browser, then resume; what was fetched is kept.',
  },
  'range-broken': {
    class: 'retry',
    exit: 'integrity',
    message: 'The server sent other bytes than it was asked for, so they were not used. Try again with one connection.',
  },
  'length-mismatch': {
    class: 'retry',
    exit: 'integrity',
    message: 'The server sent fewer bytes than it announced. Try again.',
  },
  'content-encoded': {
    class: 'stop',
    exit: 'integrity',
    message: 'The server sends this file only in a compressed form that cannot be decoded here.',
  },
  'checksum-mismatch': {
    class: 'ask',
    exit: 'integrity',
    message:
      'The checksum does not match: the file is damaged or is not the one you expected. It was kept under its part name.',
  },
  'disk-full': { class: 'ask', exit: 'disk', message: 'The disk is full. Free some space, then resume.' },
  'folder-unwritable': {
    class: 'ask',
    exit: 'disk',
    message: 'The folder cannot be written to. Choose another folder.',
  },
  'disk-failed': { class: 'ask', exit: 'disk', message: 'The disk reported an error. Check the disk, then resume.' },
  'part-vanished': {
    class: 'ask',
    exit: 'disk',
    message: 'The part file was moved or deleted while downloading. Start again.',
  },
  'name-taken': {
    class: 'ask',
    exit: 'nameTaken',
    message: 'A file with this name exists already and was not touched. Choose another name.',
  },
  'bad-url': {
    class: 'stop',
    exit: 'usage',
    message: 'This is not a link that can be downloaded. It must begin with http://, https:// or ftp://.',
  },
  'bad-option': { class: 'stop', exit: 'usage', message: 'An option has a value that cannot be used.' },
  'bad-metalink': {
    class: 'stop',
    exit: 'usage',
    message: 'This is not a Metalink file that can be used. Get it again, or give a link to the file itself.',
  },
  'bad-data-file': {
    class: 'stop',
    exit: 'usage',
    message: 'This is not a file that Sluice exported, or a newer Sluice made it. Nothing was changed.',
  },
  'too-large': {
    class: 'stop',
    exit: 'unexpected',
    message: 'The file is larger than 9 petabytes, more than can be handled exactly.',
  },
  internal: {
    class: 'stop',
    exit: 'unexpected',
    message: 'Something unexpected went wrong in Sluice. Please report it.',
  },
} as const satisfies Record<string, FailureFacts>;

export type FailureCode = keyof typeof FAILURES;

export const FAILURE_CODES = Object.keys(FAILURES) as [FailureCode, ...FailureCode[]];

export const failureClass = (code: FailureCode): FailureClass => FAILURES[code].class;

/** A failure as it is stored, sent and shown. `detail` is technical, in English, and free of secrets. */
export interface Failure {
  readonly code: FailureCode;
  readonly detail: string;
}

/** The error form of a {@link Failure}; the only error type that crosses the engine's door. */
export class SluiceError extends Error {
  override readonly name = 'SluiceError';
  constructor(
    readonly code: FailureCode,
    readonly detail = '',
    options?: ErrorOptions,
  ) {
    super(FAILURES[code].message, options);
  }

  toFailure(): Failure {
    return { code: this.code, detail: this.detail };
  }
}

/** Any thrown value as a {@link SluiceError}; what is not one already is a defect and becomes `internal`. */
export function asSluiceError(thrown: unknown): SluiceError {
  if (thrown instanceof SluiceError) return thrown;
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new SluiceError('internal', detail, { cause: thrown });
}
