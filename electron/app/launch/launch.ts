import { isAbsolute } from 'node:path';
import type { LinksFound } from '../../../shared/ipc/add.ts';
import { EXIT_CODES, type FailureCode } from '../../../shared/failures.ts';
import { failureText } from '../../cli/failure-text.ts';
import { processOutput } from '../../cli/process-output.ts';
import type { Engine } from '../../engine/index.ts';
import type { Clock } from '../clock.ts';
import { addAll } from '../commands/add.ts';
import type { Core } from '../core.ts';
import { logProblem } from '../log.ts';
import { linkFileType } from '../links/link-files.ts';
import { linksFromPaths } from '../links/read-files.ts';
import { isAppLink, readAppLink } from './app-link.ts';
import type { Launch } from './launch-schema.ts';
import { RunToEnd } from './run-to-end.ts';
import { createTerminal } from './terminal.ts';
import { findUnfinished } from './unfinished.ts';

export interface LaunchOptions {
  readonly core: Core;
  readonly clock: Clock;
  /** @param raises brings the window up with it */
  readonly openAdd: (text: string, found?: LinksFound, raises?: boolean) => void;
  readonly quit: (exitCode: number) => void;
}

/** What a start was given, apart: links of the app's own scheme, files of links, and plain links. */
function sortGiven(given: readonly string[]): { appLinks: string[]; paths: string[]; urls: string[] } {
  const appLinks = given.filter(isAppLink);
  const paths = given.filter((text) => isAbsolute(text) && linkFileType(text) !== null);
  return { appLinks, paths, urls: given.filter((text) => !appLinks.includes(text) && !paths.includes(text)) };
}

/** Any page can make an app link, and a file may come from anywhere: both only open the add sheet. */
export function offer(
  { openAdd }: Pick<LaunchOptions, 'openAdd'>,
  appLinks: readonly string[],
  paths: readonly string[],
  raises: boolean,
): void {
  const links = appLinks.flatMap(readAppLink);
  if (links.length > 0) openAdd(links.join('\n'), undefined, raises);
  if (paths.length > 0) void linksFromPaths(paths).then((found) => openAdd('', found, raises));
}

/**
 * Starts the links of a command line. One whose download was begun earlier and not finished goes on: typing the
 * command again is how an interrupted one is meant to be resumed.
 */
function startLinks(options: LaunchOptions, launch: Launch): { asked: string[]; rejected: FailureCode[] } {
  const { core, openAdd } = options;
  const { engine } = core;
  const { appLinks, paths, urls } = sortGiven(launch.urls);
  offer(options, appLinks, paths, !launch.hidden);
  const defaults = core.addDefaults();
  const directory = launch.directory ?? defaults.directory;
  const { known, fresh } = findUnfinished(engine.list(), urls, directory);
  const { added, rejected } = addAll(engine, { urls: fresh, directory, start: true }, defaults);
  core.actions.resume(known);
  for (const { url, failure } of rejected) process.stderr.write(failureText(failure, url));
  // A person without a terminal sees the links again where they can be mended.
  const hasTerminal = launch.printProgress || launch.exitWhenDone;
  if (rejected.length > 0 && !hasTerminal) {
    openAdd(rejected.map(({ url }) => url).join('\n'), undefined, !launch.hidden);
  }
  return { asked: [...known, ...added], rejected: rejected.map(({ failure }) => failure.code) };
}

/**
 * Does what the command line of this start asks for.
 * @returns the exit code, should the user end the program now
 */
export function beginLaunch(options: LaunchOptions, launch: Launch): () => number {
  const { core, clock, quit } = options;
  if (launch.printProgress) printProgress(core.engine, clock);
  act(options, launch);
  const { asked, rejected } = startLinks(options, launch);
  if (!launch.exitWhenDone) return () => EXIT_CODES.done;
  const warn = (text: string): void => void process.stderr.write(text);
  const run = new RunToEnd({ engine: core.engine, clock, asked, rejected, warn, quit });
  core.engine.subscribe((event) => run.note(event));
  core.engine.queues.subscribe(() => run.look());
  return () => run.exitCode();
}

/** What the desktop entry's actions ask for, before any links of the same start. */
function act({ core, openAdd }: LaunchOptions, { actions, hidden }: Launch): void {
  for (const action of actions) {
    if (action === 'add') openAdd('', undefined, !hidden);
    else if (action === 'resume-all') core.actions.resumeAll();
    else void core.actions.pauseAll().catch((error: unknown) => logProblem('pause all', error));
  }
}

/** Does what a second start hands over: its links and actions; the rest concerns that start's own process. */
export function takeOver(options: LaunchOptions, launch: Launch): void {
  act(options, launch);
  startLinks(options, { ...launch, printProgress: false, exitWhenDone: false });
}

function printProgress(engine: Engine, clock: Clock): void {
  const out = processOutput(process.stdout);
  const err = processOutput(process.stderr);
  engine.subscribe(createTerminal({ engine, clock, wallNow: Date.now, out: out.write, err: err.write }));
}
