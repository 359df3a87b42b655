import type { SourceFacts } from '../probe/facts.ts';
import type { Holding } from './holding.ts';
import { isSameDownload, sameVersion, type SourceKeys } from './known.ts';
import { nameFor } from './name-for.ts';
import { Stopped, type SessionContext } from './session-context.ts';
import { hasOwnCheckpoint, type TargetRequest } from './target.ts';

/** Where a run's bytes go: the name, and what an earlier run left under it. */
export class Placing {
  /** The name before a number was added. */
  wantedName: string | null = null;

  constructor(
    private readonly context: SessionContext,
    private readonly holding: Holding,
    private readonly keys: SourceKeys,
  ) {}

  /** What an earlier run left under a name that is known before the server is asked. */
  async openOwn(signal: AbortSignal): Promise<void> {
    const { options, ownName } = this.context;
    const given = options.fileName === null ? null : nameFor(options.fileName, options.url, null);
    const name = ownName ?? given;
    if (name === null) return;
    const { linkKey } = this.keys;
    if (ownName === null && !(await hasOwnCheckpoint(options.directory, name, linkKey))) return;
    const target = await this.#open(name, ownName !== null, (checkpoint) => checkpoint.linkKey === linkKey);
    if (target.checkpoint) await this.holding.restore(target.checkpoint, signal);
    this.context.hooks.facts();
  }

  /**
   * The name is the one that the server's reply gives, or the user's.
   * @param naming the facts that it is taken from
   */
  openNamed(facts: SourceFacts, naming: SourceFacts): ReturnType<Holding['open']> {
    const { options } = this.context;
    const given = options.fileName !== null;
    const name = nameFor(options.fileName, options.url, naming);
    return this.#open(name, false, (found) => isSameDownload(found, this.keys, facts, given));
  }

  /**
   * Opens the part file if it is not open yet, and goes on with what is in it if that is of this version.
   * @param single over one stream, which cannot go on in the middle
   * @returns `other`: what is there is of another version
   */
  async takeOver(
    facts: SourceFacts,
    naming: SourceFacts,
    single: boolean,
    signal: AbortSignal,
  ): Promise<'restored' | 'other' | 'nothing'> {
    const checkpoint = this.holding.target ? null : (await this.openNamed(facts, naming)).checkpoint;
    if (signal.aborted) throw new Stopped();
    if (!checkpoint) return 'nothing';
    if (!sameVersion(checkpoint, facts)) return 'other';
    const usable = facts.ranges !== 'no' && !single;
    return usable && (await this.holding.restore(checkpoint, signal)) ? 'restored' : 'nothing';
  }

  async #open(fileName: string, own: boolean, takesOver: TargetRequest['takesOver']): ReturnType<Holding['open']> {
    const { options, hooks } = this.context;
    const { directory, conflictPolicy: policy, resume } = options;
    this.wantedName = fileName;
    const target = await this.holding.open({ directory, fileName, policy, resume, own, takesOver });
    if (target.damaged) hooks.notice('checkpoint-damaged', target.store.path);
    if (target.renamed) hooks.notice('renamed', target.fileName, { name: target.fileName });
    hooks.facts();
    return target;
  }
}
