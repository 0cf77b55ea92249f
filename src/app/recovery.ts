import type { EngineErrorKind } from '../domain/engine-error.ts';
import type { CatalogueModel, InstalledModel, Model } from '../domain/model.ts';
import type { Chat } from './chat.svelte.ts';
import type { EngineHost } from './engine-host.svelte.ts';
import type { ModelEntry } from './model-entries.ts';
import { smallerThan } from './smaller-model.ts';
import type { Models } from './models.svelte.ts';

/** What went wrong with a model: how it failed, or that the page died while it was loading. */
export type Trouble = EngineErrorKind | 'held';

/** One thing to press. All but the last two load a model, and ask again for the answer that failed. */
export type RecoveryStep =
  | { kind: 'again' | 'anyway' | 'on-processor' | 'reload'; model: Model }
  | { kind: 'use'; model: InstalledModel }
  | { kind: 'download'; model: CatalogueModel }
  | { kind: 'take-over' };

export interface RecoveryFacts {
  trouble: Trouble;
  model: Model;
  installed: readonly InstalledModel[];
  entries: readonly ModelEntry[];
  /** A file of llama.cpp's kind may have been on the graphics processor, and now goes to the processor. */
  onGraphics: boolean;
  /** The same was tried before, and did not help. */
  tried: boolean;
}

const atMost = 3;

/** What helps, the best first. Empty where only another look at the models does. */
export function recoverySteps(facts: RecoveryFacts): RecoveryStep[] {
  const { trouble, model, tried } = facts;
  const again: RecoveryStep = { kind: againBy(facts), model };
  const other = [smaller(facts), onProcessor(facts)].flatMap((step) => step ?? []);
  switch (trouble) {
    case 'busy-other-tab':
      return [{ kind: 'take-over' }];
    case 'held':
      // A file that goes to the processor now is not what took the page down.
      return again.kind === 'on-processor' ? first(again, ...other) : first(...other, again);
    case 'out-of-memory':
      return again.kind === 'on-processor' && !tried ? first(again, ...other) : first(...other, again);
    case 'gpu-lost':
    case 'worker-lost':
      return tried ? first(...other, again) : first(again, ...other);
    case 'garbled': {
      const another = anyOther(facts);
      const others = another === undefined ? [] : [another];
      return tried ? first(...others, again) : first(again, ...others);
    }
    default:
      return first(again, ...other);
  }
}

const first = (...steps: RecoveryStep[]): RecoveryStep[] =>
  steps
    .filter(
      (step, index) =>
        index ===
        steps.findIndex((other) => 'model' in other && 'model' in step && other.model.id === step.model.id),
    )
    .slice(0, atMost);

function againBy({
  trouble,
  model,
  onGraphics,
}: RecoveryFacts): 'again' | 'anyway' | 'on-processor' | 'reload' {
  const graphics = trouble === 'held' || trouble === 'gpu-lost' || trouble === 'out-of-memory';
  if (model.engine === 'wllama' && onGraphics && graphics) return 'on-processor';
  if (trouble === 'held') return 'anyway';
  return trouble === 'garbled' && 'bytes' in model ? 'reload' : 'again';
}

const stepTo = (model: CatalogueModel | InstalledModel): RecoveryStep =>
  'addedAt' in model ? { kind: 'use', model } : { kind: 'download', model };

function smaller({ model, installed, entries }: RecoveryFacts): RecoveryStep | undefined {
  const found = smallerThan(model, installed, entries);
  return found && stepTo(found);
}

/** A model that needs no graphics processor, where that is what failed. */
function onProcessor({ trouble, model, installed, entries }: RecoveryFacts): RecoveryStep | undefined {
  if (model.engine !== 'webllm' || (trouble !== 'held' && trouble !== 'gpu-lost')) return undefined;
  const here = installed.find(({ engine }) => engine === 'wllama');
  const offered = fitting(entries).filter((one) => one.engine === 'wllama' && one.bytes <= model.bytes);
  const found = here ?? offered.toSorted((one, two) => two.bytes - one.bytes)[0];
  return found && stepTo(found);
}

/** Another model that is here, the largest first; else the largest that suits this device. */
function anyOther({ model, installed, entries }: RecoveryFacts): RecoveryStep | undefined {
  const size = (one: Model) => ('bytes' in one ? one.bytes : Number.POSITIVE_INFINITY);
  const here = installed.filter(({ id }) => id !== model.id);
  const offered = fitting(entries).filter(({ id }) => id !== model.id);
  const found =
    here.toSorted((one, two) => size(two) - size(one))[0] ??
    offered.toSorted((one, two) => two.bytes - one.bytes)[0];
  return found && stepTo(found);
}

const fitting = (entries: readonly ModelEntry[]): CatalogueModel[] =>
  entries
    .filter(({ fit, state }) => fit.level === 'good' && state.kind === 'absent')
    .map(({ model }) => model);

export interface RecoveryDeps {
  chat: Pick<Chat, 'rows' | 'turn' | 'regenerate' | 'takeOver' | 'dismissProblem'>;
  models: Pick<Models, 'active' | 'installed' | 'catalogue' | 'use' | 'download'>;
  host: Pick<EngineHost, 'unload'>;
  onGraphics: boolean;
}

/** The way on after a model failed. */
export class Recovery {
  readonly #deps: RecoveryDeps;
  /** What was tried since the page opened: trouble and model. */
  readonly #tried = new Set<string>();

  constructor(deps: RecoveryDeps) {
    this.#deps = deps;
  }

  /** Reads runes. */
  steps(trouble: Trouble, model: Model): RecoveryStep[] {
    const { installed, catalogue } = this.#deps.models;
    return recoverySteps({
      trouble,
      model,
      installed,
      entries: catalogue.kind === 'ready' ? catalogue.entries : [],
      onGraphics: this.#deps.onGraphics,
      tried: this.#tried.has(`${trouble} ${model.id}`),
    });
  }

  /** Takes a step; with `asksAgain` the answer that failed last is asked for once more, as soon as a model is ready. */
  async take(step: RecoveryStep, trouble: Trouble, asksAgain: boolean): Promise<void> {
    const { chat, models, host } = this.#deps;
    chat.dismissProblem();
    switch (step.kind) {
      case 'take-over':
        return chat.takeOver();
      case 'download':
        await models.download(step.model.id);
        if (models.installed.some(({ id }) => id === step.model.id) && !this.#isReady(step.model.id))
          await models.use(step.model.id);
        return;
      case 'reload':
        await host.unload();
        break;
      default:
    }
    this.#tried.add(`${trouble} ${step.model.id}`);
    await models.use(step.model.id);
    if (asksAgain && this.#isReady(step.model.id)) await this.#askAgain();
  }

  #isReady(id: string): boolean {
    const { active } = this.#deps.models;
    return active.kind === 'ready' && active.model.id === id;
  }

  async #askAgain(): Promise<void> {
    const { chat } = this.#deps;
    const last = chat.rows.at(-1);
    if (chat.turn.kind !== 'idle' || last?.kind !== 'assistant') return;
    if (last.message.state.kind === 'failed') await chat.regenerate(last.message.id);
  }
}
