/** A cookie and whom it is for (RFC 6265 section 5.3). */
export interface StoredCookie {
  /** Without a leading dot. */
  readonly domain: string;
  readonly includeSubdomains: boolean;
  readonly path: string;
  readonly secure: boolean;
  /** Seconds since 1970; 0: as long as the download. */
  readonly expires: number;
  readonly name: string;
  readonly value: string;
}
