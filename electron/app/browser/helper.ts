import { spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { STARTING_REQUESTS } from '../../../shared/browser.ts';
import { FrameReader } from './frames.ts';

export interface HelperOptions {
  readonly socketPath: string;
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  /** Starts the app, apart from this process. */
  readonly startApp: () => void;
}

const START_TIMEOUT_MS = 30_000;
const RETRY_MS = 150;

/**
 * What the browser starts: passes bytes on between it and the app, and starts the app for a request that is worth it.
 * Resolves when either side has ended. Nothing is answered when the app cannot be reached: the browser tells the
 * extension that the helper is gone, and the download stays where it is.
 */
export async function runHelper({ socketPath, stdin, stdout, startApp }: HelperOptions): Promise<void> {
  const first = await firstRequest(stdin);
  if (first === null) return;
  const socket = await reach(socketPath, STARTING_REQUESTS.includes(first.type) ? startApp : null);
  if (socket === null) return;
  for (const chunk of first.chunks) socket.write(chunk);
  stdin.on('data', (chunk: Buffer) => socket.write(chunk));
  stdin.on('end', () => socket.end());
  socket.on('data', (chunk) => stdout.write(chunk));
  stdin.resume();
  await new Promise<void>((resolve) => {
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve());
  });
}

/** Reads until the first request is whole; `null`: there was none. */
function firstRequest(stdin: NodeJS.ReadableStream): Promise<{ chunks: Buffer[]; type: string } | null> {
  return new Promise((resolve) => {
    const reader = new FrameReader();
    const chunks: Buffer[] = [];
    const end = (result: { chunks: Buffer[]; type: string } | null): void => {
      stdin.off('data', look);
      stdin.off('end', none);
      stdin.pause();
      resolve(result);
    };
    const none = (): void => end(null);
    const look = (chunk: Buffer): void => {
      chunks.push(chunk);
      try {
        const [request] = reader.push(chunk);
        if (request !== undefined) end({ chunks, type: String((request as { type?: unknown } | null)?.type) });
      } catch {
        end(null);
      }
    };
    stdin.on('data', look);
    stdin.on('end', none);
  });
}

async function reach(path: string, startApp: (() => void) | null): Promise<Socket | null> {
  const first = await tryConnect(path);
  if (first !== null || startApp === null) return first;
  startApp();
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    const socket = await tryConnect(path);
    if (socket !== null) return socket;
  }
  return null;
}

function tryConnect(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

/** @param args before the app's own; the app outlives this process and the browser */
export function startApart(executable: string, args: readonly string[]): void {
  spawn(executable, [...args], { detached: true, stdio: 'ignore' }).unref();
}
