/** What the server told of the file when it was asked last. */
export interface ReplyFacts {
  /** After redirects, without user name and password. */
  readonly finalUrl: string;
  /** Both validators as they came (RFC 9110 section 8.8). */
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** What one look at a URL tells; see `probeUrl`. */
export interface ProbeResult {
  readonly url: string;
  /** After redirects. */
  readonly finalUrl: string;
  /** Bytes, or `null` when the server does not say. */
  readonly size: number | null;
  /** A range was asked for and honoured. */
  readonly ranges: boolean;
  /** Both validators as they came (RFC 9110 section 8.8). */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** The name it would get, safe to create in any folder. */
  readonly fileName: string;
  /** Type and subtype, lower case, without parameters. */
  readonly mediaType: string | null;
  /** Whether several connections can share the work, or why not: `no-length`, `no-ranges`, `encoded`, `too-small`, `server-capped`. */
  readonly segmentable: true | string;
}
