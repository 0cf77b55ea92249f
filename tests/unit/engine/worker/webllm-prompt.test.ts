import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PromptMessage } from '../../../../src/domain/generation.ts';
import { createPromptMemory } from '../../../../src/engine/worker/webllm-prompt.ts';

const system: PromptMessage = { role: 'system', content: 'Prices are in $.' };
const user = (content: string): PromptMessage => ({ role: 'user', content });
const assistant = (content: string): PromptMessage => ({ role: 'assistant', content });
const usage = { computed: 10, completion: 5 };

/** What web-llm does with a text that goes through a template. */
const template = (text: string) => '{user_message}'.replace('{user_message}', text);

describe('createPromptMemory', () => {
  it('doubles the dollar sign where a template would eat it', () => {
    const { messages } = createPromptMemory(() => true).prepare([system, user("$$ $& $' $` $1 5$")]);
    expect(messages[1]?.content).toBe("$$$$ $$& $$' $$` $$1 5$$");
    expect(messages.map(({ content }) => template(content))).toEqual([system.content, "$$ $& $' $` $1 5$"]);
  });

  it('leaves the text of roles without a template alone', () => {
    const { messages } = createPromptMemory((role) => role === 'system').prepare([system, user('$5')]);
    expect(messages).toEqual([{ role: 'system', content: 'Prices are in $$.' }, user('$5')]);
  });

  it('sends on turn 2 exactly what web-llm holds of turn 1: the prompt as sent, the answer as written', () => {
    const memory = createPromptMemory(() => true);
    const first = memory.prepare([system, user('What costs $5?')]);
    expect(first.reused).toBe(0);
    memory.answered('<think>\n\n</think>\n\nTea is $5, $$ is bash. ', usage);
    const second = memory.prepare([
      system,
      user('What costs $5?'),
      assistant('<think>\n\n</think>\n\nTea is $5, $$ is bash. '),
      user('And $6?'),
    ]);
    expect(second.messages).toEqual([
      ...first.messages,
      assistant('<think>\n\n</think>\n\nTea is $5, $$ is bash. '),
      user('And $$6?'),
    ]);
    expect(second.reused).toBe(15);
  });

  it.each([
    [
      'a stopped answer',
      (memory: ReturnType<typeof createPromptMemory>) => memory.forget(),
      'Tea is $5',
      system,
    ],
    ['an edited answer', () => {}, 'Tea was $5', system],
    ['another system message', () => {}, 'Tea is $5', { ...system, content: 'Other.' }],
  ])('escapes the whole history after %s', (_, after, text, sys) => {
    const memory = createPromptMemory(() => true);
    memory.prepare([system, user('Hi')]);
    memory.answered('Tea is $5', usage);
    after(memory);
    const next = memory.prepare([sys as PromptMessage, user('Hi'), assistant(text), user('And?')]);
    expect(next.reused).toBe(0);
    expect(next.messages[2]?.content).toBe(text.replace('$', '$$$$'));
  });

  it('does not believe that a branch is the conversation that is held', () => {
    const memory = createPromptMemory(() => true);
    memory.prepare([system, user('Hi')]);
    memory.answered('one', usage);
    memory.prepare([system, user('Hi')]);
    memory.answered('two', usage);
    expect(memory.prepare([system, user('Hi'), assistant('one'), user('And?')]).reused).toBe(0);
    expect(memory.prepare([system, user('Hi'), assistant('two'), user('And?')]).reused).toBe(0);
  });

  it('lets the model read every text as it was meant, on any path of turns', () => {
    const text = fc.string({
      unit: fc.constantFrom('$', '&', "'", '`', '1', 'a', '{user_message}'),
      maxLength: 8,
    });
    const turn = fc.record({ prompt: text, answer: text, goesOn: fc.boolean(), editsHistory: fc.boolean() });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 8 }), (turns) => {
        const memory = createPromptMemory(() => true);
        // web-llm's side: what it holds, and what of it the model has read.
        let heldBy: PromptMessage[] | undefined;
        let read: string[] = [];
        let history: PromptMessage[] = [system];
        for (const { prompt, answer, goesOn, editsHistory } of turns) {
          if (editsHistory)
            history = history.map((message) => ({ ...message, content: `${message.content}$` }));
          const given = [...history, user(prompt)];
          const { messages, reused } = memory.prepare(given);
          const keeps =
            heldBy !== undefined && JSON.stringify(heldBy) === JSON.stringify(messages.slice(0, -1));
          expect(reused > 0).toBe(keeps);
          const newly = keeps ? messages.slice(-1) : messages;
          read = [...(keeps ? read : []), ...newly.map(({ content }) => template(content))];
          expect(read).toEqual(given.map(({ content }) => content));
          read.push(answer);
          heldBy = goesOn ? [...messages, assistant(answer)] : undefined;
          if (goesOn) memory.answered(answer, usage);
          else memory.forget();
          history = [...given, assistant(answer)];
        }
      }),
    );
  });
});
