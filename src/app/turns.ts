/** What a conversation on the screen tells of its turns. */
import type { AssistantMessage, Receipt, UserMessage } from '../domain/conversation.ts';
import type { PromptMessage } from '../domain/generation.ts';
import { promptOfReceipt } from '../domain/prompt.ts';
import type { ConversationView } from './conversation-view.svelte.ts';

type View = Pick<ConversationView, 'find' | 'branch' | 'branchTo' | 'conversation'>;

export interface SentPrompt {
  messages: PromptMessage[];
  receipt: Receipt;
}

/** A finished answer and the message that it answers. `closed`: nothing is learned from this conversation. */
export interface AnsweredTurn {
  question: UserMessage;
  answer: AssistantMessage;
  closed: boolean;
}

/** What an answer was given to, for "What was sent". */
export function sentPromptOf(view: View, answerId: string): SentPrompt | undefined {
  const answer = view.find(answerId);
  if (answer?.role !== 'assistant') return undefined;
  const { receipt, parentId } = answer;
  return { messages: promptOfReceipt(receipt, view.branchTo(parentId)), receipt };
}

export function answeredTurnOf(view: View, answerId: string): AnsweredTurn | undefined {
  const answer = view.find(answerId);
  if (answer?.role !== 'assistant' || answer.parentId === null) return undefined;
  const question = view.find(answer.parentId);
  if (question?.role !== 'user') return undefined;
  return { question, answer, closed: view.conversation?.learningClosed === true };
}

/** What the next turn will send before its own words; undefined where nothing was answered yet. */
export function promptSoFarOf(view: View): PromptMessage[] | undefined {
  const answer = view.branch.at(-1);
  if (answer?.role !== 'assistant' || answer.state.kind !== 'done') return undefined;
  const sent = sentPromptOf(view, answer.id);
  return sent && [...sent.messages, { role: 'assistant', content: answer.sent }];
}
