import { describe, expect, it } from 'vitest';
import type { AssistantMessage, Message } from '../../../src/domain/conversation.ts';
import { awayHost, newlyLeaving, sendsAway } from '../../../src/domain/leaving.ts';
import type { Model } from '../../../src/domain/model.ts';

const server = (address: string, id = 'away'): Model => ({
  id,
  name: 'Away',
  engine: 'server',
  address,
  modelName: 'away',
  context: 8192,
});
const away = server('https://models.example:8443/v1');

const question: Message = {
  id: 'q',
  conversationId: 'c',
  parentId: null,
  createdAt: 0,
  role: 'user',
  shown: 'Hi',
  sent: 'Hi',
  provenance: [],
};

const answerOf = (id: string): AssistantMessage => ({
  id: 'a',
  conversationId: 'c',
  parentId: 'q',
  createdAt: 0,
  role: 'assistant',
  shown: 'Hello',
  sent: 'Hello',
  state: { kind: 'done', finish: 'stop' },
  receipt: {
    model: { id, name: id, engine: id === 'instant' ? 'instant' : 'server' },
    system: '',
    firstSentId: 'q',
  },
  ...(id === 'instant' && { instant: { interpretation: 'a note' } }),
});

const conversation = (...answers: string[]): Message[] => answers.flatMap((id) => [question, answerOf(id)]);

describe('a server', () => {
  it.each([
    ['http://localhost:11434/v1', undefined],
    ['http://[::1]:11434/v1', undefined],
    ['http://192.168.1.20:11434/v1', '192.168.1.20:11434'],
    ['https://models.example/v1', 'models.example'],
    ['http://127.0.0.1.models.example/v1', '127.0.0.1.models.example'],
    ['http://localhost.models.example/v1', 'localhost.models.example'],
  ])('%s is at %s', (address, host) => {
    expect(awayHost(server(address))).toBe(host);
    expect(sendsAway(server(address))).toBe(host !== undefined);
  });
});

describe('a conversation', () => {
  it.each([
    ['that begins leaves by the first question, as the person meant it', [], false],
    ['that another model answered has not been there', ['local'], true],
    ['that this model answered last has been there', ['local', 'away'], false],
    ['that another model went on with has not been there whole', ['away', 'local'], true],
    ['that was answered without any model has not been there', ['instant'], true],
    ['stays where it is known when something was answered at once', ['away', 'instant'], false],
    ['that another model answered stays unknown', ['local', 'instant'], true],
  ])('%s', (_what, answers, leaves) => {
    expect(newlyLeaving(away, conversation(...answers))).toBe(leaves ? 'models.example:8443' : undefined);
  });

  it('never leaves with a model on this device', () => {
    const here = server('http://localhost:11434/v1');
    expect(newlyLeaving(here, conversation('local', 'instant'))).toBeUndefined();
  });
});
