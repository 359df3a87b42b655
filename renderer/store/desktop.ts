import type { DesktopState, LogEntry, PageCommand } from '../../shared/ipc/desktop.ts';
import type { WhenDone } from '../../shared/settings.ts';
import type { Bridge } from '../bridge.ts';
import type { SelectionStore } from './selection.ts';
import type { Ui } from './ui.ts';
import type { ViewStore } from './view.ts';

interface Parts {
  readonly bridge: Bridge;
  readonly ui: Ui;
  readonly view: ViewStore;
  readonly selection: SelectionStore;
}

/** What menus, tray and the system ask of the window, and what the window tells of them. */
export function createDesktop({ bridge, ui, view, selection }: Parts) {
  const take = (desktop: DesktopState): void => {
    ui.store.setState({ desktop });
  };
  /** Whether it was done: with a sheet open, only another sheet can take its place. */
  function run(command: PageCommand | 'add'): void {
    if (command === 'add') ui.openAdd();
    else if (command === 'find') ui.store.setState({ findAsked: ui.store.getState().findAsked + 1 });
    else if (command === 'details') {
      const { details } = ui.store.getState();
      ui.store.setState({ details: !details, detailsOver: !details });
    } else ui.store.setState({ sheet: { kind: command } });
  }
  return {
    run,
    chooseWhenDone: (action: WhenDone): Promise<void> =>
      bridge.command('desktop:when-done', { action }).catch(() => undefined),
    /** What waits for mains or another network goes on. */
    goOn: (): Promise<void> => bridge.command('desktop:go-on').catch(() => undefined),
    callOff: (): Promise<void> => bridge.command('desktop:call-off').catch(() => undefined),
    /** Oldest first; `null` when it cannot be read. */
    readLog: (): Promise<readonly LogEntry[] | null> => bridge.command('log:read').catch(() => null),
    start(): () => void {
      const stops = [
        bridge.on('desktop:changed', take),
        bridge.on('page:run', ({ command }) => {
          run(command);
        }),
        bridge.on('download:reveal', ({ id }) => {
          view.setState({ filter: 'all', group: null, query: '' });
          selection.setState({ selected: new Set([id]), cursor: id, anchor: id });
        }),
      ];
      bridge.command('desktop:state').then(take, () => undefined);
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

export type DesktopSide = ReturnType<typeof createDesktop>;
