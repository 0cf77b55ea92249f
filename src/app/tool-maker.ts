import type { UserMessage } from '../domain/conversation.ts';
import type { LearningStore } from '../domain/ports-learning.ts';
import { readToolDraft, toolDraftRequest } from '../domain/tools/tool-draft.ts';
import { writeLearnedTool } from '../domain/tools/learned-tool.ts';
import type { EngineHost } from './engine-host.svelte.ts';
import type { Learning } from './learning.svelte.ts';

export interface ToolMakerDeps {
  host: EngineHost;
  learning: Learning;
  store: Promise<LearningStore>;
  /** Names of tools that are there already. */
  names(): readonly string[];
  /** A new tool waits: it is to be tested. */
  onProposed(id: string): void;
  /** What came of it, as a sentence, once it is known. */
  say(sentence: string): void;
  report(problem: unknown): void;
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
  async begin(wish: string, question: UserMessage): Promise<string> {
    const { host, learning } = this.#deps;
    if (learning.mode !== 'learn')
      return 'Nothing is proposed while learning is paused. [Settings](#/settings) can change that.';
    if (host.state.kind !== 'ready')
      return 'Writing a tool needs a model: get one in [Models](#/models). You can also write one yourself in [Memory](#/memory), under Tools.';
    void this.#make(wish, question).catch(this.#deps.report);
    return 'The model writes it now. When it is done, it is screened and tested in a cage, and waits in the [Inbox](#/inbox) with its code and its test.';
  }

  async #make(wish: string, question: UserMessage): Promise<void> {
    const { host, learning, names, onProposed, say } = this.#deps;
    if (host.state.kind !== 'ready') return;
    const done = learning.work({ messageId: question.id, what: 'drafting' });
    try {
      const { model } = host.state;
      const result = await host.generate(model, toolDraftRequest(wish, names()), {
        title: 'Writing a tool',
        onDelta: () => {},
        signal: AbortSignal.timeout(patienceMs),
      });
      if (!result.ok) return say(`The tool was not written: ${result.error.sentence}`);
      const tool = readToolDraft(result.value.text);
      if (tool === undefined)
        return say(
          'The model wrote no tool that can be used. Say more exactly what it should do, with an example.',
        );
      const { conversationId, id: messageId, shown: quote } = question;
      const store = await this.#deps.store;
      const [proposed] = await store.propose([
        {
          kind: 'tool',
          scope: 'always',
          text: writeLearnedTool(tool),
          origin: 'said',
          evidence: [{ conversationId, messageId, quote }],
        },
      ]);
      if (proposed === undefined) return;
      if (!proposed.ok) return say(proposed.error.sentence);
      onProposed(proposed.value.id);
      say(`The tool “${tool.name}” waits in the Inbox.`);
    } finally {
      done();
    }
  }
}
