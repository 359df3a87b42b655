import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from './test.ts';

export interface Weston {
  /** For the programs that are to show themselves on it. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A Wayland compositor of its own that draws into memory: 1600 × 1000 pixels. */
export async function startWeston(): Promise<Weston> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-weston-'));
  const socket = 'wayland-sluice';
  const args = [
    '--backend=headless-backend.so',
    `--socket=${socket}`,
    '--width=1600',
    '--height=1000',
    '--idle-time=0',
  ];
  const child = spawn('weston', args, { env: { ...process.env, XDG_RUNTIME_DIR: folder }, stdio: 'ignore' });
  const ended = once(child, 'exit');
  await expect.poll(() => existsSync(join(folder, socket))).toBe(true);
  return {
    env: { XDG_RUNTIME_DIR: folder, WAYLAND_DISPLAY: socket, XDG_SESSION_TYPE: 'wayland', DISPLAY: '' },
    async close() {
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
