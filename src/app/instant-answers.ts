import type { AssistantMessage, Conversation, Message, UserMessage } from '../domain/conversation.ts';
import { sentenceOf } from '../domain/learned/prompt-lines.ts';
import type { LearnedItem } from '../domain/learned/state.ts';
import type { Reminders, Within, Workspace } from '../domain/ports-tools.ts';
import type { LearningStore } from '../domain/ports-learning.ts';
import type { Clock, Ids, Search } from '../domain/ports.ts';
import { success } from '../domain/result.ts';
import type { InstantIntent, InstantReader, ListEditor, Rate } from '../domain/tools/instant.ts';
import type { ToolCall } from '../domain/tools/tool.ts';
import { createInstantReminders } from './instant-reminders.ts';
import type { Making } from './new-messages.ts';
import { plainText } from './plain-text.ts';
import type { Keep, ToolHost } from './tool-host.ts';

/** `sent` is what a model reads of it later: nothing that came out of files stands in there. */
export interface InstantAnswer {
  interpretation: string;
  reckons?: true;
  shown: string;
  sent: string;
  calls: readonly ToolCall[];
}

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

type Said = Pick<InstantAnswer, 'shown'> & Partial<InstantAnswer>;

/** The turn as it is stored. */
interface Turn {
  conversation: Conversation;
  answer: AssistantMessage;
}

/** Stores what was said. Called within the transaction of what was done, so that the person waits for one and not for three. */
type Tell = (said: Said, within: Pick<Within, 'conversations'>) => Promise<void>;

const ratesPath = 'rates.json';
const mostShown = 20;

/** Answers what needs no model: reckoning at once, notes, lists and reminders through the tools. */
export class InstantAnswers {
  readonly #deps: InstantDeps;
  readonly #reminders: ReturnType<typeof createInstantReminders>;
  #rates: readonly Rate[] | undefined;

  constructor(deps: InstantDeps) {
    this.#deps = deps;
    deps.stores.catch(() => {});
    const store = deps.stores.then(({ reminders }) => reminders);
    store.catch(() => {});
    this.#reminders = createInstantReminders({ ...deps, store });
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
    const surroundings = { now: clock(), timeZone, locale, items: items(), rates: await this.#knownRates() };
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
        return this.#keepRate(intent, keep);
      case 'note':
        return this.#note(intent.text, keep);
      case 'list-add':
        return this.#addToList(intent.list, intent.items, keep);
      case 'list-show':
        return this.#showList(intent.list);
      case 'list-remove':
      case 'list-check':
        return this.#editList(intent.kind, intent.list, intent.items, keep);
      case 'timer':
        return this.#told(
          await this.#reminders.set(
            { kind: 'timer', at: this.#deps.clock() + intent.ms, text: intent.label },
            keep,
          ),
        );
      case 'reminder':
        return this.#told(
          await this.#reminders.set({ kind: 'reminder', at: intent.at, text: intent.text }, keep),
        );
      case 'cancel-reminders':
        return this.#told(await this.#reminders.cancel(intent, keep));
      case 'find-notes':
        return this.#findNotes(intent.query);
      case 'find-conversations':
        return this.#findConversations(intent.query);
      case 'remember':
        return this.#remember(intent.text, question);
      case 'known':
        return { shown: this.#known() };
      case 'undo':
        return this.#undo(branch, tell);
      case 'week':
        return this.#week();
      case 'show-notes':
        return this.#showNotes();
      case 'show-reminders':
        return this.#told(await this.#reminders.show());
      case 'make-tool':
        return { shown: await this.#deps.makeTool(intent.wish, question) };
    }
  }

  async #addToList(list: string, items: readonly string[], keep: Keep): Promise<Said> {
    const input = { list, items: [...items] };
    return toldBy(await this.#deps.host.byHand('add_to_list', input, AbortSignal.timeout(10_000), keep));
  }

