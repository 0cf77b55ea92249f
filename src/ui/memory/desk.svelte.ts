import { tick } from 'svelte';
import type { Memory } from '../../app/memory.svelte.ts';
import type { ProposalView } from '../../domain/consent/proposal.ts';
import type { LearnedItem } from '../../domain/learned/state.ts';
import type { ItemHistory, VersionSummary, VersionView } from '../../domain/ports-learning.ts';
import { KeptReadings, oneAfterTheOther } from './kept-readings.ts';

/** What a dialog of this screen is about. */
export type Asked =
  | { kind: 'add'; what: 'preference' | 'rule' | 'tool' }
  /** Of a tool: what comes of it is proposed. */
  | { kind: 'edit'; item: LearnedItem }
  | { kind: 'retire'; item: LearnedItem }
  | { kind: 'restore'; version: VersionSummary }
  | { kind: 'compare' }
  | { kind: 'forget'; proposal: ProposalView };

interface MemoryDeskDeps {
  memory: Pick<Memory, 'version' | 'history'>;
  /** Gives the focus to what was said: the button that was pressed may be gone. */
  focusSaid(): void;
}

/** What the parts of the screen share: the open dialog, what was said last, and what was read already. */
export class MemoryDesk {
  readonly #deps: MemoryDeskDeps;
  readonly #versions: KeptReadings<number, VersionView | undefined>;
  readonly #sources: KeptReadings<string, ItemHistory | undefined>;
  #asked = $state.raw<Asked>();
  #said = $state('');
  #forgotten = $state(0);

  constructor(deps: MemoryDeskDeps) {
    this.#deps = deps;
    this.#versions = new KeptReadings((number) => deps.memory.version(number));
    // One after the other: each reads all versions.
    this.#sources = new KeptReadings(oneAfterTheOther((id) => deps.memory.history(id)));
  }

  get asked(): Asked | undefined {
    return this.#asked;
  }

  get said(): string {
    return this.#said;
  }

  /** Grows with each text that was forgotten here: whoever shows old texts reads them again. */
  get forgotten(): number {
    return this.#forgotten;
  }

  ask(asked: Asked): void {
    this.#asked = asked;
  }

  close(): void {
    this.#asked = undefined;
  }

  say(sentence: string): void {
    this.#said = sentence;
  }

  /** Something was changed: closes the dialog and says so. */
  async done(sentence: string): Promise<void> {
    this.close();
    this.say(sentence);
    await tick();
    this.#deps.focusSaid();
  }

  async forgot(sentence: string): Promise<void> {
    this.#versions.clear();
    this.#sources.clear();
    this.#forgotten += 1;
    await this.done(sentence);
  }

  /** A version never changes, but that its texts can be forgotten: it is read once. */
  version(number: number): Promise<VersionView | undefined> {
    return this.#versions.of(number);
  }

  /** Where an item came from. */
  source(id: string): Promise<ItemHistory | undefined> {
    return this.#sources.of(id);
  }
}
