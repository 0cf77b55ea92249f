import type {
  AssistantMessage,
  Conversation,
  Message,
  ProvenanceRange,
  UserMessage,
} from '../domain/conversation.ts';
import type { Completion, PromptMessage } from '../domain/generation.ts';
import type { Model } from '../domain/model.ts';
import type { Clock, Ids, LiveAnswers } from '../domain/ports.ts';
import type { Within } from '../domain/ports-tools.ts';
import { stepHint } from '../domain/tools/step.ts';
import type { ToolCall } from '../domain/tools/tool.ts';
import type { TurnState } from '../domain/turn.ts';
import { Answering } from './answering.svelte.ts';
import { type ChatProblem, noModel, stillAnswering, tooLong, unreadable } from './chat-problem.ts';
import { type ChatRow, withLiveAnswer } from './chat-rows.ts';
import { type ChatStatus, ConversationView } from './conversation-view.svelte.ts';
import type { Conversations } from './conversations.svelte.ts';
import { Departures } from './departures.ts';
import type { Draft } from './draft.svelte.ts';
import type { EngineHost } from './engine-host.svelte.ts';
import type { Learning } from './learning.svelte.ts';
import type { Models } from './models.svelte.ts';
import type { InstantAnswers } from './instant-answers.ts';
import { newAnswer, newConversation, newUserMessage } from './new-messages.ts';
import type { Stores } from './opening.svelte.ts';
import { storageError } from './problem.ts';
import { PromptPlanner } from './prompt-planner.ts';
import type { Tools } from './tools.svelte.ts';
import { answeredTurnOf, promptSoFarOf, sentPromptOf, type AnsweredTurn, type SentPrompt } from './turns.ts';

export type { ChatRow, Siblings } from './chat-rows.ts';
export type { ChatProblem } from './chat-problem.ts';
export type { ChatStatus } from './conversation-view.svelte.ts';

export interface ChatDeps {
  clock: Clock;
  ids: Ids;
  stores: Promise<Stores>;
  conversations: Conversations;
  draft: Draft;
  models: Models;
  host: EngineHost;
  liveAnswers: LiveAnswers;
  onPageHide(listener: () => void): () => void;
  tools: Pick<Tools, 'ready' | 'linesFor'>;
  /** Answers what needs no model. */
  loadInstant(): Promise<Pick<InstantAnswers, 'answer'>>;
  learning: Learning;
  /** Something is asked: whatever else the model does must give way. */
  onAsked(): void;
  /** A turn ended and its answer is stored: time to look for something to learn. */
  onAnswered(answerId: string): void;
  /** A model finished an answer. */
  onCompletion(modelId: string, completion: Completion): void;
}

/** What a new answer is an answer to. */
interface Ask {
  view: ConversationView;
  conversation: Conversation;
  /** From the first message to the user message that asks. */
  branch: Message[];
  /** What is stored together with the answer. */
  added: UserMessage[];
  /** What stood in the conversation before it was asked now. */
  before: Message[];
  /** Asks the same again, after the person agreed to what it was refused for. */
  again(): Promise<boolean>;
}

/** The conversation on the screen, and the turn that is under way. */
export class Chat {
  readonly #deps: ChatDeps;
  readonly #answering: Answering;
  readonly #planner: PromptPlanner;
  #view: ConversationView;
  #problem = $state.raw<ChatProblem>();
  /** A send, regenerate or edit that has not been stored yet. */
  #asking = false;
  readonly #departures = new Departures();

