declare module 'aria2' {
  /** The client has no types of its own; these are the parts that tests use. */
  export default class Aria2 {
    constructor(options: Readonly<Record<string, unknown>>);
    open(): Promise<unknown>;
    close(): Promise<unknown>;
    call(method: string, ...params: unknown[]): Promise<unknown>;
    multicall(calls: readonly unknown[][]): Promise<unknown>;
    on(event: string, listener: (params: never) => void): void;
  }
}
