import {
  readRuleDraft,
  ruleDraftRequest,
  type DraftingMaterial,
  type RuleDraft,
} from '../domain/learned/rule-draft.ts';
import type { PromptMessage } from '../domain/generation.ts';
import { sendsAway } from '../domain/leaving.ts';
import type { EngineHost } from './engine-host.svelte.ts';
import { readAgain } from './read-again.ts';
import type { Quiet } from './quiet.ts';

export interface RuleDrafterDeps {
  host: EngineHost;
  quiet: Quiet;
  /** What the open conversation would send again: it is read into the model's cache after a draft pushed it out. */
  conversation(): PromptMessage[] | undefined;
}

/** A draft that takes longer is not worth waiting for, in milliseconds. */
const patienceMs = 30_000;

/** Lets the model that is ready write a rule. Ends at once when the person types or asks something. */
export class RuleDrafter {
  readonly #deps: RuleDrafterDeps;

  constructor(deps: RuleDrafterDeps) {
    this.#deps = deps;
  }

  /**
   * Undefined without a ready model, or when it was disturbed, or when the model wrote something else. A model on another device
   * is asked only where it gave the answer itself: `answeredBy` is that model's id.
   */
  async draft(material: DraftingMaterial, answeredBy: string): Promise<RuleDraft | undefined> {
    const { host, quiet } = this.#deps;
    if (host.state.kind !== 'ready') return undefined;
    const { model } = host.state;
    if (sendsAway(model) && model.id !== answeredBy) return undefined;
    const disturbed = quiet.signal();
    const signal = AbortSignal.any([disturbed, AbortSignal.timeout(patienceMs)]);
    const title = 'Writing a rule';
    const result = await host.generate(model, ruleDraftRequest(material), {
      title,
      onDelta: () => {},
      signal,
    });
    if (!disturbed.aborted) void readAgain(host, this.#deps.conversation(), disturbed);
    return result.ok ? readRuleDraft(result.value.text) : undefined;
  }
}
