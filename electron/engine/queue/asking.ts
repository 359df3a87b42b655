import { postJson } from '../http/post.ts';
import { probeWith } from '../task/probe-url.ts';
import type { TaskDeps } from '../task/task-deps.ts';
import type { Engine } from '../types.ts';

type Asked = Given<'probe'>[0];
type Given<Name extends 'probe' | 'post'> = Parameters<Engine[Name]>;

/** What the engine asks of servers beside its downloads, by the same proxies and terms. */
export const probe = ({ terms, ports }: TaskDeps, [request, signal]: Given<'probe'>): ReturnType<Engine['probe']> =>
  probeWith(terms.complete(request), ports, signal);

export const post = ({ terms, ports }: TaskDeps, [url, body, signal]: Given<'post'>): ReturnType<Engine['post']> =>
  postJson(ports.transport({ proxy: terms.complete<Asked>({ url }).proxy }), new URL(url), body, signal);
