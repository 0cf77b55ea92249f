/** What one question may do: the tools within its reach, and how a call of the model is made. */
import type { AssistantMessage, Message, UserMessage } from '../domain/conversation.ts';
import { sendsAway } from '../domain/leaving.ts';
import type { Model } from '../domain/model.ts';
import type { Ids } from '../domain/ports.ts';
import { limits, resultText } from '../domain/tools/guard.ts';
import { mayNeedTools } from '../domain/tools/offer.ts';
import { foreignIn } from '../domain/tools/taint.ts';
import { toolError, type ToolCall } from '../domain/tools/tool.ts';
import type { TaggedTool } from '../domain/tools/capabilities.ts';
import type { ToolTag } from '../domain/watching/capability-overhang.ts';
import type { QuestionTools } from './answering.svelte.ts';
import { activeSends, type ActiveState } from './model-states.ts';
import type { ToolHost } from './tool-host.ts';

/** In characters: a step that ran until the context was full would leave no room for another one. */
const mostQuoted = 600;

const noMoreCalls = 'No more calls for this message: answer now in plain words.';

/** Whether a question looks as if it needs a tool. */
export function asksForTools(host: ToolHost, text: string, branch: readonly Message[]): boolean {
  const last = branch.findLast((message): message is AssistantMessage => message.role === 'assistant');
  const recent = (last?.calls ?? []).some(({ raw }) => raw !== '');
  return mayNeedTools(text, host.tools.learnedNames, recent);
}

/** The tools of a question that ends `branch`; undefined where it looks as if it needs none. */
export async function toolsFor(
  host: ToolHost,
  { ids, clock }: { ids: Ids; clock: () => number },
  model: Model,
  branch: readonly Message[],
): Promise<QuestionTools | undefined> {
  const question = branch.at(-1);
  if (question?.role !== 'user' || question.offersTools !== true) return undefined;
  const engineSends = sendsAway(model);
  const specs = await host.tools.offered(engineSends);
  const earlier = foreignIn(branch.slice(0, -1));
  return {
    specs,
    async call(tool, input, raw, before, signal) {
      const sources = hasForeign(question) ? [{ kind: 'pasted' } as const] : [];
      const turn = { by: 'assistant', before, sources, earlier, engineSends, signal } as const;
      const { call, wrong } = await host.call(tool, input, raw, turn);
      const last = before.length + 1 >= limits.perTurn || isOver(call);
      return { call: last ? { ...call, sent: `${call.sent}\n${noMoreCalls}` } : call, wrong, last };
    },
    objection(whole, sentence) {
      const raw = whole.length > mostQuoted ? `${whole.slice(0, mostQuoted)}…` : whole;
      const state = { kind: 'failed', error: toolError('input', sentence) } as const;
      const call: ToolCall = {
        id: ids(),
        tool: '',
        input: null,
        at: clock(),
        by: 'assistant',
        raw,
        sent: '',
        salt: ids(),
        state,
      };
      return { ...call, sent: resultText({ tool: 'The step', state }) };
    },
  };
}

/** What the person refused, or a limit stopped, ends the calls of a message: asking again would only press. */
const isOver = ({ state }: ToolCall): boolean =>
  state.kind === 'failed' && (state.error.kind === 'declined' || state.error.kind === 'refused');

const hasForeign = ({ provenance }: UserMessage): boolean => provenance.length > 0;

/** What stands beside a learned tool: the tags of these tools, and `egress` while the model in use is on another device. */
export const standingTags = (tools: readonly TaggedTool[], active: ActiveState): ToolTag[] => [
  ...new Set([...tools.flatMap(({ tags }) => tags), ...(activeSends(active) ? (['egress'] as const) : [])]),
];
