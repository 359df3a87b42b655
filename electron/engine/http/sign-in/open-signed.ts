import { header } from '../../headers/values.ts';
import type { Exchange, ExchangeHandlers } from '../transport.ts';
import { MAX_REQUESTS, type SignIn } from './sign-in.ts';

/** Who asks, and in which fields (RFC 9110 sections 11.6 and 11.7). */
const FIELDS = {
  server: { status: 401, asks: 'www-authenticate', gives: 'authorization' },
  proxy: { status: 407, asks: 'proxy-authenticate', gives: 'proxy-authorization' },
} as const;

export interface SignedRequest {
  readonly signIn: SignIn;
  readonly by: keyof typeof FIELDS;
  /** As on the request line. */
  readonly uri: string;
  /** Sends a GET with this field beside its own. */
  open(field: Readonly<Record<string, string>>, handlers: ExchangeHandlers): Exchange;
}

/** Sends a request with a sign-in, and again as long as the server asks for another form of it; only the last reply is seen. */
export function openSigned({ signIn, by, uri, open }: SignedRequest, handlers: ExchangeHandlers): Exchange {
  const { status, asks, gives } = FIELDS[by];
  let current: Exchange;
  let over = false;
  let paused = false;

  const send = (number: number): Exchange => {
    const given = signIn.give('GET', uri);
    let again = false;
    const exchange = open(
      { [gives]: given.value },
      {
        onHead(head) {
          const refused = head.status === status && number < MAX_REQUESTS;
          again = refused && signIn.refused(given, header(head.headers, asks) ?? '', number > 1);
          if (!again) {
            handlers.onHead(head);
            return;
          }
          exchange.abort();
          if (over) return;
          current = send(number + 1);
          if (paused) current.pause();
        },
        onData(chunk) {
          if (!again) handlers.onData(chunk);
        },
        onEnd() {
          if (!again) handlers.onEnd();
        },
        onError(error) {
          if (!again) handlers.onError(error);
        },
      },
    );
    return exchange;
  };

  current = send(1);
  return {
    get held() {
      return current.held === true;
    },
    pause() {
      paused = true;
      current.pause();
    },
    resume() {
      paused = false;
      current.resume();
    },
    abort() {
      over = true;
      current.abort();
    },
  };
}
