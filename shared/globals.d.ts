/** What Node and the browser both have of the URL standard, and this folder uses of it. */
declare class URL {
  constructor(text: string);
  static canParse(text: string): boolean;
  readonly hostname: string;
  readonly href: string;
  readonly origin: string;
  readonly pathname: string;
  hash: string;
  password: string;
  username: string;
}