  readonly #rows = $derived.by(() => {
    const { answer } = this.#answering;
    return answer === undefined ? this.#view.rows : withLiveAnswer(this.#view.rows, answer);
  });

  constructor(deps: ChatDeps) {
    this.#deps = deps;
    const { clock, host, onPageHide } = deps;
    this.#planner = new PromptPlanner(
      (model) => deps.tools.linesFor(model),
      () => deps.learning.acting,
    );
    this.#answering = new Answering({ clock, host, stores: deps.stores, onPageHide });
    this.#view = $state.raw(new ConversationView(deps, null));
    void deps.draft.open('new');
  }

  get status(): ChatStatus {
    return this.#view.status;
  }

  get conversation(): Conversation | undefined {
    return this.#view.conversation;
  }

  get rows(): ChatRow[] {
    return this.#rows;
  }

  get turn(): TurnState {
    return this.#answering.turn;
  }

  /** The turn is over, and the end of its answer is not in the database yet. */
  get isStoring(): boolean {
    return this.#answering.isStoring;
  }

  get problem(): ChatProblem | undefined {
    return this.#problem;
  }

  /** Shows a conversation, or a new one for null; its draft is opened with it. A running answer goes on and is kept. */
  async open(id: string | null): Promise<void> {
    if (id === this.#view.id && this.#view.status.kind !== 'failed') return;
    this.#view.close();
    const view = new ConversationView(this.#deps, id);
    this.#view = view;
    this.#problem = undefined;
    void this.markInterrupted();
    await Promise.all([this.#deps.draft.open(id ?? 'new'), view.ready()]);
  }

  /**
   * Stores the message, takes it out of the draft, and asks the model. False: refused, `problem` says why, the text stays.
   * Resolves once it is stored, not once it is answered.
   */
  async send(text: string, provenance: ProvenanceRange[]): Promise<boolean> {
    const view = this.#view;
    if (text.trim() === '') return false;
    return this.#once(async () => {
      await Promise.all([view.ready(), this.#deps.learning.ready()]);
      // The person left while it was loading: the text is kept as that conversation's draft.
      if (view !== this.#view) return false;
      const refusal = tooLong(text) ?? unreadable(view.status);
      if (refusal !== undefined) return this.#refuse(refusal);
      const from = view.id ?? 'new';
      const conversation = view.conversation ?? newConversation(this.#deps, text);
      const place = { conversationId: conversation.id, parentId: view.branch.at(-1)?.id ?? null };
      const message = await this.#newMessage(place, text, provenance, view.branch);
      const branch = [...view.branch, message];
      const { draft } = this.#deps;
      const again = () => this.send(draft.text, draft.provenance);
      const ask: Ask = { view, conversation, branch, added: [message], before: view.branch, again };
      if (!(await this.#answerAtOnce(ask)) && !(await this.#ask(ask))) return false;
      this.#deps.draft.take(text, from, conversation.id);
      return true;
    });
  }

  /** Ends the answer under way; what is there stays. */
  stop(): void {
    this.#answering.stop();
  }

  /** A new answer beside the old one. False: refused. */
  async regenerate(answerId: string): Promise<boolean> {
    const view = this.#view;
    return this.#once(async () => {
      await this.#deps.learning.ready();
      const { conversation } = view;
      const branch = view.branchTo(view.find(answerId)?.parentId ?? null);
      if (conversation === undefined || branch.at(-1)?.role !== 'user') return false;
      const again = () => this.regenerate(answerId);
      const before = view.branchTo(answerId);
      return this.#ask({ view, conversation, branch, added: [], before, again });
    });
  }

  /**
   * A new version of the message beside the old one, and its answer. False: refused. `again` saves it once more, as it stands by
   * then.
   */
  async edit(
    userMessageId: string,
    text: string,
    provenance: ProvenanceRange[],
    again = () => this.edit(userMessageId, text, provenance),
  ): Promise<boolean> {
    const view = this.#view;
    if (text.trim() === '') return false;
    return this.#once(async () => {
      await this.#deps.learning.ready();
      const { conversation } = view;
      const edited = view.find(userMessageId);
      if (conversation === undefined || edited?.role !== 'user') return false;
      const refusal = tooLong(text);
      if (refusal !== undefined) return this.#refuse(refusal);
      const place = { conversationId: conversation.id, parentId: edited.parentId };
      const above = view.branchTo(edited.parentId);
      const message = await this.#newMessage(place, text, provenance, above);
      const branch = [...above, message];
      const ask: Ask = { view, conversation, branch, added: [message], before: view.branch, again };
      return (await this.#answerAtOnce(ask)) || this.#ask(ask);
    });
  }

  /** Shows the next or the last version of a message, and the branch below it. */
  async showSibling(messageId: string, step: 1 | -1): Promise<void> {
    await this.#storeLeaf(this.#view.step(messageId, step));
  }

  /** Shows the branch that holds the message. False: there is no such message. */
  async showBranchOf(messageId: string): Promise<boolean> {
    const leafId = this.#view.showBranchOf(messageId);
    await this.#storeLeaf(leafId);
    return leafId !== undefined;
  }

  /** What an answer was given to, for "What was sent". */
  promptOf(answerId: string): SentPrompt | undefined {
    return sentPromptOf(this.#view, answerId);
  }

  /** A finished answer of this conversation, and the message that it answers. */
  turnOf(answerId: string): AnsweredTurn | undefined {
    return answeredTurnOf(this.#view, answerId);
  }

  /** What the next turn of this conversation will send before its own words; undefined where nothing was answered yet. */
  promptSoFar(): PromptMessage[] | undefined {
    return promptSoFarOf(this.#view);
  }

  /** Runs the model in this tab from now on. What was refused can then be sent again. */
  async takeOver(): Promise<void> {
    const title = this.#view.conversation?.title ?? 'New conversation';
    await this.#deps.host.takeOver(title);
    this.#problem = undefined;
    const chosen = await this.#deps.models.chosen();
    if (chosen.kind === 'model') void this.#deps.host.ensure(chosen.model, { title });
  }

  /** The person agrees that this conversation goes to the device of the model in use. What was refused for it is asked again. */
  sendAway(): Promise<boolean> {
    this.#problem = undefined;
    return this.#departures.agree();
  }

  /** Shows what went wrong on the way to the composer. */
  report(problem: ChatProblem): void {
    this.#problem = problem;
  }

  dismissProblem(): void {
    this.#problem = undefined;
  }

  /** Marks the answers that a killed tab left unfinished. */
  async markInterrupted(): Promise<void> {
    try {
      const { conversations } = await this.#deps.stores;
      // In this order: an answer that begins meanwhile is not in the list.
      const streaming = await conversations.streamingIds();
      const alive = await this.#deps.liveAnswers.all();
      const dead = streaming.filter((id) => !alive.includes(id));
      if (dead.length > 0) await conversations.markInterrupted(dead);
    } catch {
      // They are marked the next time.
    }
  }

  /** The branch is on the screen already; it is shown again when the conversation is opened again. */
  async #storeLeaf(leafId: string | undefined): Promise<void> {
    const { id } = this.#view;
    if (id === null || leafId === undefined) return;
    try {
      await (await this.#deps.stores).conversations.setLeaf(id, leafId);
    } catch (problem) {
      this.#refuse({ error: storageError(problem), action: undefined });
    }
  }

  #refuse(problem: ChatProblem): false {
    this.#problem = problem;
    return false;
  }

  async #once(work: () => Promise<boolean>): Promise<boolean> {
    if (this.#asking) return false;
    if (this.turn.kind !== 'idle') return this.#refuse(stillAnswering);
    this.#asking = true;
    this.#problem = undefined;
    this.#deps.onAsked();
    try {
      return await work();
    } catch (problem) {
      return this.#refuse({ error: storageError(problem), action: 'retry' });
    } finally {
      this.#asking = false;
    }
  }

  async #newMessage(
    place: { conversationId: string; parentId: string | null },
    text: string,
    provenance: ProvenanceRange[],
    before: readonly Message[],
  ): Promise<UserMessage> {
    const [host, { asksForTools }, chosen] = await Promise.all([
      this.#deps.tools.ready(),
      import('./turn-tools.ts'),
      this.#deps.models.chosen(),
    ]);
    const hasRoom = chosen.kind !== 'model' || this.#planner.hasRoomForTools(chosen.model, before);
    const hint = hasRoom && asksForTools(host, text, before) ? stepHint : undefined;
    const reminder = this.#planner.reminderFor(text);
    return newUserMessage(this.#deps, place, text, provenance, reminder, hint);
  }

  /** Stores question and answer together where no model is needed. False: it is not such a question. */
  async #answerAtOnce({ view, conversation, branch, added }: Ask): Promise<boolean> {
    const question = branch.at(-1);
    if (question?.role !== 'user') return false;
    const instant = await this.#deps.loadInstant();
    const told = await instant.answer(question, branch, { conversation, added });
    if (told === undefined) return false;
    view.show(told.conversation, [...added, told.answer]);
    this.#deps.onAnswered(told.answer.id);
    return true;
  }

  /** Takes a call back, and shows it so; what `keep` stores is stored with it. Why it could not be, as a sentence. */
  async undoCall(
    answerId: string,
    call: ToolCall,
    keep?: (within: Within) => Promise<void>,
  ): Promise<string | undefined> {
    const answer = this.#view.find(answerId);
    if (answer?.role !== 'assistant') return undefined;
    const host = await this.#deps.tools.ready();
    let calls = answer.calls ?? [];
    const undone = await host.undo(call, async (taken, within) => {
      calls = calls.map((one) => (one.id === call.id ? taken : one));
      await within.conversations.putCalls(answerId, calls);
      await keep?.(within);
    });
    if (!undone.ok) return undone.error.sentence;
    this.#view.put([{ ...answer, calls }]);
    return undefined;
  }

  /** Stores what is asked with an empty answer, in one transaction, before any token is asked for. */
  async #ask({ view, conversation, branch, added, before, again }: Ask): Promise<boolean> {
    const { title } = conversation;
    const model = await this.#readyModel(title);
    if (model === undefined) return false;
    // The person may have gone to another conversation meanwhile: nothing is asked about this one there.
    const refusal = this.#departures.refusal(model, before, again);
    if (refusal !== undefined) return view === this.#view && this.#refuse(refusal);
    const [host, { toolsFor }] = await Promise.all([this.#deps.tools.ready(), import('./turn-tools.ts')]);
    const tools = await toolsFor(host, this.#deps, model, branch);
    const planned = this.#planner.plan(model, branch);
    if (!planned.ok) return this.#refuse({ error: planned.error.error, action: undefined });
    const plan = planned.value;
    const place = { conversationId: conversation.id, parentId: branch.at(-1)?.id ?? null };
    const answer = newAnswer(this.#deps, place, model, plan);
    const stored = { ...conversation, updatedAt: answer.createdAt, leafId: answer.id };
    const release = this.#deps.liveAnswers.hold(answer.id);
    try {
      await (await this.#deps.stores).conversations.append(stored, [...added, answer]);
    } catch (problem) {
      release();
      throw problem;
    }
    view.show(stored, [...added, answer]);
    this.#answering.start({
      answer,
      model,
      title,
      plan,
      tools,
      replan: () => this.#planner.plan(model, branch, true),
      onEnd: (ended, completion, messages) => this.#end(ended, completion, messages),
      onStored: () => {
        release();
        this.#deps.onAnswered(answer.id);
      },
      onUnsaved: (problem) => this.#refuse({ error: storageError(problem), action: undefined }),
    });
    return true;
  }

  async #readyModel(title: string): Promise<Model | undefined> {
    const chosen = await this.#deps.models.chosen();
    if (chosen.kind !== 'model') {
      this.#refuse(noModel(chosen));
      return undefined;
    }
    const claimed = await this.#deps.host.claim(chosen.model, title);
    if (!claimed.ok) {
      this.#refuse({ error: claimed.error, action: 'take-over' });
      return undefined;
    }
    return chosen.model;
  }

  #end(answer: AssistantMessage, completion: Completion | undefined, messages: PromptMessage[]): void {
    if (this.#view.id === answer.conversationId) this.#view.put([answer]);
    if (completion !== undefined) {
      const { id } = answer.receipt.model;
      this.#planner.learn(id, messages, completion.usage);
      this.#deps.onCompletion(id, completion);
    }
    const { state } = answer;
    if (state.kind === 'failed' && state.error.kind === 'busy-other-tab')
      this.#refuse({ error: state.error, action: 'take-over' });
    if (state.kind === 'failed' && state.error.kind === 'garbled')
      this.#refuse({ error: state.error, action: 'recover' });
  }
}
