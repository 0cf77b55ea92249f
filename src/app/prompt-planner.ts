import { basePrompt } from '../domain/base-prompt.ts';
import type { AssistantMessage, Message } from '../domain/conversation.ts';
import type { PromptMessage, Usage } from '../domain/generation.ts';
import { guardrails } from '../domain/guardrails.ts';
import { branchTo, treeOf } from '../domain/message-tree.ts';
import { reminderFor, ruleLines, type Reminder } from '../domain/learned/prompt-lines.ts';
import type { LearnedItem } from '../domain/learned/state.ts';
import type { Model } from '../domain/model.ts';
import {
  hasRoomForTools,
  planPrompt,
  promptOfReceipt,
  type PromptPlan,
  type PromptRefusal,
  type SystemParts,
} from '../domain/prompt.ts';
import { success, type Result } from '../domain/result.ts';
import { calibrate, type Calibration, estimatePrompt, uncalibrated } from '../domain/token-estimate.ts';

/** What acts now: active items without the suspended ones, and the version that they stand in. */
export interface Learned {
  version: number;
  items: readonly LearnedItem[];
}

export interface LearnedPlan extends PromptPlan {
  learned: { version: number; items: string[] };
}

export const nothingLearned: Learned = { version: 0, items: [] };

/** Tokens kept free for the answer. */
const maxAnswer = 1024;

/** Plans prompts, and learns from the answers how each model counts its tokens. */
export class PromptPlanner {
  readonly #tools: (model: Model) => readonly string[];
  readonly #learned: () => Learned;
  readonly #calibrations = new Map<string, Calibration>();

  /** `tools` has one line for each tool that a model may be offered; `learned` is what acts now. */
  constructor(tools: (model: Model) => readonly string[], learned: () => Learned = () => nothingLearned) {
    this.#tools = tools;
    this.#learned = learned;
  }

  /** The preferences that matter to a message. Call it once: they are kept with the message. */
  reminderFor(text: string): Reminder | undefined {
    return reminderFor(text, this.#learned().items);
  }

  /** `branch` ends with the user message that asks. `harder` after the runtime found the last plan too long. */
  plan(model: Model, branch: readonly Message[], harder = false): Result<LearnedPlan, PromptRefusal> {
    const learned = this.#learned();
    const last = branch.findLast(isAnswer);
    const planned = planPrompt({
      parts: this.#parts(model, learned),
      branch,
      // Another model has nothing in its cache: it may read from the first message again.
      previousFirstSentId: last?.receipt.model.id === model.id ? last.receipt.firstSentId : undefined,
      context: model.context,
      maxAnswer,
      calibration: this.#calibrationOf(model.id, branch),
      harder,
      active: new Set(learned.items.map(({ id }) => id)),
    });
    if (!planned.ok) return planned;
    return success({ ...planned.value, learned: learnedIn(learned, branch) });
  }

  /** Whether the model can be told of its tools at all. `branch` is what was said so far. */
  hasRoomForTools(model: Model, branch: readonly Message[]): boolean {
    const calibration = this.#calibrationOf(model.id, branch);
    const parts = this.#parts(model, this.#learned());
    return hasRoomForTools({ parts, context: model.context, calibration });
  }

  #parts(model: Model, { items }: Learned): SystemParts {
    return {
      base: basePrompt,
      guardrails: guardrails.map(({ sentence }) => sentence),
      tools: this.#tools(model),
      rules: ruleLines(items),
    };
  }

  learn(modelId: string, messages: readonly PromptMessage[], usage: Usage): void {
    if (usage.estimated) return;
    const before = this.#calibrations.get(modelId) ?? uncalibrated;
    const after = calibrate(before, estimatePrompt(messages), usage.computed + usage.reused);
    this.#calibrations.set(modelId, after);
  }

  /** After a reload, the newest counted answer of the branch teaches again. */
  #calibrationOf(modelId: string, branch: readonly Message[]): Calibration {
    if (!this.#calibrations.has(modelId)) {
      const last = branch.findLast(
        (message): message is AssistantMessage => isAnswer(message) && message.receipt.model.id === modelId,
      );
      if (last?.receipt.usage !== undefined) {
        const asked = branchTo(treeOf(branch), last.parentId);
        this.learn(modelId, promptOfReceipt(last.receipt, asked), last.receipt.usage);
      }
    }
    return this.#calibrations.get(modelId) ?? uncalibrated;
  }
}

/** All rules, and the preferences of the reminder that goes with the question. */
function learnedIn({ version, items }: Learned, branch: readonly Message[]): LearnedPlan['learned'] {
  const question = branch.at(-1);
  const reminded = question?.role === 'user' ? (question.reminder?.items ?? []) : [];
  const acts = ({ kind, id }: LearnedItem) => kind === 'rule' || reminded.includes(id);
  return { version, items: items.filter(acts).map(({ id }) => id) };
}

const isAnswer = (message: Message): message is AssistantMessage => message.role === 'assistant';
