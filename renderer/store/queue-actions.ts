import { asSluiceError } from '../../shared/failures.ts';
import type { QueuePatch } from '../../shared/queue.ts';
import type { Bridge } from '../bridge.ts';
import type { Ui } from './ui.ts';

/** What can be done with queues. Where a sheet shows what went wrong it is thrown, else a toast says so. */
export function createQueueActions(bridge: Bridge, ui: Ui) {
  const complain = (thrown: unknown): void => {
    ui.toast(asSluiceError(thrown).toFailure());
  };
  return {
    start: (id: string): Promise<void> => bridge.command('queues:start', { id }).catch(complain),
    stop: (id: string): Promise<void> => bridge.command('queues:stop', { id }).catch(complain),
    /** @throws {SluiceError} */
    create: (request: QueuePatch & { name: string }): Promise<string> => bridge.command('queues:create', request),
    /** @throws {SluiceError} */
    update: (id: string, patch: QueuePatch): Promise<void> => bridge.command('queues:update', { id, patch }),
    remove: (id: string): Promise<void> => bridge.command('queues:remove', { id }).catch(complain),
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