  /** Each note is a file of its own, named by its first words; a name that is taken gets a number. It never replaces a file. */
  async #note(text: string, keep: Keep): Promise<Said> {
    const { workspace } = await this.#deps.stores;
    const words = text
      .replace(/[^\p{L}\p{N} .,'’-]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const name = (words.slice(0, 60).replace(/[ .]+$/, '') || 'note').replace(/\.{2,}/g, '.');
    const work = async (note: { path: string; text: string }) => {
      const written = await workspace.write(note.path, note.text, { origin: 'you', numbered: true });
      if (!written.ok) return written;
      const { path } = written.value.file;
      const undo = { kind: 'workspace', id: written.value.undo } as const;
      return success({ output: { path }, said: `Wrote “${path}”, 1 line.`, undo });
    };
    const note = { path: `notes/${name}.md`, text: `${text}\n` };
    return toldBy(await this.#deps.host.ownEdit('write_file', note, work, { masks: true, keep }));
  }

  async #showList(list: string): Promise<Said> {
    const { lists } = await this.#deps.load();
    const { workspace } = await this.#deps.stores;
    const read = await workspace.read(lists.path(list));
    const items = read.ok ? lists.items(read.value.text) : [];
    if (items.length === 0)
      return { shown: `There is nothing on the list “${list}”. Say “add eggs to ${list}” to begin it.` };
    const lines = items.map(({ text, done }) => `- ${done ? '☑' : '☐'} ${plainText(text)}`);
    return {
      shown: [`**${capital(list)}**`, '', ...lines].join('\n'),
      sent: `(The list “${list}” was shown.)`,
    };
  }

  async #editList(
    kind: 'list-remove' | 'list-check',
    list: string,
    items: readonly string[],
    keep: Keep,
  ): Promise<Said> {
    const { lists } = await this.#deps.load();
    const { workspace } = await this.#deps.stores;
    const path = lists.path(list);
    const read = await workspace.read(path);
    if (!read.ok) return { shown: `There is no list “${list}”.` };
    const edit = kind === 'list-remove' ? lists.remove : lists.check;
    const text = edit(read.value.text, items);
    const named = items.join(', ');
    if (text === read.value.text) return { shown: `“${named}” is not on the list “${list}”.` };
    const work = async () => {
      const written = await workspace.write(path, text, { origin: 'you', replace: true });
      if (!written.ok) return written;
      const deed = kind === 'list-remove' ? 'Took' : 'Ticked';
      const where = kind === 'list-remove' ? `off the list “${list}”` : `on the list “${list}”`;
      const undo = { kind: 'workspace', id: written.value.undo } as const;
      return success({ output: { path }, said: `${deed} “${named}” ${where}.`, undo });
    };
    return toldBy(await this.#deps.host.ownEdit('edit_list', { list, [kind]: [...items] }, work, { keep }));
  }

  #told(told: string | ToolCall): Said {
    return typeof told === 'string' ? { shown: told } : toldBy(told);
  }

