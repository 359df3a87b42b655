import { join } from 'node:path';
import type { Hook, HookEvent } from '../../../shared/hooks.ts';
import type { Engine } from '../../engine/index.ts';
import { createHooks, type Hooks } from '../../hooks/index.ts';
import { gidOf } from '../../rpc/index.ts';
import { printable } from '../printable.ts';

const FLAGS = {
  start: 'on-download-start',
  finish: 'on-download-complete',
  fail: 'on-download-error',
} as const satisfies Record<HookEvent, string>;

/**
 * aria2's hooks: a program that is given the gid, the number of files and the path that the file will have or has, and here
 * the facts besides.
 */
export function daemonHooks(
  values: ReadonlyMap<string, string>,
  engine: Pick<Engine, 'post'>,
  err: (text: string) => void,
): Hooks {
  const wanted = (Object.entries(FLAGS) as [HookEvent, string][]).flatMap(([event, flag]): Hook[] => {
    const program = values.get(flag) ?? '';
    return program === '' ? [] : [{ on: [event], command: [program] }];
  });
  return createHooks({
    hooks: () => wanted,
    post: engine.post,
    report(text) {
      err(`sluice: ${printable(text)}\n`);
    },
    moreArguments: ({ id, path, directory, fileName }) => [
      gidOf(id),
      ...(path === null ? ['0', ''] : ['1', join(directory, fileName)]),
    ],
  });
}
