import type { AssistantMessage, Conversation, Message, UserMessage } from '../domain/conversation.ts';
import type { LearnedItem } from '../domain/learned/state.ts';
import type { Reminders, Within, Workspace } from '../domain/ports-tools.ts';
import type { LearningStore } from '../domain/ports-learning.ts';
import type { Clock, Ids, Search } from '../domain/ports.ts';
import type { InstantIntent, InstantReader, ListEditor } from '../domain/tools/instant.ts';
import type { ToolCall } from '../domain/tools/tool.ts';
import { createInstantFiles } from './instant-files.ts';
import { createInstantLookups } from './instant-lookups.ts';
import { createInstantReminders } from './instant-reminders.ts';
import { saidBy, toldBy, type InstantAnswer, type Said } from './instant-said.ts';
import type { Making } from './new-messages.ts';
import type { Keep, ToolHost } from './tool-host.ts';

export interface InstantDeps {
  load(): Promise<{ reader: InstantReader; lists: ListEditor }>;
  host: ToolHost;
  stores: Promise<{
    conversations: Within['conversations'];
    workspace: Workspace;
    reminders: Reminders;
    search: Search;
    learning: LearningStore;
  }>;
  clock: Clock;
  ids: Ids;
  timeZone: string;
  locale: string;
  /** What acts. */
  items(): readonly LearnedItem[];
  /** Takes a call of an earlier answer back, and stores what `keep` stores with it. Why it could not be, as a sentence. */
  undoCall(
    answerId: string,
    call: ToolCall,
    keep: (within: Within) => Promise<void>,
  ): Promise<string | undefined>;
  /** Has a model write a tool and proposes it. A sentence on what came of it. */
  makeTool(wish: string, question: UserMessage): Promise<string>;
}

/** The turn as it is stored. */
interface Turn {
  conversation: Conversation;
  answer: AssistantMessage;
}

/** Stores what was said. Called within the transaction of what was done, so that the person waits for one and not for three. */
type Tell = (said: Said, within: Pick<Within, 'conversations'>) => Promise<void>;

/** Answers what needs no model: reads what is meant, has it done, and stores the turn. */
export class InstantAnswers {
  readonly #deps: InstantDeps;
  readonly #reminders: ReturnType<typeof createInstantReminders>;
  readonly #files: ReturnType<typeof createInstantFiles>;
  readonly #lookups: ReturnType<typeof createInstantLookups>;

  constructor(deps: InstantDeps) {
    this.#deps = deps;
    deps.stores.catch(() => {});
    const store = deps.stores.then(({ reminders }) => reminders);
    store.catch(() => {});
    this.#reminders = createInstantReminders({ ...deps, store });
    this.#files = createInstantFiles(deps);
    this.#lookups = createInstantLookups(deps);
  }

  /** Loads the reader, so that the first answer is quick. */
  async prepare(): Promise<void> {
    await this.#deps.load();
  }

