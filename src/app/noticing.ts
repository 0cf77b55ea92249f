import type { ProposalDraft } from '../domain/consent/proposal.ts';
import type { Candidate, Noticed, TurnToRead } from '../domain/noticing/candidate.ts';
import type { LearningStore, Observation, UnreadTurn } from '../domain/ports-learning.ts';
import type { Learning } from './learning.svelte.ts';
import type { Quiet } from './quiet.ts';

/** Finds what a turn may teach. Pure, but large: it is loaded when it is first needed. */
export interface Noticer {
  notice(turn: TurnToRead): Noticed;
  isHighStakes(text: string): boolean;
  /** The earlier observation, from another conversation, that shows the same taste. */
  agreeing(earlier: readonly Observation[], observation: Observation): Observation | undefined;
}

export interface NoticingDeps {
  store: Promise<LearningStore>;
  learning: Learning;
  quiet: Quiet;
  loadNoticer(): Promise<Noticer>;
  /** Calls back once the page has nothing better to do. Returns how to stop that. */
  whenIdle(callback: () => void): () => void;
  /** A turn is under way: wait. */
  busy(): boolean;
  /** Something went wrong that no screen waits for. */
  report(problem: unknown): void;
}

/** Turns read in one go. */
const batch = 4;

/** Reads what the person typed, one turn at a time, while nothing else happens, and proposes what it teaches. */
export class Noticing {
  readonly #deps: NoticingDeps;
  #running = false;
  #again = false;
  #stopWaiting: () => void = () => {};

  constructor(deps: NoticingDeps) {
    this.#deps = deps;
  }

  /** There may be something to read. */
  wake(): void {
    this.#stopWaiting();
    this.#stopWaiting = this.#deps.whenIdle(() => void this.#run());
  }

  async #run(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    try {
      const more = await this.#readSome();
      if (more) this.#again = true;
    } catch (problem) {
      this.#deps.report(problem);
    } finally {
      this.#running = false;
    }
    if (this.#again) {
      this.#again = false;
      this.wake();
    }
  }

  /** True if there is more to read. Stops when the person types: what was not read is read the next time. */
  async #readSome(): Promise<boolean> {
    const { busy, learning, quiet } = this.#deps;
    await learning.ready();
    if (busy() || learning.view === undefined || learning.view.broken !== undefined) return false;
    const store = await this.#deps.store;
    const turns = await store.unread(batch);
    const disturbed = quiet.signal();
    for (const turn of turns) {
      if (disturbed.aborted || busy()) return true;
      if (learning.mode === 'learn') await this.#read(store, turn);
      await store.markRead(turn.revision);
    }
    return turns.length === batch;
  }

  async #read(store: LearningStore, turn: UnreadTurn): Promise<void> {
    if (turn.closed) return;
    const done = this.#deps.learning.work({ messageId: turn.messageId, what: 'reading' });
    try {
      const noticer = await this.#deps.loadNoticer();
      const noticed = turn.answeredAtOnce
        ? ({
            kind: 'nothing',
            reason: noticer.isHighStakes(turn.text) ? 'high-stakes' : 'nothing-said',
          } as const)
        : noticer.notice(turn);
      if (noticed.kind === 'candidates') await this.#propose(store, noticer, turn, noticed.candidates);
      else if (noticed.reason === 'high-stakes') await store.closeConversation(turn.conversationId);
    } finally {
      done();
    }
  }

  async #propose(
    store: LearningStore,
    noticer: Noticer,
    { conversationId, messageId }: UnreadTurn,
    candidates: readonly Candidate[],
  ): Promise<void> {
    for (const candidate of candidates) {
      const evidence = { conversationId, messageId, quote: candidate.quote };
      if (candidate.explicit || candidate.item === 'rule') {
        await store.propose([draftOf(candidate, [evidence])]);
        continue;
      }
      const observation = { candidate, evidence };
      const earlier = noticer.agreeing(await store.observations(), observation);
      if (earlier === undefined) await store.observe(observation);
      else await store.propose([draftOf(candidate, [earlier.evidence, evidence])]);
    }
  }
}

function draftOf(candidate: Candidate, evidence: ProposalDraft['evidence']): ProposalDraft {
  const { item, kind, slot, value, scope, explicit } = candidate;
  return {
    kind: item,
    scope,
    ...(item === 'preference' && { slot }),
    text: value,
    origin: explicit ? 'said' : 'inferred',
    said: kind,
    evidence,
  };
}
