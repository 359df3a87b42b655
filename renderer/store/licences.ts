import { asSluiceError } from '../../shared/failures.ts';
import type { Licences } from '../../shared/ipc/licences.ts';
import type { Bridge } from '../bridge.ts';
import type { Ui } from './ui.ts';

/** The licences of all that the program is made of. */
export const createLicences = (bridge: Bridge, ui: Ui) => ({
  /** `null` when they could not be read. */
  read: (): Promise<Licences | null> => bridge.command('licences:list').catch(() => null),
  openChromium: (): Promise<void> =>
    bridge.command('licences:open-chromium').catch((thrown: unknown) => {
      ui.toast(asSluiceError(thrown).toFailure());
    }),
});

export type LicencesSide = ReturnType<typeof createLicences>;
