import type { Client } from 'undici';
import symbols from 'undici/lib/core/symbols.js';
import { skipParsing } from './body-shortcut.ts';
import type { Parser } from './undici-parser.ts';

const { kParser, kSocket } = symbols;
const NOTHING = Buffer.alloc(0);
const guarded = new WeakSet<object>();
/** What broke a parser's connection. */
const broken = new WeakMap<Parser, Error>();

/**
 * undici 7 asserts that nobody has paused the parser when the other side closes the connection, in a listener of the
 * socket: a stream without a length that ends while a limit or a slow disk holds it back would end the whole process.
 * Everything that came is parsed by then (else the socket would not say that it has ended), so the end is let through.
 *
 * It also takes a reset for the end of such a stream, which makes a file of the half that came: here it is a failure.
 *
 * A pause at the last bytes that came leaves llhttp within the body: when it goes on it tells of nothing more, which must not
 * be taken for bytes whose receiver pauses again, or the end is never reached.
 *
 * And most of a body with a length goes past it ({@link skipParsing}).
 */
export function guardParser<Guarded extends Client>(client: Guarded): Guarded {
  client.on('connect', () => {
    const parser = (client as unknown as Record<symbol, Record<symbol, Parser | undefined> | undefined>)[kSocket]?.[
      kParser
    ];
    if (!parser) return;
    parser.socket.prependListener('error', (error) => {
      broken.set(parser, error);
    });
    doubtEnd(parser);
    const prototype = Object.getPrototypeOf(parser) as Parser;
    if (guarded.has(prototype)) return;
    guarded.add(prototype);
    const { finish, execute, onBody } = prototype;
    prototype.onBody = function (this: Parser, chunk: Buffer) {
      return chunk.length === 0 ? 0 : onBody.call(this, chunk);
    };
    prototype.execute = function (this: Parser, chunk: Buffer) {
      if (!skipParsing(this, chunk)) execute.call(this, chunk);
      else if (this.onBody(chunk) > 0) this.paused = true;
    };
    prototype.finish = function (this: Parser) {
      const reset = broken.get(this);
      if (reset) return reset;
      while (this.paused) {
        this.llhttp.llhttp_resume(this.ptr);
        this.paused = false;
        // A pause at the end of the head has left the parser in front of the body, however empty that is.
        this.execute(NOTHING);
      }
      return finish.call(this);
    };
  });
  return client;
}

/**
 * libuv tells a reset that comes together with the last bytes as an end. Only an empty write still shows the difference:
 * it fails after a reset. To be asked before the end of a body that nothing else delimits; the others tell by themselves.
 */
function doubtEnd(parser: Parser): void {
  const { socket } = parser;
  const push = socket.push.bind(socket);
  socket.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    if (chunk !== null) return push(chunk, encoding);
    // The parser sees what came before the end, unless it is paused.
    socket.emit('readable');
    const undelimited = parser.statusCode !== 0 && parser.contentLength === '' && !parser.shouldKeepAlive;
    if (!undelimited || !socket.writable) return push(null);
    socket.write(NOTHING, (error) => {
      if (error) return;
      push(null);
      socket.read(0);
    });
    return false;
  };
}
