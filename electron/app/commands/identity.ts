import { SluiceError } from '../../../shared/failures.ts';
import type { HostRule } from '../../../shared/host-rules.ts';
import type { SignIns } from '../../../shared/ipc/identity.ts';
import { asksForSignIn } from '../../../shared/sign-in.ts';
import type { Engine } from '../../engine/index.ts';
import type { CommandHandlers } from '../../ipc/dispatcher.ts';
import type { HostRuleStore, SignInStore } from '../../library/index.ts';
import { whoAsks, type AskingOptions } from '../hosts/asking.ts';
import { masked, unmasked } from '../hosts/masked.ts';

export interface IdentityOptions {
  readonly engine: Engine;
  readonly hostRules: HostRuleStore;
  readonly signIns: SignInStore;
  readonly hasKeyStore: () => boolean;
  readonly proxyOf: AskingOptions['proxyOf'];
}

type Names = `host-rules:${'list' | 'put' | 'remove' | 'put-back'}` | `sign-ins:${'list' | 'put' | 'remove' | 'asked'}`;

/** As the window may see them. */
export const shownRules = (rules: HostRuleStore): HostRule[] => rules.list().map(masked);
export const shownSignIns = (signIns: SignInStore, hasKeyStore: () => boolean): SignIns => ({
  keyStore: hasKeyStore(),
  signIns: [...signIns.list()],
});

/** Rules for hosts, and who signs in where. */
export function createIdentityCommands(options: IdentityOptions): Pick<CommandHandlers, Names | 'downloads:sign-in'> {
  const { engine, hostRules, signIns, hasKeyStore } = options;
  /** The last one, whole: the window was not told what is secret in it. */
  let removed: HostRule | null = null;
  return {
    'host-rules:list': () => shownRules(hostRules),
    'host-rules:put': (rule) => done(hostRules.put(unmasked(rule, hostRules.list()))),
    'host-rules:remove'({ id }) {
      removed = hostRules.list().find((rule) => rule.id === id) ?? removed;
      hostRules.remove(id);
      return undefined;
    },
    'host-rules:put-back'({ id }) {
      if (removed?.id === id) hostRules.put(unmasked(removed, hostRules.list()));
      return undefined;
    },
    'sign-ins:list': () => shownSignIns(signIns, hasKeyStore),
    'sign-ins:put': ({ place, ...signIn }) => done(signIns.put(place, signIn)),
    'sign-ins:remove': ({ place }) => done(signIns.remove(place)),
    async 'sign-ins:asked'({ id }) {
      const asks = await whoAsks(id, options);
      return asks && { ...asks, keyStore: hasKeyStore() };
    },
    async 'downloads:sign-in'({ id, remember, ...signIn }) {
      const asks = await whoAsks(id, options);
      if (!asks) throw new SluiceError('bad-option', 'This download does not wait for a sign-in.');
      // A proxy is asked for every download that goes through it: its sign-in cannot be one download's alone.
      if (remember || asks.whom === 'proxy') signIns.put(asks.place, signIn);
      await engine.signIn(id, signIn, asks.whom);
      if (remember || asks.whom === 'proxy') await resumeAlike(asks.place, asks.whom, options);
      return undefined;
    },
  };
}

/** What waits for the same sign-in has it now. */
async function resumeAlike(place: string, whom: 'server' | 'proxy', options: IdentityOptions): Promise<void> {
  const { engine } = options;
  for (const { id, failure } of engine.list()) {
    if (failure === null || asksForSignIn(failure) !== whom) continue;
    const asks = await whoAsks(id, options);
    // One that has a sign-in of its own was refused for that.
    if (asks?.place === place && !engine.record(id)?.request.credentials) engine.resume(id);
  }
}

const done = (result: unknown): undefined => void result;
