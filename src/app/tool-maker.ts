import type { Evidence, Origin } from '../domain/consent/proposal.ts';
import type { UserMessage } from '../domain/conversation.ts';
import type { LearnedTool } from '../domain/learned/state.ts';
import { sendsAway } from '../domain/leaving.ts';
import type { LearningStore } from '../domain/ports-learning.ts';
import { failure, success, type Result } from '../domain/result.ts';
import { readToolDraft, toolDraftRequest } from '../domain/tools/tool-draft.ts';
import { writeLearnedTool } from '../domain/tools/learned-tool.ts';
import type { EngineHost } from './engine-host.svelte.ts';
import type { Learning } from './learning.svelte.ts';
import type { Notes } from './notes.svelte.ts';
import type { Sandbox } from './sandbox.svelte.ts';

export interface ToolMakerDeps {
  host: EngineHost;
  learning: Learning;
  store: Promise<LearningStore>;
  /** Names of tools that are there already. */
  tools: { readonly names: readonly string[] };
  /** Tests a new tool. */
  sandbox: Pick<Sandbox, 'testNow'>;
  /** Where it is said what came of it. */
  notes: Pick<Notes, 'say'>;
  report(problem: unknown): void;
}

/** What a tool is written from. */
export interface ToolOrder {
  wish: string;
  origin: Origin;
  /** The newest last: beneath its answer one sees what is being done. */
  evidence: readonly Evidence<string>[];
  reason?: string;
  /** Why what the model wrote will not do, as a sentence. */
  objection?(tool: LearnedTool): string | undefined;
}

/** A model may take its time over code, in milliseconds. */
const patienceMs = 180_000;

/** Lets the model in use write a tool, and proposes it. It acts only after its test, and the person's tap. */
export class ToolMaker {
  readonly #deps: ToolMakerDeps;

  constructor(deps: ToolMakerDeps) {
    this.#deps = deps;
  }

  /** Begins, and says at once what will happen. */
  async begin(wish: string, { conversationId, id: messageId, shown: quote }: UserMessage): Promise<string> {
    const { host, learning, notes, report } = this.#deps;
    if (learning.mode !== 'learn')
      return 'Nothing is proposed while learning is paused. [Settings](#/settings) can change that.';
    if (host.state.kind !== 'ready')
      return 'Writing a tool needs a model: get one in [Models](#/models). You can also write one yourself in [Memory](#/memory), under Tools.';
    this.make({ wish, origin: 'said', evidence: [{ conversationId, messageId, quote }] })
      .then((made) => notes.say(made.ok ? made.value : made.error))
      .catch(report);
    return 'The model writes it now. When it is done, it is screened and tested in a cage, and waits in the [Inbox](#/inbox) with its code and its test.';
  }

  /** Has it written and proposes it. Either way a sentence on what came of it. */
  async make({ wish, origin, evidence, reason, objection }: ToolOrder): Promise<Result<string, string>> {
    const { host, learning, tools, sandbox } = this.#deps;
    if (host.state.kind !== 'ready') return failure('Writing a tool needs a model that is ready.');
    // What was done by hand comes out of past conversations; a wish was typed just now.
    if (origin === 'inferred' && sendsAway(host.state.model))
      return failure('The model in use runs on another device. Use one on this device to have this drafted.');
    const done = learning.work({ messageId: evidence.at(-1)?.messageId ?? '', what: 'drafting' });
    try {
      const { model } = host.state;
      const result = await host.generate(model, toolDraftRequest(wish, tools.names), {
        title: 'Writing a tool',
        onDelta: () => {},
        signal: AbortSignal.timeout(patienceMs),
      });
      if (!result.ok) return failure(`The tool was not written: ${result.error.sentence}`);
      const tool = readToolDraft(result.value.text);
      if (tool === undefined)
        return failure(
          'The model wrote no tool that can be used. Say more exactly what it should do, with an example.',
        );
      const problem = objection?.(tool);
      if (problem !== undefined) return failure(problem);
      const store = await this.#deps.store;
      const text = writeLearnedTool(tool);
      const draft = { kind: 'tool', scope: 'always', text, origin, evidence } as const;
      const [proposed] = await store.propose([{ ...draft, ...(reason !== undefined && { reason }) }]);
      if (proposed === undefined) return failure('The tool was not proposed.');
      if (!proposed.ok) return failure(proposed.error.sentence);
      sandbox.testNow(proposed.value.id);
      return success(`The tool “${tool.name}” waits in the Inbox.`);
    } finally {
      done();
    }
  }
}
