import { basePrompt } from '../domain/base-prompt.ts';
import type { AssistantMessage, Message } from '../domain/conversation.ts';
import type { PromptMessage, Usage } from '../domain/generation.ts';
import { guardrails } from '../domain/guardrails.ts';
import { branchTo, treeOf } from '../domain/message-tree.ts';
import type { Model } from '../domain/model.ts';
import {
  planPrompt,
  promptOfReceipt,
  type PromptPlan,
  type PromptRefusal,
  type SystemParts,
} from '../domain/prompt.ts';
import type { Result } from '../domain/result.ts';
import { calibrate, type Calibration, estimatePrompt, uncalibrated } from '../domain/token-estimate.ts';

/** Tokens kept free for the answer. */
const maxAnswer = 1024;

/** Plans prompts, and learns from the answers how each model counts its tokens. */
export class PromptPlanner {
  readonly #parts: SystemParts;
  readonly #calibrations = new Map<string, Calibration>();

  /** `tools` has one line for each tool. */
  constructor(tools: readonly string[]) {
    this.#parts = {
      base: basePrompt,
      guardrails: guardrails.map(({ sentence }) => sentence),
      tools,
      rules: [],
    };
  }

  /** `branch` ends with the user message that asks. `harder` after the runtime found the last plan too long. */
  plan(model: Model, branch: readonly Message[], harder = false): Result<PromptPlan, PromptRefusal> {
    const last = branch.findLast(isAnswer);
    return planPrompt({
      parts: this.#parts,
      branch,
      // Another model has nothing in its cache: it may read from the first message again.
      previousFirstSentId: last?.receipt.model.id === model.id ? last.receipt.firstSentId : undefined,
      context: model.context,
      maxAnswer,
      calibration: this.#calibrationOf(model.id, branch),
      harder,
    });
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
        const { system, firstSentId, usage } = last.receipt;
        const asked = branchTo(treeOf(branch), last.parentId);
        this.learn(modelId, promptOfReceipt(system, firstSentId, asked), usage);
      }
    }
    return this.#calibrations.get(modelId) ?? uncalibrated;
  }
}

const isAnswer = (message: Message): message is AssistantMessage => message.role === 'assistant';
