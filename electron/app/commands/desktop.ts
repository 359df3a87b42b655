import type { CommandHandlers } from '../../ipc/dispatcher.ts';
import type { Journal } from '../journal/journal.ts';
import type { Power } from '../power/power.ts';

export interface DesktopCommandOptions {
  readonly power: Power;
  readonly journal: Journal;
}

type Names = 'desktop:state' | 'desktop:when-done' | 'desktop:call-off' | 'desktop:go-on' | 'log:read';

/** What comes at the end of all work, and what has happened so far. */
export function createDesktopCommands({ power, journal }: DesktopCommandOptions): Pick<CommandHandlers, Names> {
  return {
    'desktop:state': () => power.state(),
    'desktop:when-done'({ action }) {
      power.chooseWhenDone(action);
      return undefined;
    },
    'desktop:call-off'() {
      power.callOff();
      return undefined;
    },
    'desktop:go-on'() {
      power.goOn();
      return undefined;
    },
    'log:read': () => [...journal.read()],
  };
}
