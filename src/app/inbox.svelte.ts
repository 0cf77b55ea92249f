import type { ProposalView } from '../domain/consent/proposal.ts';
import type { LearningRefusal } from '../domain/consent/refusal.ts';
import { sentenceOf } from '../domain/learned/prompt-lines.ts';
import type { Scope } from '../domain/learned/scope.ts';
import type { Slot } from '../domain/learned/slots.ts';
import type { LearnedItem, LearnedTool } from '../domain/learned/state.ts';
import { wordDiff, type DiffPart } from '../domain/learned/word-diff.ts';
import type { LearningStore } from '../domain/ports-learning.ts';
import { failure, type Result } from '../domain/result.ts';
import type { Tap } from '../domain/tap.ts';
import { estimateTokens } from '../domain/token-estimate.ts';
import type { Learning } from './learning.svelte.ts';
import type { Sandbox } from './sandbox.svelte.ts';

/** What a proposal would change in the prompt. */
export interface PromptChange {
  /** Word by word, of what has been learned. */
  diff: DiffPart[];
  /** An estimate; negative where the prompt gets shorter. */
  tokens: number;
}

export interface InboxDeps {
  store: Promise<LearningStore>;
  learning: Learning;
  /** What has been tested, and with what. */
  sandbox: Pick<Sandbox, 'testing' | 'hindrance'> & { prepare(): Promise<unknown> };
}

/** The pending improvements, and what the person decides of them. */
export class Inbox {
  readonly #store: Promise<LearningStore>;
  readonly #learning: Learning;

  readonly #sandbox: InboxDeps['sandbox'];

  constructor({ store, learning, sandbox }: InboxDeps) {
    this.#store = store;
    this.#learning = learning;
    this.#sandbox = sandbox;
  }

  /** Open and blocked ones, newest first. */
  get cards(): readonly ProposalView[] {
    return this.#learning.view?.proposals ?? [];
  }

  get count(): number {
    return this.cards.length;
  }

  /** Those whose evidence is this message; a tool stands beneath the newest one only. */
  proposalsFor(messageId: string): readonly ProposalView[] {
    return this.cards.filter(({ kind, evidence }) =>
      (kind === 'tool' ? evidence.slice(-1) : evidence).some((piece) => piece.messageId === messageId),
    );
  }

  changeOf(card: ProposalView): PromptChange {
    const items = this.#learning.view?.items ?? [];
    const before = promptText(items);
    const after = promptText(withCard(items, card));
    return { diff: wordDiff(before, after), tokens: estimateTokens(after) - estimateTokens(before) };
  }

  /** Why this may not be approved now, as a sentence; undefined if it may. */
  approvalHindrance(card: ProposalView): string | undefined {
    const broken = this.#learning.view?.broken;
    if (broken !== undefined) return broken;
    if (card.text === null) return 'Its words were forgotten.';
    if (card.life === 'open') return this.#sandbox.hindrance(card);
    const finding = card.report.findings.find(({ severity }) => severity === 'block');
    const { sentence = 'Screening blocked it.', remedy = '' } = finding ?? {};
    return [sentence, remedy].filter((part) => part !== '').join(' ');
  }

  /** `tap` is for `approveSubject` of exactly these cards, and of the items that make room for them. */
  async approve(
    ids: readonly string[],
    tap: Tap | undefined,
    retiring: readonly string[] = [],
    reason = '',
  ): Promise<Result<{ version: number }, LearningRefusal>> {
    await this.#sandbox.prepare();
    return (await this.#store).approve(ids, tap, retiring, { ...this.#sandbox.testing, reason });
  }

  async reject(ids: readonly string[], objection: string): Promise<Result<void, LearningRefusal>> {
    return (await this.#store).reject(ids, objection);
  }

  async edit(
    id: string,
    change: { text: string; scope?: Scope; slot?: Slot },
  ): Promise<Result<ProposalView, LearningRefusal>> {
    return (await this.#store).edit(id, change);
  }

  /** A tool that the person wrote: proposed like any other. */
  async proposeTool(text: string): Promise<Result<ProposalView, LearningRefusal>> {
    const draft = { kind: 'tool', scope: 'always', text, origin: 'hand', evidence: [] } as const;
    const [proposed] = await (await this.#store).propose([draft]);
    return proposed ?? failure({ kind: 'unclear', sentence: 'Nothing was proposed: write the tool first.' });
  }

  /** Decided ones, newest first. */
  async decided(limit: number): Promise<ProposalView[]> {
    return (await this.#store).decided(limit);
  }
}

function withCard(
  items: readonly LearnedItem[],
  { id, kind, scope, slot, text, replaced }: ProposalView,
): LearnedItem[] {
  const item = { id, kind, scope, ...(slot && { slot }), text: text ?? '' };
  const isThere = items.some((known) => known.id === replaced?.id);
  return isThere ? items.map((known) => (known.id === replaced?.id ? item : known)) : [...items, item];
}

/** What has been learned, as the prompt says it: preferences stand before the message, rules in the system message. */
function promptText(items: readonly LearnedItem[]): string {
  const lines = (kind: 'preference' | 'rule') => items.filter((item) => item.kind === kind).map(sentenceOf);
  const tools = items.filter(({ kind }) => kind === 'tool').map(({ text }) => toolLine(text));
  return [...tools, ...lines('rule'), ...lines('preference')].join('\n');
}

/** A tool's line in the prompt. */
function toolLine(text: string): string {
  const { name, description } = JSON.parse(text) as Pick<LearnedTool, 'name' | 'description'>;
  return `${name}: ${description}`;
}
