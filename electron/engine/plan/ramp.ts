import { MAX_CONNECTIONS, type Connections } from '../../../shared/download.ts';

/** `auto` goes no higher: past it servers refuse more often than links fill. */
const AUTO_CEILING = 16;
/** A look at one connection alone costs 5 % of an eight-second file, and tells nothing that four beside two do not. */
const FIRST_LEVEL = 2;
/** A step must raise the throughput by this factor to be worth its connections. */
const WORTHWHILE = 1.15;
/** One that raises it by this factor is judged after {@link QUICK_MS}: each level costs what the next one would bring. */
const CLEARLY = 1.5;
/**
 * A connection faster than this, in bytes per second, is bound by the processor sooner than by a server's cap: judged on
 * the measured climb of a program that has just started, every second connection seemed worth it.
 */
const FAST = 64 * 2 ** 20;
const WARM_UP_MS = 1_500;
const FAST_WORTHWHILE = 1.3;
/**
 * A connection that is faster than this, in bytes per second, may be of a program that warms up on a busy machine, or have
 * what nginx gives at once: the bytes of its first second. The looks until it is warm tell one from the other.
 */
const BRISK = 24 * 2 ** 20;
/**
 * The first climb goes by fours where a connection is not {@link BRISK}: each level lost what the next one would have
 * brought, and beside so many new connections what the servers give in advance cannot hide that the step pays.
 */
const FIRST_STEP = 4;
/**
 * A head that took this long, in ms, with its connection: the server is far, and a window opens over many round trips. Well
 * above what a near one takes to answer a program that has just started on a busy machine.
 */
const FAR_MS = 150;
const FAR_LEVEL = 8;
/** How long a level is watched, in ms. Servers that cap a connection send in bursts of up to a quarter of a second. */
const QUICK_MS = 300;
const WATCH_MS = 600;
/** Connections that bring no byte for so long are judged with the rest. */
const PATIENCE_MS = 3_000;
/** A plateau is tried again after this long, doubling: the first look may have been misled, or other traffic has gone. */
const PLATEAU_MS = 3_000;
const MAX_PLATEAU_MS = 60_000;
/** How long a refusal is respected before more is tried, in ms; doubles each time. */
const REFUSED_MS = 20_000;
const MAX_REFUSED_MS = 320_000;
/**
 * So often in a row a server may refuse fewer connections than it has carried before it is believed: it often counts one
 * that we have just closed.
 */
const MAX_FLAPS = 4;

interface Mark {
  /** Monotonic ms. */
  readonly now: number;
  /** Bytes received in all by this download. */
  readonly bytes: number;
}

export interface RampSample extends Mark {
  /** Connections that have brought at least one byte of their present request. */
  readonly carrying: number;
}

export interface RampState {
  /** Connections wanted now. */
  readonly wanted: number;
  /** Never beyond this at present: the user's number, or what the server was seen to allow. */
  readonly ceiling: number;
  /** The ceiling before any refusal. */
  readonly limit: number;
  readonly phase: 'fixed' | 'rising' | 'holding';
  /** The level below and what it brought, in bytes per second: what is to be beaten. */
  readonly before: { readonly wanted: number; readonly rate: number };
  /** When this level was entered, monotonic ms. */
  readonly since: number;
  /** Where the watch of this level began; `null` until its connections carry. */
  readonly watch: Mark | null;
  readonly last: Mark;
  readonly plateauMs: number;
  readonly refusedMs: number;
  /** Most connections that carried at once. */
  readonly proven: number;
  readonly flaps: number;
}

/** @param learnt how many connections the host was seen to allow earlier, or `null` */
export function startRamp(connections: Connections, mark: Mark, learnt: number | null): RampState {
  const fixed = connections !== 'auto';
  const limit = fixed ? Math.min(connections, MAX_CONNECTIONS) : AUTO_CEILING;
  const ceiling = Math.max(1, Math.min(limit, learnt ?? limit));
  return {
    wanted: fixed ? ceiling : Math.min(FIRST_LEVEL, ceiling),
    ceiling,
    limit,
    phase: fixed ? 'fixed' : 'rising',
    before: { wanted: 1, rate: 0 },
    since: mark.now,
    watch: null,
    last: mark,
    plateauMs: PLATEAU_MS,
    refusedMs: REFUSED_MS,
    proven: 0,
    flaps: 0,
  };
}

