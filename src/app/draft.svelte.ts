import type { Draft as StoredDraft, ProvenanceRange } from '../domain/conversation.ts';
import type { DraftStore } from '../domain/ports.ts';
import { editRanges, editText, type TextEdit } from '../domain/provenance.ts';

export interface DraftDeps {
  store: Promise<DraftStore>;
  onPageHide(listener: () => void): () => void;
}

const writeAfterMs = 250;

/** The composer's text. Kept per conversation, written within 300 ms and when the page is hidden. */
export class Draft {
  readonly #store: Promise<DraftStore>;
  #text = $state.raw('');
  #provenance = $state.raw<ProvenanceRange[]>([]);
  #key: string | undefined;
  /** Reads and writes one after the other, so that what was stored is read before it is written over. */
  #queue: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ store, onPageHide }: DraftDeps) {
    this.#store = store;
    store.catch(() => {});
    onPageHide(() => void this.flush());
  }

  get text(): string {
    return this.#text;
  }

  get provenance(): ProvenanceRange[] {
    return this.#provenance;
  }

  /** A conversation's id, or `new`. `Chat.open` calls it. What is typed before the stored text is read comes after it. */
  async open(key: string): Promise<void> {
    if (key === this.#key) return;
    void this.flush();
    this.#key = key;
    this.#text = '';
    this.#provenance = [];
    await this.#enqueue(async (store) => {
      const stored = await store.read(key);
      if (this.#key !== key || stored === undefined) return;
      const before = this.#text === '' ? stored.text : `${stored.text}\n`;
      const moved = editRanges(this.#provenance, { from: 0, removed: 0, inserted: before });
      this.#text = before + this.#text;
      this.#provenance = [...stored.provenance, ...moved];
    });
  }

  /** One edit: `removed` characters at `from` give way to `inserted`. `editBetween(before, after)` of domain/provenance.ts finds it. */
  replace(edit: TextEdit): void {
    this.#provenance = editRanges(this.#provenance, edit);
    this.#text = editText(this.#text, edit);
    this.#timer ??= setTimeout(() => void this.flush(), writeAfterMs);
  }

  /**
   * Takes the stored message out of the draft of `from`; what was typed since goes on as the draft of `to`.
   * `Chat.send` calls it: the screen does not.
   */
  take(sent: string, from: string, to: string): void {
    if (this.#key === from) {
      if (this.#text.startsWith(sent)) this.replace({ from: 0, removed: sent.length, inserted: '' });
      this.#key = to;
      void this.flush();
      if (from === to) return;
    }
    void this.#enqueue((store) => store.write({ key: from, text: '', provenance: [] }));
  }

  /** Writes what is pending now. */
  async flush(): Promise<void> {
    if (this.#timer !== undefined && this.#key !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      const draft: StoredDraft = { key: this.#key, text: this.#text, provenance: this.#provenance };
      void this.#enqueue((store) => store.write(draft));
    }
    await this.#queue;
  }

  /** A draft that cannot be stored stays on the screen: sending it will say why. */
  #enqueue(work: (store: DraftStore) => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(async () => work(await this.#store)).catch(() => {});
    return this.#queue;
  }
}
