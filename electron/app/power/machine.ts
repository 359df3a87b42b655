import { execFile } from 'node:child_process';

/** Puts the machine to rest. The commands need no rights beyond those of a user who sits before it. */
export interface Machine {
  sleep(): Promise<void>;
  shutDown(): Promise<void>;
}

export type Run = (program: string, args: readonly string[]) => Promise<string>;

type Command = readonly [program: string, ...args: string[]];
const COMMANDS: Readonly<Record<string, { readonly sleep: Command; readonly shutDown: Command }>> = {
  // logind asks polkit, which allows it to the user of the active seat.
  linux: { sleep: ['systemctl', 'suspend'], shutDown: ['systemctl', 'poweroff'] },
  darwin: {
    sleep: ['pmset', 'sleepnow'],
    // By Apple event, as from the menu: programs may still ask to save.
    shutDown: ['osascript', '-e', 'tell application "System Events" to shut down'],
  },
  win32: {
    sleep: [
      'powershell.exe',
      '-NoProfile',
      '-Command',
      "Add-Type -AssemblyName System.Windows.Forms; [System.Windows.Forms.Application]::SetSuspendState('Suspend', $false, $false)",
    ],
    shutDown: ['shutdown.exe', '/s', '/t', '0'],
  },
};

export const runProgram: Run = (program, args) =>
  new Promise((resolve, reject) => {
    execFile(program, [...args], { timeout: 15_000, windowsHide: true }, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
  });

/** Rejects when the platform has no such command or refuses it. */
export function createMachine(platform: NodeJS.Platform, run: Run = runProgram): Machine {
  async function perform(what: 'sleep' | 'shutDown'): Promise<void> {
    const command = COMMANDS[platform]?.[what];
    if (!command) throw new Error(`There is no command for this on ${platform}.`);
    const [program, ...args] = command;
    await run(program, args);
  }
  return { sleep: () => perform('sleep'), shutDown: () => perform('shutDown') };
}
