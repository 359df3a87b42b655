import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface TrayEntry {
  readonly label: string;
  readonly enabled: boolean;
}

export interface TrayFacts {
  readonly tooltip: string;
  /** Width and height of each icon that was sent. */
  readonly pixels: readonly (readonly [number, number])[];
  readonly entries: readonly TrayEntry[];
}

/** A desktop's tray and notifications, without a desktop: a session bus of its own with their services on it. */
export interface FakeTray {
  /** `DBUS_SESSION_BUS_ADDRESS` for the app. */
  readonly busAddress: string;
  isPresent(): Promise<boolean>;
  read(): Promise<TrayFacts>;
  /** A click on the icon. */
  activate(): Promise<void>;
  /** A click on the menu entry with this label. */
  click(label: string): Promise<void>;
  /** Title and body of each notification shown so far. */
  notifications(): Promise<readonly (readonly [string, string])[]>;
  close(): Promise<void>;
}

async function end(child: ChildProcessWithoutNullStreams, how: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  how();
  await ended;
}

export async function startFakeTray(): Promise<FakeTray> {
  const bus = spawn('/usr/bin/dbus-daemon', ['--session', '--nofork', '--print-address=1']);
  const [address] = (await once(createInterface(bus.stdout), 'line')) as [string];
  // Debian's own Python: its D-Bus module is not on that of a version manager.
  const watcher = spawn('/usr/bin/python3', [join(import.meta.dirname, 'status_notifier.py')], {
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: address },
  });
  let problems = '';
  watcher.stderr.on('data', (text) => (problems += String(text)));

  const waiting: ((line: string) => void)[] = [];
  createInterface(watcher.stdout).on('line', (line) => waiting.shift()?.(line));
  const reply = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error(`The tray for tests ended: ${problems}`));
      watcher.once('exit', gone);
      waiting.push((line) => {
        watcher.off('exit', gone);
        const { ok, error } = JSON.parse(line) as { ok?: unknown; error?: string };
        if (error === undefined) resolve(ok);
        else reject(new Error(error));
      });
    });
  const ask = (request: object): Promise<unknown> => {
    const answer = reply();
    watcher.stdin.write(`${JSON.stringify(request)}\n`);
    return answer;
  };
  await reply();

  return {
    busAddress: address,
    isPresent: async () => ((await ask({ op: 'items' })) as { present: boolean }).present,
    read: async () => (await ask({ op: 'read' })) as TrayFacts,
    activate: async () => void (await ask({ op: 'activate' })),
    click: async (label) => void (await ask({ op: 'click', label })),
    notifications: async () => (await ask({ op: 'notifications' })) as [string, string][],
    async close() {
      await end(watcher, () => watcher.stdin.end());
      await end(bus, () => bus.kill());
    },
  };
}