const enter = (state: RampState, wanted: number, change: Partial<RampState>, now: number): RampState => ({
  ...state,
  ...change,
  wanted: Math.max(1, Math.min(wanted, change.ceiling ?? state.ceiling)),
  since: now,
  watch: null,
});

/** The first head came after so many ms: from a far server more connections are wanted before the first look. */
export function farRamp(state: RampState, headMs: number): RampState {
  const begins = state.phase === 'rising' && state.before.rate === 0 && state.watch === null;
  if (!begins || headMs < FAR_MS) return state;
  return { ...state, wanted: Math.max(state.wanted, Math.min(FAR_LEVEL, state.ceiling)) };
}

/** The next state after a sample. Call about ten times a second. */
export function stepRamp(state: RampState, sample: RampSample): RampState {
  const { now, bytes, carrying } = sample;
  const seen = { ...state, last: { now, bytes }, proven: Math.max(state.proven, carrying) };
  if (state.ceiling < state.limit && now - state.since >= state.refusedMs) return forgive(seen, now);
  switch (state.phase) {
    case 'fixed':
      return seen;
    case 'holding': {
      if (now - state.since < state.plateauMs || state.wanted >= state.ceiling) return seen;
      const plateauMs = Math.min(MAX_PLATEAU_MS, state.plateauMs * 2);
      return enter(seen, state.wanted, { phase: 'rising', before: { wanted: state.wanted, rate: 0 }, plateauMs }, now);
    }
    case 'rising':
      return climb(seen, state.last, sample);
  }
}

function climb(state: RampState, last: Mark, { now, bytes, carrying }: RampSample): RampState {
  const { watch, before, wanted } = state;
  if (!watch) {
    if (carrying < wanted && now - state.since < PATIENCE_MS) return state;
    // From the sample before on, so that first bursts count at every level alike; but the first body was on hold until now.
    return { ...state, watch: before.rate === 0 ? { now, bytes } : last };
  }
  const watched = now - watch.now;
  if (watched < QUICK_MS) return state;
  const rate = ((bytes - watch.bytes) * 1000) / watched;
  const fast = rate / wanted > FAST;
  const unproved = before.rate === 0;
  const brisk = rate / wanted > BRISK;
  if (unproved && brisk && now - state.since < WARM_UP_MS) return { ...state, watch: { now, bytes } };
  // Late to answer, not slow: it is judged like any other that is fast.
  if (unproved && fast && before.wanted === 1 && wanted > FIRST_LEVEL) return enter(state, FIRST_LEVEL, {}, now);
  if ((fast || rate < before.rate * CLEARLY) && watched < WATCH_MS) return state;
  // Not worth it: back to the level below. Connections that are open finish what they have.
  const least = fast ? FAST_WORTHWHILE : WORTHWHILE ** Math.log2(wanted / before.wanted);
  if (rate < before.rate * least) return enter(state, before.wanted, { phase: 'holding' }, now);
  const phase = wanted >= state.ceiling ? 'holding' : 'rising';
  const step = state.plateauMs === PLATEAU_MS && !brisk ? FIRST_STEP : 2;
  return enter(state, wanted * step, { phase, before: { wanted, rate } }, now);
}

/** A refusal may have been of the moment: after a while a few more are tried. */
function forgive(state: RampState, now: number): RampState {
  const ceiling = Math.min(state.limit, state.ceiling * 2);
  const refusedMs = Math.min(MAX_REFUSED_MS, state.refusedMs * 2);
  if (state.phase === 'fixed') return enter(state, ceiling, { ceiling, refusedMs }, now);
  const before = { wanted: state.wanted, rate: 0 };
  return enter(state, state.wanted, { ceiling, refusedMs, phase: 'rising', before }, now);
}

/** After the server refused one more than `others` connections: that many, and no further. */
export function refuseRamp(state: RampState, others: number, now: number): RampState {
  const flaps = others < state.proven ? state.flaps + 1 : 0;
  const proven = flaps > MAX_FLAPS ? others : state.proven;
  const ceiling = Math.max(1, Math.min(state.ceiling, Math.max(others, proven)));
  const phase = state.phase === 'fixed' ? 'fixed' : 'holding';
  return enter(state, ceiling, { ceiling, phase, proven, flaps: proven === state.proven ? flaps : 0 }, now);
}

/** One more was let in: the server means what it has carried before. */
export const acceptRamp = (state: RampState): RampState => (state.flaps === 0 ? state : { ...state, flaps: 0 });
