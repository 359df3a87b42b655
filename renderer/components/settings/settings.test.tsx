import { afterEach, expect, it } from 'vitest';
import { FakeFailure } from '../../testing/fakes.ts';
import { press, render, type, type Rendered } from '../../testing/render.tsx';
import { Window } from '../Window.tsx';

let view: Rendered | null = null;
afterEach(() => {
  view?.unmount();
  view = null;
});

async function open(): Promise<Rendered> {
  view = await render(<Window />);
  await view.does(() => view?.get('settings').click());
  return view;
}

it('shows only the settings that are searched for, with what matches marked', async () => {
  const { get, does, all } = await open();
  await does(() => {
    type(get('settings-search'), 'batt');
  });
  expect(all('settings-pauseOnBattery')).toHaveLength(1);
  expect(all('settings-keepAwake')).toHaveLength(0);
  expect(get('settings-sheet').querySelector('mark')?.textContent).toBe('batt');
  await does(() => {
    type(get('settings-search'), 'no such thing');
  });
  expect(get('settings-sheet').querySelectorAll('.setting')).toHaveLength(0);
  expect(get('settings-sheet').textContent).toContain('No setting matches “no such thing”.');
});

it('has its sections by name: one stop of the keyboard, arrows go through them, and a search is over then', async () => {
  const { get, does, all } = await open();
  const links = () => [...get('settings-sheet').querySelectorAll<HTMLElement>('.section-link')];
  expect(links().map((link) => link.textContent)).toContain('Speed and slow mode');
  expect(links().filter((link) => link.tabIndex === 0)).toEqual([get('settings-to-downloads')]);
  await does(() => {
    type(get('settings-search'), 'batt');
  });
  await does(() => get('settings-to-limits').click());
  expect(get('settings-to-limits').getAttribute('aria-current')).toBe('true');
  expect(all('settings-keepAwake')).toHaveLength(1);
  expect(document.activeElement?.id).toBe('settings-limits');
  get('settings-to-limits').focus();
  await does(() => {
    press(get('settings-to-limits'), 'ArrowUp');
  });
  expect(document.activeElement).toBe(get('settings-to-queues'));
  expect(get('settings-to-queues').tabIndex).toBe(0);
});

it('takes a switch, a choice and hours at once', async () => {
  const { get, does, main } = await open();
  const last = () => main.asked.findLast(({ name }) => name === 'settings:update');
  await does(() => get('settings-pauseOnBattery').click());
  expect(last()).toEqual({ name: 'settings:update', request: { pauseOnBattery: true } });
  await does(() => get('settings-quietHours').click());
  const night = { days: [0, 1, 2, 3, 4, 5, 6], start: 1320, end: 420 };
  expect(last()).toEqual({ name: 'settings:update', request: { quietHours: [night] } });
  await does(() => {
    type(get('settings-quietHours-end'), '06:30');
  });
  expect(last()).toEqual({ name: 'settings:update', request: { quietHours: [{ ...night, end: 390 }] } });
});

it('explains a limit that cannot be, and never stores it', async () => {
  const { get, does, main } = await open();
  await does(() => {
    type(get('settings-limitBytesPerSecond'), 'fast');
  });
  expect(get('settings-sheet').textContent).toContain('Give a number above zero.');
  expect(main.asked.some(({ name }) => name === 'settings:update')).toBe(false);
  await does(() => {
    type(get('settings-limitBytesPerSecond'), '2,5');
  });
  expect(main.asked.findLast(({ name }) => name === 'settings:update')).toEqual({
    name: 'settings:update',
    request: { limitBytesPerSecond: 2_500_000 },
  });
});

it('takes a number or none for downloads from one host', async () => {
  const { get, does, main } = await open();
  const kept = () => main.asked.filter(({ name }) => name === 'settings:update').map(({ request }) => request);
  await does(() => {
    type(get('settings-max-per-host'), '2');
  });
  await does(() => {
    type(get('settings-max-per-host'), 'x');
  });
  expect(get('settings-max-per-host').getAttribute('aria-invalid')).toBe('true');
  expect(get('settings-sheet').textContent).toContain('Give a whole number from 1 to 100, or nothing.');
  await does(() => {
    type(get('settings-max-per-host'), '');
  });
  expect(kept()).toEqual([{ maxActivePerHost: 2 }, { maxActivePerHost: null }]);
});

