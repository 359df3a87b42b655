/** What Node and the browser both have of the URL standard, and this folder uses of it. */
declare class URL {
  constructor(text: string);
  static canParse(text: string): boolean;
  readonly host: string;
  readonly hostname: string;
  readonly href: string;
  readonly origin: string;
  readonly pathname: string;
  readonly protocol: string;
  hash: string;
  password: string;
  username: string;
}
