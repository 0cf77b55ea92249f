import type { AssistantMessage, UserMessage } from '../conversation.ts';
import type { ManualCall, ToolSequence } from './recurring.ts';
import type { ToolCall } from './tool.ts';

/** A question, and the answer that did something for it. */
export interface ToolTurn {
  question: UserMessage;
  answer: AssistantMessage;
}

/** Worth reading: it used tools, or was reckoned at once. */
export const didSomething = ({ calls = [], instant }: AssistantMessage): boolean =>
  calls.length > 0 || instant?.reckons === true;

/**
 * What was done in a turn, as far as a learned tool could do it: reckon, look at the clock, read a file that is named. Whatever else was
 * done parts the turn, for no tool in the cage can do it. A turn that was not typed throughout gives nothing. Of files nothing is passed on.
 */
export function manualSequences({ question, answer }: ToolTurn): ToolSequence[] {
  if (question.provenance.length > 0 || answer.state.kind !== 'done') return [];
  const { id: turnId, createdAt: at } = question;
  if (answer.instant?.reckons === true) {
    const input = { expression: answer.instant.interpretation };
    return [{ turnId, at, calls: [{ tool: 'calculate', input, output: answer.shown }] }];
  }
  const stretches: ManualCall[][] = [[]];
  for (const call of answer.calls ?? []) {
    if (call.state.kind !== 'done') continue;
    const manual = withinReach(call, call.state.output);
    if (manual === undefined) stretches.push([]);
    else stretches.at(-1)?.push(manual);
  }
  return stretches.filter((calls) => calls.length > 0).map((calls) => ({ turnId, at, calls }));
}

function withinReach({ tool, input }: ToolCall, output: ManualCall['output']): ManualCall | undefined {
  switch (tool) {
    case 'calculate':
      return { tool, input, ...(output !== undefined && { output }) };
    case 'date_time':
    case 'read_file':
      return { tool, input: null };
    default:
      return undefined;
  }
}
