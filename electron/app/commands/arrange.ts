import type { Engine } from '../../engine/index.ts';
import type { CommandHandlers } from '../../ipc/dispatcher.ts';

type Arranging =
  | 'downloads:move'
  | 'downloads:set-priority'
  | 'downloads:set-queue'
  | 'downloads:set-category'
  | 'downloads:set-limit'
  | `queues:${'list' | 'create' | 'update' | 'remove' | 'start' | 'stop'}`;

/** Commands that say in which order, when and how fast, and touch no bytes. */
export function createArrangeCommands(engine: Engine): Pick<CommandHandlers, Arranging> {
  const { queues } = engine;
  return {
    'downloads:move': ({ ids, place }) => done(engine.move(ids, place)),
    'downloads:set-priority': ({ ids, priority }) => done(engine.setPriority(ids, priority)),
    'downloads:set-queue': ({ ids, queueId }) => done(engine.setQueue(ids, queueId)),
    'downloads:set-category': ({ ids, categoryId }) => done(engine.setCategory(ids, categoryId)),
    'downloads:set-limit': ({ ids, bytesPerSecond }) => done(engine.setLimit(ids, bytesPerSecond)),
    'queues:list': () => [...queues.list()],
    'queues:create': (request) => queues.create(request),
    'queues:update': ({ id, patch }) => done(queues.update(id, patch)),
    'queues:remove': ({ id }) => done(queues.remove(id)),
    'queues:start': ({ id }) => done(queues.start(id)),
    'queues:stop': ({ id }) => queues.stop(id).then(done),
  };
}

const done = (result: unknown): undefined => void result;
