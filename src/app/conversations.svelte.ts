import type { Conversation } from '../domain/conversation.ts';
import type { Clock, ConversationStore, DraftStore, Search } from '../domain/ports.ts';
import type { SearchHit } from '../domain/search.ts';
import { LiveValue } from './live-value.svelte.ts';
import { sentenceOf } from './problem.ts';

export type SearchState =
  { kind: 'off' } | { kind: 'searching'; query: string } | { kind: 'hits'; hits: SearchHit[]; query: string };

export interface ConversationsDeps {
  clock: Clock;
  store: Promise<ConversationStore>;
  search: Promise<Search>;
  drafts: Promise<DraftStore>;
}

const undoMs = 10_000;
const mostHits = 50;

/** The list of conversations, newest first. */
export class Conversations {
  readonly #deps: ConversationsDeps;
  readonly #list: LiveValue<Conversation[]>;
  readonly #listed: Record<string, true> = {};
  #removed = $state.raw<readonly Conversation[]>([]);
  #found = $state.raw<SearchState>({ kind: 'off' });
  #problem = $state.raw<string>();

  constructor(deps: ConversationsDeps) {
    this.#deps = deps;
    this.#list = new LiveValue(
      deps.store.then((store) => store.conversations()),
      (rows) => rows.forEach(({ id }) => (this.#listed[id] = true)),
    );
  }

  /** False until the list was first read. */
  get ready(): boolean {
    return this.#list.current !== undefined;
  }

  get rows(): Conversation[] {
    return this.#list.current ?? [];
  }

  /** What went wrong with the list or the last change, as a sentence. */
  get problem(): string | undefined {
    return this.#problem ?? this.#list.problem;
  }

  /** The deleted conversations that can still be brought back, each for 10 s. */
  get removed(): readonly Conversation[] {
    return this.#removed;
  }

  get found(): SearchState {
    return this.#found;
  }

  /** Rejects if the list cannot be read. */
  async loaded(): Promise<void> {
    await this.#list.first();
  }

  /** True once the list has held this conversation, even if it is deleted now. */
  wasListed(id: string): boolean {
    return this.#listed[id] === true;
  }

  /** An empty title changes nothing. */
  async rename(id: string, title: string): Promise<void> {
    const name = title.trim();
    if (name !== '') await this.#change((store) => store.rename(id, name));
  }

  async remove(id: string): Promise<void> {
    const row = this.rows.find((conversation) => conversation.id === id);
    if (row === undefined) return;
    const removed = await this.#change((store) => store.remove(id, this.#deps.clock()));
    if (!removed) return;
    this.#removed = [...this.#removed.filter((other) => other.id !== id), row];
    setTimeout(() => {
      this.#removed = this.#removed.filter((other) => other !== row);
      void this.purge();
    }, undoMs);
  }

  /** Brings one of `removed` back. */
  async undoRemove(id: string): Promise<void> {
    if (!(await this.#change((store) => store.restore(id)))) return;
    this.#removed = this.#removed.filter((other) => other.id !== id);
  }

  /** Deletes for good what can no longer be brought back, in this tab or another. */
  async purge(): Promise<void> {
    await this.#change(async (store) => {
      const purged = await store.purge(this.#deps.clock() - 2 * undoMs);
      const drafts = await this.#deps.drafts;
      for (const key of purged) await drafts.write({ key, text: '', provenance: [] });
    });
  }

  /** An empty query switches the search off. Of several searches under way, the last one counts. */
  async search(query: string): Promise<void> {
    if (query.trim() === '') {
      this.#found = { kind: 'off' };
      return;
    }
    const searching: SearchState = { kind: 'searching', query };
    this.#found = searching;
    try {
      const hits = await (await this.#deps.search).find(query, mostHits);
      if (this.#found === searching) this.#found = { kind: 'hits', hits, query };
    } catch (problem) {
      if (this.#found !== searching) return;
      this.#found = { kind: 'off' };
      this.#problem = sentenceOf(problem);
    }
  }

  async #change(work: (store: ConversationStore) => Promise<void>): Promise<boolean> {
    try {
      await work(await this.#deps.store);
      this.#problem = undefined;
      return true;
    } catch (problem) {
      this.#problem = sentenceOf(problem);
      return false;
    }
  }
}
