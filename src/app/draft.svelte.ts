import type { Draft as StoredDraft, ProvenanceRange } from '../domain/conversation.ts';
import type { DraftStore } from '../domain/ports.ts';
import { editRanges, editText, type TextEdit } from '../domain/provenance.ts';

export interface DraftDeps {
  store: Promise<DraftStore>;
  onPageHide(listener: () => void): () => void;
  /** The person writes: whatever else goes on should give way. */
  onTyping?(): void;
}

const writeAfterMs = 250;

/** What is being written under one key. It goes on after the screen has left it, until the stored text has joined it. */
class Sheet {
  key: string;
  text = $state.raw('');
  provenance = $state.raw<ProvenanceRange[]>([]);
  /** What was stored has been read: this may be written over it. */
  isRead = false;

  constructor(key: string) {
    this.key = key;
  }
}

/** The composer's text. Kept per conversation, written within 300 ms and when the page is hidden. */
export class Draft {
  readonly #store: Promise<DraftStore>;
  /** Of no key until `open`: that one is never stored. */
  #sheet = $state.raw(new Sheet(''));
  /** Reads and writes one after the other. */
  #queue: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onTyping: (() => void) | undefined;

  constructor({ store, onPageHide, onTyping }: DraftDeps) {
    this.#store = store;
    this.#onTyping = onTyping;
    store.catch(() => {});
    onPageHide(() => void this.flush());
  }

  get text(): string {
    return this.#sheet.text;
  }

  get provenance(): ProvenanceRange[] {
    return this.#sheet.provenance;
  }

  /** A conversation's id, or `new`. `Chat.open` calls it. What is typed before the stored text is read comes after it. */
  async open(key: string): Promise<void> {
    if (key === this.#sheet.key) return;
    void this.flush();
    const sheet = new Sheet(key);
    this.#sheet = sheet;
    await this.#enqueue(async (store) => {
      const stored = await store.read(key);
      const isChanged = sheet.text !== '' || sheet.key !== key;
      if (stored !== undefined) putBefore(sheet, stored);
      sheet.isRead = true;
      if (isChanged) await store.write(storedForm(sheet));
    });
  }

  /** One edit: `removed` characters at `from` give way to `inserted`. `editBetween(before, after)` of domain/provenance.ts finds it. */
  replace(edit: TextEdit): void {
    this.#onTyping?.();
    const sheet = this.#sheet;
    sheet.provenance = editRanges(sheet.provenance, edit);
    sheet.text = editText(sheet.text, edit);
    this.#timer ??= setTimeout(() => void this.flush(), writeAfterMs);
  }

  /**
   * Takes the stored message out of the draft of `from`; what was typed since goes on as the draft of `to`.
   * `Chat.send` calls it: the screen does not.
   */
  take(sent: string, from: string, to: string): void {
    const sheet = this.#sheet;
    if (sheet.key === from) {
      if (sheet.text.startsWith(sent)) this.replace({ from: 0, removed: sent.length, inserted: '' });
      sheet.key = to;
      void this.flush();
      if (from === to) return;
    }
    void this.#enqueue((store) => store.write({ key: from, text: '', provenance: [] }));
  }

  /** Writes what is pending now. What was stored and is not read yet is not written over: `open` writes both. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const isPending = this.#timer !== undefined;
    this.#timer = undefined;
    const sheet = this.#sheet;
    if (isPending && sheet.isRead) {
      const draft = storedForm(sheet);
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

function putBefore(sheet: Sheet, { text, provenance }: StoredDraft): void {
  const before = sheet.text === '' ? text : `${text}\n`;
  const moved = editRanges(sheet.provenance, { from: 0, removed: 0, inserted: before });
  sheet.text = before + sheet.text;
  sheet.provenance = [...provenance, ...moved];
}

const storedForm = ({ key, text, provenance }: Sheet): StoredDraft => ({ key, text, provenance });
