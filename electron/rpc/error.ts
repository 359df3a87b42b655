/** What a client is told. Code 1 is aria2's for everything that is not a fault of the message itself. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  constructor(
    message: string,
    readonly code: number = 1,
  ) {
    super(message);
  }
}