it('lists the queues with their times, and opens their dialogs over itself', async () => {
  const weekdays = [1, 2, 3, 4, 5];
  const queues = [
    { id: 'default', name: '', maxActive: null, schedule: null, started: true, changedAt: 0 },
    {
      ...{ id: 'q', name: 'Nights', maxActive: 2, started: false, changedAt: 0 },
      schedule: [
        { days: weekdays, start: 22 * 60, end: 6 * 60 },
        { days: [6, 0], start: 0, end: 0 },
      ],
    },
  ];
  view = await render(<Window />, [], { 'queues:list': () => queues, 'queues:remove': () => undefined });
  const { get, all, does, main } = view;
  await does(() => get('settings').click());
  expect(get('section-queues').textContent).toContain('MainAlways');
  expect(get('section-queues').textContent).toContain(
    'NightsMon Tue Wed Thu Fri \u206622:00–06:00\u2069 · Sat Sun all day · 2 at the same time · stopped',
  );
  await does(() => {
    type(get('settings-search'), 'nights');
  });
  expect(all('settings-queue').map(({ dataset }) => dataset['id'])).toEqual(['q']);
  await does(() => get('settings-queue-edit').click());
  expect((get('queue-name') as HTMLInputElement).value).toBe('Nights');
  await does(() => get('queue-dialog').dispatchEvent(new Event('cancel', { cancelable: true })));
  expect(all('queue-dialog')).toEqual([]);
  await does(() => get('settings-queue-remove').click());
  await does(() => get('remove-queue-go').click());
  expect(main.asked.some(({ name }) => name === 'queues:remove')).toBe(true);
  // In the settings, since nothing outside of them can be reached.
  expect(get('settings-sheet').contains(get('toast-undo'))).toBe(true);
  expect(get('toast-undo').textContent).toContain('The queue “Nights” was removed.');
  await does(() => get('settings-sheet').dispatchEvent(new Event('cancel', { cancelable: true })));
  expect(all('toast-undo')).toHaveLength(1);
});

it('offers to put a rule for a host back', async () => {
  const rule = {
    ...{ id: 'r', pattern: 'example.org', connections: 4, limitBytesPerSecond: null, userAgent: '', referrer: '' },
    ...{ proxy: '', directory: '', headers: {} },
  };
  view = await render(<Window />, [], {
    'host-rules:list': () => [rule],
    'host-rules:remove': () => undefined,
    'host-rules:put-back': () => undefined,
  });
  const { get, does, main } = view;
  await does(() => get('settings').click());
  await does(() => get('host-rule-remove').click());
  expect(get('toast-undo').textContent).toContain('The rule for example.org was removed.');
  await does(() => get('undo').click());
  expect(main.asked.at(-1)).toEqual({ name: 'host-rules:put-back', request: { id: 'r' } });
});

it('keeps a text when it is left, not while it is typed; also when Escape takes the sheet away', async () => {
  const { get, does, all, main } = await open();
  const kept = () => main.asked.filter(({ name }) => name === 'settings:update').map(({ request }) => request);
  const field = get('settings-proxyBypass');
  await does(() => {
    field.focus();
    type(field, '*');
  });
  expect(kept()).toEqual([]);
  await does(() => {
    type(field, '*.example.org');
    press(field, 'Enter');
  });
  expect(kept()).toEqual([{ proxyBypass: '*.example.org' }]);
  await does(() => {
    get('settings-dnsOverHttps').focus();
    type(get('settings-dnsOverHttps'), 'http://dns.example');
  });
  expect(get('settings-sheet').textContent).toContain('Give an address that begins with https://, or none.');
  await does(() => {
    type(get('settings-dnsOverHttps'), 'https://dns.example/dns-query');
  });
  await does(() => get('settings-sheet').dispatchEvent(new Event('cancel', { cancelable: true })));
  expect(all('settings-sheet')).toEqual([]);
  expect(kept().at(-1)).toEqual({ dnsOverHttps: 'https://dns.example/dns-query' });
});

