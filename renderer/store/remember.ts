import type { SettingsPatch } from '../../shared/settings.ts';
import type { QueuesHolder } from './queues.ts';
import type { SettingsHolder } from './settings.ts';
import type { Ui } from './ui.ts';
import type { ViewStore } from './view.ts';

interface Parts {
  readonly view: ViewStore;
  readonly ui: Pick<Ui, 'store'>;
  readonly settings: SettingsHolder;
  readonly queues: Pick<QueuesHolder, 'store'>;
}

/**
 * Takes up what was looked at when the window was last used, and keeps it for the next time. What is searched for is
 * not kept: one would wonder where the downloads went.
 */
export function rememberView({ view, ui, settings, queues }: Parts): () => void {
  let taken = false;

  function takeUp(): void {
    const { known, settings: stored } = settings.store.getState();
    if (taken || !known) return;
    const { filter, group, sort, detailShown } = stored;
    view.setState({ filter, group, sort });
    ui.store.setState({ details: detailShown });
    taken = true;
    leaveGone();
  }
  function leaveGone(): void {
    const { group } = view.getState();
    const { categories } = settings.store.getState().settings;
    const known = group?.kind === 'category' ? categories : queues.store.getState().queues;
    // No queue at all: they have not been told yet.
    if (group === null || known.length === 0 || known.some(({ id }) => id === group.id)) return;
    view.setState({ group: null });
  }
  /** It is shown anyway: that it may be forgotten is nothing to complain of. */
  function keep(patch: SettingsPatch): void {
    if (taken) settings.update(patch).catch(() => undefined);
  }

  const stops = [
    settings.store.subscribe(takeUp),
    queues.store.subscribe(leaveGone),
    view.subscribe(({ filter, group, sort }, before) => {
      if (filter !== before.filter || group !== before.group || sort !== before.sort) keep({ filter, group, sort });
    }),
    ui.store.subscribe(({ details }, before) => {
      if (details !== before.details) keep({ detailShown: details });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
