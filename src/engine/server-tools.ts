/** Tools in the way of OpenAI's API, where a server and its model have it. To the app a call is the same step as everywhere. */
import type { OfferedTool, PromptMessage } from '../domain/generation.ts';
import { grammarSchema } from '../domain/tools/grammar-schema.ts';
import { readStep, stepHint } from '../domain/tools/step.ts';

/** A message as the API has it. */
type ApiMessage =
  | PromptMessage
  | {
      role: 'assistant';
      content: string | null;
      tool_calls: { id: string; type: 'function'; function: { name: string; arguments: string } }[];
    }
  | { role: 'tool'; tool_call_id: string; content: string };

const callBegins = '{"action":"tool","tool":';

/** The part of a request's body that is about tools. One call at a time: each is shown, and may be asked about. */
export const toolFields = (tools: readonly OfferedTool[], messages: readonly PromptMessage[]) => ({
  messages: apiMessages(messages),
  tools: tools.map(({ name, description, input }) => ({
    type: 'function',
    function: { name, description, parameters: grammarSchema(input) },
  })),
  tool_choice: 'auto',
  parallel_tool_calls: false,
});

/** The text of a step for a call that was streamed; `json` is what came of its arguments. */
export const callText = (name: string, json: string): string =>
  `${callBegins}${JSON.stringify(name)},"input":${json.trim() === '' ? '{}' : json}}`;

/** Calls and their results become what they are to the API. The form that a step has elsewhere is not asked for. */
function apiMessages(messages: readonly PromptMessage[]): ApiMessage[] {
  const said: ApiMessage[] = [];
  let called: string | undefined;
  messages.forEach((message, index) => {
    const { role, content } = message;
    if (role === 'user' && called !== undefined) {
      said.push({ role: 'tool', tool_call_id: called, content });
      called = undefined;
      return;
    }
    const begins = role === 'assistant' ? content.indexOf(callBegins) : -1;
    const step = begins === -1 ? undefined : readStep(content.slice(begins));
    if (step?.kind !== 'call') {
      said.push({ role, content: role === 'user' ? content.replaceAll(`\n\n${stepHint}`, '') : content });
      return;
    }
    called = `call${index}`;
    const { tool: name, input } = step;
    said.push({
      role: 'assistant',
      content: content.slice(0, begins) || null,
      tool_calls: [{ id: called, type: 'function', function: { name, arguments: JSON.stringify(input) } }],
    });
  });
  return said;
}
