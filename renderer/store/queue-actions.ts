import { asSluiceError } from '../../shared/failures.ts';
import type { Queue, QueuePatch } from '../../shared/queue.ts';
import type { Bridge } from '../bridge.ts';
import type { Feed } from './feed.ts';
import type { Ui } from './ui.ts';

/** What can be done with queues. Where a sheet shows what went wrong it is thrown, else a toast says so. */
export function createQueueActions(bridge: Bridge, feed: Feed, ui: Ui) {
  const complain = (thrown: unknown): void => {
    ui.toast(asSluiceError(thrown).toFailure());
  };
  /** Makes the queue again, as it was, with those of its downloads that are still on the list. */
  async function putBack({ name, maxActive, schedule, started }: Queue, ids: readonly string[]): Promise<void> {
    const id = await bridge.command('queues:create', { name, maxActive, schedule });
    // Before it has any: else what waited in it would begin.
    await bridge.command(started ? 'queues:start' : 'queues:stop', { id });
    await bridge.command('downloads:set-queue', { ids: [...ids], queueId: id });
  }
  return {
    start: (id: string): Promise<void> => bridge.command('queues:start', { id }).catch(complain),
    stop: (id: string): Promise<void> => bridge.command('queues:stop', { id }).catch(complain),
    /** @throws {SluiceError} */
    create: (request: QueuePatch & { name: string }): Promise<string> => bridge.command('queues:create', request),
    /** @throws {SluiceError} */
    update: (id: string, patch: QueuePatch): Promise<void> => bridge.command('queues:update', { id, patch }),
    async remove(queue: Queue): Promise<void> {
      const { id, name } = queue;
      const ids = feed.store
        .getState()
        .downloads.filter(({ queueId }) => queueId === id)
        .map((row) => row.id);
      try {
        await bridge.command('queues:remove', { id });
        ui.offerUndo({ kind: 'queue', name }, () => void putBack(queue, ids).catch(complain));
      } catch (thrown) {
        complain(thrown);
      }
    },
    /** Whether they are in it now. */
    assign: (ids: readonly string[], queueId: string): Promise<boolean> =>
      bridge.command('downloads:set-queue', { ids: [...ids], queueId }).then(
        () => true,
        (thrown: unknown) => {
          complain(thrown);
          return false;
        },
      ),
  };
}
