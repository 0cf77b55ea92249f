import type { Message } from '../domain/conversation.ts';
import { newlyLeaving } from '../domain/leaving.ts';
import type { Model } from '../domain/model.ts';
import { wouldLeave, type ChatProblem } from './chat-problem.ts';

/** Conversations that go to a model on another device for the first time: never before the person said so. */
export class Departures {
  /** A conversation as far as it went, and a model each: what is said later on this device is asked about again. */
  #agreed: readonly string[] = [];
  #refused: { key: string; again(): Promise<boolean> } | undefined;

  /**
   * Why a question must wait for the person's word; undefined where it may be sent. `before` stands before the question, `again`
   * asks it once more.
   */
  refusal(model: Model, before: readonly Message[], again: () => Promise<boolean>): ChatProblem | undefined {
    const host = newlyLeaving(model, before);
    const key = `${before.at(-1)?.id} ${model.id}`;
    if (host === undefined || this.#agreed.includes(key)) return undefined;
    this.#refused = { key, again };
    return wouldLeave(host);
  }

  /** The person agrees to what was refused last, and it is asked again. False: it could not be, or there was nothing. */
  async agree(): Promise<boolean> {
    const refused = this.#refused;
    if (refused === undefined) return false;
    this.#refused = undefined;
    this.#agreed = [...this.#agreed, refused.key];
    return refused.again();
  }
}
