import type { ProposalView } from '../../domain/consent/proposal.ts';

/** What was decided last, in words; with the version that it made. */
export interface Said {
  sentence: string;
  version?: number;
}

interface DeskDeps {
  /** The ids of the cards as they stand on the page. */
  order(): readonly string[];
  focus(id: string): void;
  /** Gives the focus that a card took with it to this one, or to where it stays when none is left. */
  handOn(id: string | undefined): void;
}

/** What lies on the inbox's desk: a card leaves it with the decision, and the next one gets the focus. */
export class Desk {
  readonly #deps: DeskDeps;
  #gone = $state.raw<readonly string[]>([]);
  #said = $state.raw<Said>();

  constructor(deps: DeskDeps) {
    this.#deps = deps;
  }

  get said(): Said | undefined {
    return this.#said;
  }

  /** Without those that were decided here: the database may say so a moment later. */
  lying(cards: readonly ProposalView[]): ProposalView[] {
    return cards.filter(({ id }) => !this.#gone.includes(id));
  }

  say(said: Said): void {
    this.#said = said;
  }

  /** Call it when a decision on these begins, while they still lie here, and what it returns once it is done. */
  begin(ids: readonly string[]): (said: Said) => void {
    const next = neighbourOf(this.#deps.order(), ids);
    return (said) => {
      this.#gone = [...this.#gone, ...ids];
      this.#said = said;
      this.#deps.handOn(next);
    };
  }

  /** The card that stands so many places further, or none. */
  step(id: string, places: 1 | -1): void {
    const order = this.#deps.order();
    const next = order[order.indexOf(id) + places];
    if (next !== undefined) this.#deps.focus(next);
  }
}

/** The nearest that stays when `leaving` go: the one after them, else the one before. */
export function neighbourOf(order: readonly string[], leaving: readonly string[]): string | undefined {
  const last = order.findLastIndex((id) => leaving.includes(id));
  const stays = (id: string) => !leaving.includes(id);
  return order.slice(last + 1).find(stays) ?? order.slice(0, Math.max(last, 0)).findLast(stays);
}