it('offers to add no hook, and keeps none, before it knows those there are', async () => {
  view = await render(<Window />, [], {
    'hooks:get': () => {
      throw new FakeFailure('disk-failed');
    },
  });
  await view.does(() => view?.get('settings').click());
  expect(view.get('hook-add')).toHaveProperty('disabled', true);
});

it('lists the keys by F1, and shows the log', async () => {
  view = await render(<Window />, [], { 'log:read': () => [{ at: 0, text: 'a.iso: finished' }] });
  const { get, does, app } = view;
  await does(() => {
    press(document.body, 'F1');
  });
  expect(get('help-sheet').textContent).toContain('Add downloads');
  expect([...get('help-sheet').querySelectorAll('kbd')].map((key) => key.textContent)).toContain('F1');
  await view.emit('page:run', { command: 'log' });
  expect(get('log-sheet').textContent).toContain('a.iso: finished');
  expect(app.ui.store.getState().sheet).toEqual({ kind: 'log' });
});

it('shows the licences from the settings: searched by name, kind and version, the text of one that is opened', async () => {
  const part = (name: string, licence: string) => ({ name, version: '1.2.3', licence, text: `Text of ${name}` });
  view = await render(<Window />, [], {
    'licences:list': () => ({
      parts: [part('Sluice', 'MIT'), part('libsql', 'MIT'), part('inter', 'OFL-1.1')],
      hasChromium: true,
    }),
    'licences:open-chromium': () => undefined,
  });
  const { get, all, does, main } = view;
  await does(() => get('settings').click());
  await does(() => get('settings-licences').click());
  expect(all('settings-sheet')).toEqual([]);
  const names = () => all('licence').map(({ dataset }) => dataset['name']);
  expect(names()).toEqual(['Sluice', 'libsql', 'inter']);
  expect(get('licences-sheet').textContent).toContain('3 parts');
  await does(() => {
    type(get('licences-search'), ' OFL');
  });
  expect(names()).toEqual(['inter']);
  expect(get('licences').textContent).not.toContain('Text of');
  await does(() => {
    (get('licence') as HTMLDetailsElement).open = true;
    get('licence').dispatchEvent(new Event('toggle'));
  });
  expect(get('licences').textContent).toContain('Text of inter');
  await does(() => {
    type(get('licences-search'), 'gpl');
  });
  expect(get('licences').textContent).toBe('No part matches “gpl”.');
  await does(() => get('licences-chromium').click());
  expect(main.asked.at(-1)).toEqual({ name: 'licences:open-chromium', request: undefined });
});

it('says what is wrong where there are no licences to show', async () => {
  view = await render(<Window />);
  await view.emit('page:run', { command: 'licences' });
  expect(view.get('licences').textContent).toContain('A build collects the licences of its parts.');
  view.unmount();
  const broken = (): never => {
    throw new FakeFailure('internal');
  };
  view = await render(<Window />, [], { 'licences:list': broken });
  await view.emit('page:run', { command: 'licences' });
  expect(view.get('licences').textContent).toContain('The licences could not be read.');
});

it('counts down before the machine is put to rest, and calls it off', async () => {
  view = await render(<Window />, [], { 'desktop:call-off': () => undefined });
  const state = { whenDone: 'shut-down', holding: null, online: true, tellsMetered: true };
  await view.emit('desktop:changed', { ...state, countdown: { action: 'shut-down', endsAt: Date.now() + 60_000 } });
  expect(view.get('countdown').textContent).toContain('The computer is about to shut down.');
  await view.does(() => view?.get('countdown-stop').click());
  expect(view.main.asked.at(-1)?.name).toBe('desktop:call-off');
  await view.emit('desktop:changed', { ...state, countdown: null });
  expect(view.all('countdown')).toEqual([]);
});
