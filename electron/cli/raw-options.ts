/** The options as they were typed: what the grammar hands over and {@link file://./options.ts} makes sense of. */
export interface RawOptions {
  readonly dir?: string | undefined;
  readonly output?: string | undefined;
  readonly inputFile?: string | undefined;
  readonly connections?: string | undefined;
  readonly maxActive?: string | undefined;
  readonly limitRate?: string | undefined;
  readonly checksum?: string | undefined;
  readonly mirror?: readonly string[] | undefined;
  /** `--follow-metalink`, `--no-follow-metalink`. */
  readonly followMetalink?: boolean | undefined;
  readonly header?: readonly string[] | undefined;
  readonly headerFile?: string | undefined;
  readonly user?: string | undefined;
  /** `--netrc`, `--no-netrc`. */
  readonly netrc?: boolean | undefined;
  readonly netrcFile?: string | undefined;
  readonly cookie?: string | undefined;
  readonly cookieFile?: string | undefined;
  readonly referer?: string | undefined;
  readonly proxy?: string | undefined;
  readonly ipv4?: boolean | undefined;
  readonly ipv6?: boolean | undefined;
  readonly interface?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly onConflict?: string | undefined;
  readonly maxRetries?: string | undefined;
  readonly timeout?: string | undefined;
  readonly writeBuffer?: string | undefined;
  readonly insecure?: boolean | undefined;
  readonly caFile?: string | undefined;
  readonly caNative?: boolean | undefined;
  readonly dohUrl?: string | undefined;
  /** `--continue`, `--no-continue`. */
  readonly continue?: boolean | undefined;
  readonly onStart?: readonly string[] | undefined;
  readonly onFinish?: readonly string[] | undefined;
  readonly onFail?: readonly string[] | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}