  async #findNotes(query: string): Promise<Said> {
    const { workspace } = await this.#deps.stores;
    const hits = await workspace.search(query, mostShown);
    if (hits.length === 0) return { shown: `No note or file has “${query}” in it.` };
    const lines = hits.map(
      ({ file, snippet }) =>
        `- [${plainText(file.path)}](#/files/${encodeURIComponent(file.path)}) ${plainText(snippet)}`,
    );
    return { shown: lines.join('\n'), sent: `(${hits.length} notes with “${query}” were shown.)` };
  }

  async #findConversations(query: string): Promise<Said> {
    const { search } = await this.#deps.stores;
    const hits = await search.find(query, mostShown);
    if (hits.length === 0) return { shown: `No conversation has “${query}” in it.` };
    const lines = hits.map(
      ({ conversationId, title, snippet }) =>
        `- [${plainText(title)}](#/chat/${conversationId}) ${plainText(snippet)}`,
    );
    return { shown: lines.join('\n'), sent: `(${hits.length} conversations with “${query}” were shown.)` };
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

  #known(): string {
    const items = this.#deps.items();
    if (items.length === 0)
      return 'Nothing so far: you have approved no preference or rule. What is proposed waits in the [Inbox](#/inbox).';
    const lines = items.map((item) =>
      item.kind === 'tool' ? '- A tool (see [Memory](#/memory))' : `- ${plainText(sentenceOf(item))}`,
    );
    return [
      'This is all that you approved:',
      '',
      ...lines,
      '',
      'Each can be retired in [Memory](#/memory).',
    ].join('\n');
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

  async #week(): Promise<Said> {
    const { learning } = await this.#deps.stores;
    const since = this.#deps.clock() - 7 * 86_400_000;
    const decided = (await learning.decided(100)).filter(({ decidedAt = 0 }) => decidedAt >= since);
    const count = (life: string) => decided.filter((card) => card.life === life).length;
    const lines = decided
      .filter(({ life, text, kind }) => life === 'approved' && text !== null && kind !== 'tool')
      .map(({ kind, scope, slot, text }) =>
        plainText(sentenceOf({ kind, scope, ...(slot && { slot }), text: text ?? '' })),
      );
    if (decided.length === 0) return { shown: 'Nothing: no proposal was decided in the last seven days.' };
    return {
      shown: [
        `In the last seven days you approved ${count('approved')} and rejected ${count('rejected')} proposals.`,
        '',
        ...lines.map((line) => `- ${line}`),
        '',
        'The [weekly report](#/insights) has the rest.',
      ].join('\n'),
    };
  }

  async #showNotes(): Promise<Said> {
    const { workspace } = await this.#deps.stores;
    const files = (await workspace.list()).toSorted((one, other) => other.changedAt - one.changedAt);
    if (files.length === 0) return { shown: 'There are no notes yet. Say “note: buy milk” to write one.' };
    const lines = files
      .slice(0, mostShown)
      .map(({ path }) => `- [${plainText(path)}](#/files/${encodeURIComponent(path)})`);
    const more = files.length > mostShown ? ['', `All ${files.length} are in [Files](#/files).`] : [];
    return { shown: [...lines, ...more].join('\n'), sent: `(${files.length} files were listed.)` };
  }

  async #knownRates(): Promise<readonly Rate[]> {
    if (this.#rates !== undefined) return this.#rates;
    const { workspace } = await this.#deps.stores;
    const read = await workspace.read(ratesPath);
    this.#rates = read.ok ? readRates(read.value.text) : [];
    return this.#rates;
  }

  async #keepRate({ from, to, rate }: Omit<Rate, 'at'>, keep: Keep): Promise<Said> {
    const known = await this.#knownRates();
    const others = known.filter((one) => one.from !== from || one.to !== to);
    const rates = [...others, { from, to, rate, at: this.#deps.clock() }];
    const { workspace } = await this.#deps.stores;
    const work = async () => {
      const text = `${JSON.stringify(rates, undefined, 2)}\n`;
      const written = await workspace.write(ratesPath, text, { origin: 'you', replace: true });
      if (!written.ok) return written;
      const undo = { kind: 'workspace', id: written.value.undo } as const;
      return success({ output: null, said: `Noted: 1 ${from} = ${rate} ${to}.`, undo });
    };
    const call = await this.#deps.host.ownEdit('keep_rate', { from, to, rate }, work, { keep });
    this.#rates = undefined;
    return toldBy(call);
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

/** A file that was edited by hand, or by nobody knows whom: what is no rate is left out. */
function readRates(text: string): Rate[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isRate) : [];
  } catch {
    return [];
  }
}

const isRate = (value: unknown): value is Rate =>
  typeof value === 'object' &&
  value !== null &&
  'from' in value &&
  'to' in value &&
  'rate' in value &&
  'at' in value &&
  typeof value.from === 'string' &&
  typeof value.to === 'string' &&
  typeof value.rate === 'number' &&
  value.rate > 0 &&
  typeof value.at === 'number';

const saidBy = ({ state }: ToolCall): string =>
  state.kind === 'done' ? state.said : state.kind === 'failed' ? state.error.sentence : '';

const toldBy = (call: ToolCall): Said => ({ shown: saidBy(call), calls: [call] });

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
