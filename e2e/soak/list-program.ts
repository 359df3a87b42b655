/**
 * Started by the soak, which kills it: the app without its window. Adds, pauses, resumes and cancels as its seed says, and
 * says on stdout what it did once that is on record, one JSON object a line.
 * Arguments: folder, origin of the server, seed, number of the next file, `play` or `finish`.
 */
import { writeSync } from 'node:fs';
import { randomFrom } from '../../electron/cli/testing/kill-runs.ts';
import { systemClock } from '../../electron/app/clock.ts';
import { createCore } from '../../electron/app/core.ts';
import { isActive } from '../../shared/status.ts';
import type { Said } from './list-files.ts';
import { listFile } from './list-files.ts';

const MAX_UNFINISHED = 10;
const TURN_MS = 15;

const [folder = '', origin = '', seed = '1', next = '0', mode = 'play'] = process.argv.slice(2);
const random = randomFrom(Number(seed));
const core = createCore({
  userData: folder,
  downloads: folder,
  secretBox: { seal: () => null, open: () => null },
  clock: systemClock,
  trash: () => Promise.resolve(),
  onProblem: (what, error) => {
    say({ kind: 'problem', detail: `${what}: ${String(error)}` });
  },
});
const { engine, keeper } = core;

/** Synchronous: what was said before the kill is in the pipe. */
function say(said: Said): void {
  writeSync(1, `${JSON.stringify(said)}\n`);
}

function sayList(): void {
  const entries = engine.list().map(({ id, status, url, fileName }) => ({ id, status, url, fileName }));
  say({ kind: 'list', entries });
}

const tell = (id: string): void => {
  // As the window's feed does: what is shown is on record.
  keeper.flush();
  const snapshot = engine.get(id);
  if (snapshot) say({ kind: 'state', id, status: snapshot.status });
};

engine.subscribe((event) => {
  if (event.type === 'changed' && event.to !== event.from) tell(event.id);
});
core.restore();
keeper.flush();
sayList();

let file = Number(next);

function add(): void {
  const number = file;
  file += 1;
  say({ kind: 'adding', number });
  const id = engine.add({ url: origin + listFile(number).path, directory: folder });
  keeper.flush();
  say({ kind: 'added', id, number });
}

async function turn(): Promise<void> {
  const list = engine.list().filter(({ status }) => status !== 'finished');
  const pick = list[Math.floor(random() * list.length)];
  const what = random();
  if (!pick || (what < 0.4 && list.length < MAX_UNFINISHED)) {
    add();
    return;
  }
  const { id } = pick;
  if (what < 0.6) {
    await engine.pause(id);
    tell(id);
  } else if (what < 0.9) {
    say({ kind: 'resuming', id });
    engine.resume(id);
  } else {
    say({ kind: 'cancelling', id });
    await engine.cancel(id, { keepPart: false });
    keeper.flush();
    say({ kind: 'cancelled', id });
  }
}

async function finish(): Promise<void> {
  engine.configure({ maxActiveDownloads: 5 });
  for (const { id } of engine.list()) engine.resume(id);
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (engine.list().every(({ status }) => !isActive(status))) resolve();
    };
    engine.subscribe(look);
    look();
  });
  await engine.shutdown();
  keeper.flush();
  sayList();
  core.release();
}

if (mode === 'finish') await finish();
else {
  for (;;) {
    await turn();
    await new Promise((resolve) => setTimeout(resolve, TURN_MS));
  }
}
