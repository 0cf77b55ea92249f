import type {
  AnswerState,
  AssistantMessage,
  Message,
  Receipt,
  UserMessage,
} from '../../../src/domain/conversation.ts';

const receipt: Receipt = { model: { id: 'm', name: 'M', engine: 'server' }, system: '', firstSentId: '' };

export function userMessage(
  id: string,
  text: string,
  parentId: string | null = null,
  createdAt = 0,
): UserMessage {
  return {
    id,
    conversationId: 'c',
    parentId,
    createdAt,
    shown: text,
    sent: text,
    role: 'user',
    provenance: [],
  };
}

export function answer(
  id: string,
  text: string,
  parentId: string | null,
  state: AnswerState = { kind: 'done', finish: 'stop' },
  createdAt = 0,
): AssistantMessage {
  return {
    id,
    conversationId: 'c',
    parentId,
    createdAt,
    shown: text,
    sent: text,
    role: 'assistant',
    state,
    receipt,
  };
}

/** One branch: user and assistant in turn, each under the last. */
export function branchOf(...texts: string[]): Message[] {
  return texts.map((text, index) => {
    const id = `m${index}`;
    const parentId = index === 0 ? null : `m${index - 1}`;
    return index % 2 === 0
      ? userMessage(id, text, parentId, index)
      : answer(id, text, parentId, undefined, index);
  });
}
