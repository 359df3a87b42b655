import type { Exported, Imported } from '../../shared/ipc/data.ts';
import type { Bridge } from '../bridge.ts';

/** Export and import; `null`: the dialog was dismissed. Both throw {@link SluiceError} for the settings to show. */
export interface DataSide {
  write(): Promise<Exported | null>;
  read(): Promise<Imported | null>;
}

export const createData = (bridge: Bridge): DataSide => ({
  write: () => bridge.command('data:export'),
  read: () => bridge.command('data:import'),
});
