import type { UpdateState } from '../../../shared/ipc/update.ts';
import type { SettingsStore } from '../../library/index.ts';
import type { Clock } from '../clock.ts';
import type { UpdateSource } from './source.ts';
import { UpdateError, type Updater } from './updater.ts';

/** After the start: the first seconds belong to the list. */
export const FIRST_LOOK_MS = 30_000;
export const LOOK_AGAIN_MS = 24 * 60 * 60 * 1000;

export interface UpdatesOptions {
  /** `null`: nobody is ever asked. */
  readonly source: Pick<UpdateSource, 'host' | 'installs'> | null;
  /** Once, when it is needed first. */
  readonly open: () => Promise<Updater>;
  readonly settings: Pick<SettingsStore, 'get' | 'subscribe'>;
  readonly clock: Clock;
  readonly isActive: () => boolean;
  readonly quit: () => void;
  readonly tell: (state: UpdateState) => void;
  readonly onProblem: (what: string, error: unknown) => void;
}

export interface Updates {
  state(): UpdateState;
  /** What the user asks for. Resolves when it has ended, well or not: the state says how. */
  check(): Promise<void>;
  download(): Promise<void>;
  /** @returns whether the program ends now */
  restart(evenIfActive: boolean): boolean;
  /**
   * At the very end of the program, after the checkpoints: puts in place what is ready.
   * @returns `failed-restart`: the user asked for a restart, and there is no new version that could be started
   */
  finish(): 'done' | 'failed-restart';
  close(): void;
}

/** Newer versions of the program: looked for when asked to, fetched when told to, put in place when it ends. */
export function createUpdates(options: UpdatesOptions): Updates {
  const { source, settings, clock, tell, onProblem } = options;
  const bare = { version: '', receivedBytes: 0, sizeBytes: 0, problem: null };
  let state: UpdateState = { host: source?.host ?? null, installs: source?.installs ?? false, phase: 'idle', ...bare };
  let opened: Promise<Updater> | null = null;
  let ready: Updater | null = null;
  let restarts = false;
  let callOff: () => void = () => undefined;

  const set = (change: Partial<UpdateState>): void => {
    state = { ...state, ...change };
    tell(state);
  };
  const isBusy = (): boolean => ['checking', 'downloading', 'ready'].includes(state.phase);
  const updater = (): Promise<Updater> => (opened ??= options.open());
  /** @param quietly nobody asked: a network that is not there is no news */
  const fail = (what: string, error: unknown, quietly: boolean): void => {
    onProblem(what, error);
    const problem = error instanceof UpdateError ? error.problem : 'other';
    set(quietly ? { phase: 'idle', ...bare } : { phase: 'failed', ...bare, problem });
  };

  async function look(quietly: boolean): Promise<void> {
    // A version that was found stays found: the next look must not take the offer away.
    if (source === null || isBusy() || (quietly && state.phase === 'available')) return;
    set({ phase: 'checking', ...bare });
    try {
      const version = await (await updater()).check();
      set(version === null ? { phase: 'current' } : { phase: 'available', version });
    } catch (error) {
      fail('look for updates', error, quietly);
    }
  }

  function plan(ms: number): void {
    callOff();
    callOff = () => undefined;
    if (source === null || !settings.get().lookForUpdates) return;
    callOff = clock.after(ms, () => {
      void look(true).finally(() => plan(LOOK_AGAIN_MS));
    });
  }
  let wanted = settings.get().lookForUpdates;
  const leave = settings.subscribe(({ lookForUpdates }) => {
    if (lookForUpdates === wanted) return;
    wanted = lookForUpdates;
    plan(0);
  });
  plan(FIRST_LOOK_MS);

  return {
    state: () => state,
    check: () => look(false),
    async download() {
      if (state.phase !== 'available' || !state.installs) return;
      set({ phase: 'downloading' });
      try {
        const fetching = await updater();
        await fetching.download((receivedBytes, sizeBytes) => set({ receivedBytes, sizeBytes }));
        ready = fetching;
        set({ phase: 'ready' });
      } catch (error) {
        fail('download an update', error, false);
      }
    },
    restart(evenIfActive) {
      if (ready === null || (options.isActive() && !evenIfActive)) return false;
      restarts = true;
      options.quit();
      return true;
    },
    finish() {
      if (ready === null) return 'done';
      try {
        if (ready.install(restarts)) return 'done';
        onProblem('put an update in place', new Error('It could not be put in place.'));
      } catch (error) {
        onProblem('put an update in place', error);
      }
      return restarts ? 'failed-restart' : 'done';
    },
    close() {
      leave();
      callOff();
    },
  };
}