  /**
   * Answers, and stores the turn with what is done. Resolves once all of it is stored: what is shown as done is done. Undefined
   * where it is not certain what is meant, or where not all of it was typed.
   */
  async answer(
    question: UserMessage,
    branch: readonly Message[],
    { conversation, added }: { conversation: Conversation; added: readonly UserMessage[] },
  ): Promise<Turn | undefined> {
    if (question.provenance.length > 0 || question.shown.length > 300) return undefined;
    const { reader } = await this.#deps.load();
    const { clock, timeZone, locale, items } = this.#deps;
    const rates = await this.#files.rates();
    const surroundings = { now: clock(), timeZone, locale, items: items(), rates };
    const intent = reader.read(question.shown, surroundings);
    if (intent === undefined) return undefined;
    const { interpretation } = intent;
    const place = { conversationId: conversation.id, parentId: question.id };
    let turn: Turn | undefined;
    const tell: Tell = async (told, { conversations }) => {
      const whole = { interpretation, sent: told.shown, calls: [], ...told };
      const answer = newInstantAnswer(this.#deps, place, whole);
      const stored = { ...conversation, updatedAt: answer.createdAt, leafId: answer.id };
      await conversations.append(stored, [...added, answer]);
      turn = { conversation: stored, answer };
    };
    const said = await this.#act(intent, question, branch, tell);
    if (turn === undefined) await tell(said, await this.#deps.stores);
    return turn;
  }

  async #act(
    intent: InstantIntent,
    question: UserMessage,
    branch: readonly Message[],
    tell: Tell,
  ): Promise<Said> {
    const keep: Keep = (call, within) => tell(toldBy(call), within);
    switch (intent.kind) {
      case 'answer':
        return { shown: intent.text, ...(intent.reckons && { reckons: true }) };
      case 'rate':
        return this.#files.keepRate(intent, keep);
      case 'note':
        return this.#files.note(intent.text, keep);
      case 'list-add':
        return this.#files.addToList(intent.list, intent.items, keep);
      case 'list-show':
        return this.#files.showList(intent.list);
      case 'list-remove':
      case 'list-check':
        return this.#files.editList(intent.kind, intent.list, intent.items, keep);
      case 'timer':
        return toldBy(
          await this.#reminders.set(
            { kind: 'timer', at: this.#deps.clock() + intent.ms, text: intent.label },
            keep,
          ),
        );
      case 'reminder':
        return toldBy(
          await this.#reminders.set({ kind: 'reminder', at: intent.at, text: intent.text }, keep),
        );
      case 'cancel-reminders':
        return toldBy(await this.#reminders.cancel(intent, keep));
      case 'find-notes':
        return this.#lookups.findNotes(intent.query);
      case 'find-conversations':
        return this.#lookups.findConversations(intent.query);
      case 'remember':
        return this.#remember(intent.text, question);
      case 'known':
        return this.#lookups.known();
      case 'undo':
        return this.#undo(branch, tell);
      case 'week':
        return this.#lookups.week();
      case 'show-notes':
        return this.#lookups.showNotes();
      case 'show-reminders':
        return toldBy(await this.#reminders.show());
      case 'make-tool':
        return { shown: await this.#deps.makeTool(intent.wish, question) };
    }
  }

  /** Proposed, never kept: what acts needs a tap. */
  async #remember(text: string, question: UserMessage): Promise<Said> {
    const { learning } = await this.#deps.stores;
    const evidence = [
      { conversationId: question.conversationId, messageId: question.id, quote: question.shown },
    ];
    const [proposed] = await learning.propose([
      { kind: 'preference', scope: 'always', slot: 'free', text, origin: 'said', evidence },
    ]);
    if (proposed?.ok === false) return { shown: proposed.error.sentence };
    return {
      shown: `I would keep: “${text}”. It waits in the [Inbox](#/inbox); nothing is kept until you approve it there.`,
    };
  }

  /** The newest call of this conversation that can be taken back. */
  async #undo(branch: readonly Message[], tell: Tell): Promise<Said> {
    for (const message of branch.toReversed()) {
      if (message.role !== 'assistant') continue;
      const call = message.calls?.findLast(
        ({ state }) => state.kind === 'done' && state.undo !== undefined && state.undone !== true,
      );
      if (call === undefined) continue;
      const said = { shown: `Undone: ${saidBy(call)}` };
      const problem = await this.#deps.undoCall(message.id, call, (within) => tell(said, within));
      return problem === undefined ? said : { shown: problem };
    }
    return {
      shown:
        'There is nothing to undo in this conversation. [Files](#/files) lists what can be undone elsewhere, and [Memory](#/memory) restores earlier versions.',
    };
  }
}

/** An answer that needed no model. */
function newInstantAnswer(
  { clock, ids }: Making,
  place: { conversationId: string; parentId: string },
  { shown, sent, interpretation, reckons, calls }: InstantAnswer,
): AssistantMessage {
  return {
    id: ids(),
    ...place,
    createdAt: clock() + 1,
    shown,
    sent,
    role: 'assistant',
    state: { kind: 'done', finish: 'stop' },
    receipt: {
      model: { id: 'instant', name: 'Instant answer', engine: 'instant' },
      system: '',
      firstSentId: place.parentId,
    },
    instant: { interpretation, ...(reckons && { reckons }) },
    ...(calls.length > 0 && { calls }),
  };
}
