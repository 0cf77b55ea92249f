import type { UserMessage } from '../domain/conversation.ts';
import type { Clock, ConversationStore, SettingsStore } from '../domain/ports.ts';
import { didSomething, manualSequences } from '../domain/tools/manual-turns.ts';
import {
  isWorthATool,
  needInWords,
  showsWhatWasDone,
  timesInWords,
  wasAsked,
  wishOfNeed,
} from '../domain/tools/need.ts';
import { recurringNeed, type RecurringNeed } from '../domain/tools/recurring.ts';
import type { Chat } from './chat.svelte.ts';
import type { EngineHost } from './engine-host.svelte.ts';
import type { Learning } from './learning.svelte.ts';
import type { Noticer } from './noticing.ts';
import type { Notes } from './notes.svelte.ts';
import type { ToolMaker } from './tool-maker.ts';

export interface ToolOffersDeps {
  stores: Promise<{ conversations: Pick<ConversationStore, 'toolTurns'>; settings: SettingsStore }>;
  learning: Learning;
  host: Pick<EngineHost, 'state'>;
  loadNoticer(): Promise<Pick<Noticer, 'isHighStakes'>>;
  loadMaker(): Promise<Pick<ToolMaker, 'make'>>;
  /** While a turn is under way, nothing new appears above it. */
  chat: Pick<Chat, 'turnOf' | 'turn' | 'isStoring'>;
  clock: Clock;
  /** Where it is said what came of a draft. */
  notes: Pick<Notes, 'say'>;
}

/** A tool that could be drafted, beneath the answer that showed the need again. */
export interface ToolOffer {
  answerId: string;
  /** "You have done this three times: …." */
  words: string;
  /** `open` waits for a press; `problem` says why the last try came to nothing. */
  state: { kind: 'open'; problem?: string } | { kind: 'drafting' };
}

/** A need, and the questions of its examples, oldest first. */
interface Found {
  need: RecurringNeed;
  questions: readonly UserMessage[];
}

const windowMs = 30 * 86_400_000;
const mostAsked = 200;
const longestQuote = 300;

/** Sees when the person does the same again and again, and offers once to have a tool drafted for it. Only the inbox can let one act. */
export class ToolOffers {
  readonly #deps: ToolOffersDeps;
  #offer = $state.raw<ToolOffer>();
  #found: Found | undefined;

  constructor(deps: ToolOffersDeps) {
    this.#deps = deps;
  }

  offerFor(answerId: string): ToolOffer | undefined {
    const offer = this.#offer;
    if (offer?.answerId !== answerId) return undefined;
    return offer.state.kind === 'drafting' || this.#mayOffer ? offer : undefined;
  }

  /** A turn has ended. Reads what was done by hand in the last 30 days, and offers a tool where this turn showed a need again. */
  async look(answerId: string): Promise<void> {
    const { chat, clock, loadNoticer } = this.#deps;
    const turn = chat.turnOf(answerId);
    if (turn === undefined || turn.closed || !didSomething(turn.answer) || !this.#canOffer()) return;
    if (manualSequences(turn).length === 0) return;
    const { conversations, settings } = await this.#deps.stores;
    const [turns, { askedNeeds }] = await Promise.all([
      conversations.toolTurns(clock() - windowMs),
      settings.read(),
    ]);
    const need = recurringNeed(
      turns.flatMap(manualSequences),
      (found) =>
        found.examples.some(({ turnId }) => turnId === turn.question.id) &&
        isWorthATool(found) &&
        !wasAsked(found.signature, askedNeeds),
    );
    if (need === undefined) return;
    const questions = need.examples.flatMap(
      ({ turnId }) => turns.find(({ question }) => question.id === turnId)?.question ?? [],
    );
    const { isHighStakes } = await loadNoticer();
    if (questions.some(({ shown }) => isHighStakes(shown)) || !this.#canOffer()) return;
    this.#found = { need, questions };
    this.#offer = { answerId, words: needInWords(need), state: { kind: 'open' } };
  }

  /** "Not now": this need is not asked about again. */
  async decline(): Promise<void> {
    const signature = this.#found?.need.signature;
    if (this.#offer?.state.kind !== 'open' || signature === undefined) return;
    this.#offer = undefined;
    await this.#remember(signature);
  }

  /** Has the model in use draft it. What came of it waits in the inbox, or the offer says why not. */
  async draft(): Promise<void> {
    const offer = this.#offer;
    const found = this.#found;
    if (offer?.state.kind !== 'open' || found === undefined) return;
    this.#offer = { ...offer, state: { kind: 'drafting' } };
    const problem = await this.#make(found).catch(() => 'The tool was not kept. Try again.');
    if (problem === undefined) this.#offer = undefined;
    else this.#offer = { ...offer, state: { kind: 'open', problem } };
  }

  async #make({ need, questions }: Found): Promise<string | undefined> {
    const maker = await this.#deps.loadMaker();
    const made = await maker.make({
      wish: wishOfNeed(need),
      origin: 'inferred',
      evidence: questions.map(({ conversationId, id: messageId, shown }) => ({
        conversationId,
        messageId,
        quote: shown.slice(0, longestQuote),
      })),
      reason: `You did this by hand ${timesInWords(need.times)}, and asked for a tool.`,
      objection: (tool) =>
        showsWhatWasDone(tool, need)
          ? undefined
          : 'What the model wrote does not give the results that you got. You can try again.',
    });
    if (!made.ok) return made.error;
    this.#deps.notes.say(made.value);
    await this.#remember(need.signature);
    return undefined;
  }

  async #remember(signature: string): Promise<void> {
    const { settings } = await this.#deps.stores;
    const { askedNeeds } = await settings.read();
    const others = askedNeeds.filter((one) => one !== signature);
    await settings.write({ askedNeeds: [...others, signature].slice(-mostAsked) });
  }

  /** Learning is on. */
  get #mayOffer(): boolean {
    const { view, mode } = this.#deps.learning;
    return view !== undefined && view.broken === undefined && mode === 'learn';
  }

  /** Also not paused after a rejection, nothing is being answered, and there is a model to write with. */
  #canOffer(): boolean {
    const { learning, host, clock, chat } = this.#deps;
    if (chat.turn.kind !== 'idle' || chat.isStoring) return false;
    const paused = (learning.view?.pausedUntil ?? 0) > clock();
    return this.#mayOffer && !paused && host.state.kind === 'ready' && this.#offer?.state.kind !== 'drafting';
  }
}
