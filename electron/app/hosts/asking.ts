import { proxyPlace } from '../../../shared/proxy.ts';
import type { Asking } from '../../../shared/ipc/identity.ts';
import { originOf } from '../../../shared/links/schemes.ts';
import { asksForSignIn } from '../../../shared/sign-in.ts';
import type { Engine } from '../../engine/index.ts';
import type { SignInStore } from '../../library/index.ts';

export interface AskingOptions {
  readonly engine: Pick<Engine, 'get' | 'record'>;
  readonly signIns: Pick<SignInStore, 'get'>;
  /** The proxy that a download's link is reached by; `null`: none. */
  readonly proxyOf: (link: string, own: string | undefined) => Promise<string | null>;
}

/** Who asks a download for a sign-in; `null`: nobody does. */
export async function whoAsks(id: string, options: AskingOptions): Promise<Omit<Asking, 'keyStore'> | null> {
  const failure = options.engine.get(id)?.failure ?? null;
  const request = options.engine.record(id)?.request;
  const whom = failure && asksForSignIn(failure);
  if (!request || whom === null) return null;
  if (whom === 'server') {
    const url = new URL(request.url);
    const known = request.credentials ?? options.signIns.get(originOf(url));
    return { whom, place: originOf(url), user: known?.user ?? url.username };
  }
  const place = proxyPlace((await options.proxyOf(request.url, request.proxy)) ?? '');
  return place === null ? null : { whom, place, user: options.signIns.get(place)?.user ?? '' };
}
