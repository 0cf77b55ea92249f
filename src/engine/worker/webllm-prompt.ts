import type { Completion, PromptMessage } from '../../domain/generation.ts';

/** Messages as web-llm has to get them, and the tokens of them that it still holds, by our own count. */
export interface PreparedPrompt {
  messages: PromptMessage[];
  reused: number;
}

export interface PromptMemory {
  prepare(messages: readonly PromptMessage[]): PreparedPrompt;
  /** Call it when the answer to the prompt prepared last ended by itself: only then does web-llm go on from there. */
  answered(raw: string, usage: Pick<Completion['usage'], 'computed' | 'completion'>): void;
  /** Call it after any other end. */
  forget(): void;
}

/** One conversation in two forms: as the app gave it, and as web-llm holds it. */
interface Held {
  given: readonly PromptMessage[];
  sent: readonly PromptMessage[];
  tokens: number;
}

/**
 * web-llm (0.2.86) fills its templates with `String.replace`, which reads `$$`, `$&` and the like as commands, so `$` is
 * doubled there. But it keeps its computed prefix only if all messages but the last are, as strings, those that it holds: what it was sent
 * before, and its own answers as it wrote them, which went through no template. This remembers both forms of each message.
 *
 * @param isTemplated whether the model's configuration has a template for a role: without one, text is taken as it is.
 */
export function createPromptMemory(isTemplated: (role: PromptMessage['role']) => boolean): PromptMemory {
  let held: Held | undefined;
  let asked: Held | undefined;

  const escape = ({ role, content }: PromptMessage): PromptMessage => ({
    role,
    content: isTemplated(role) ? content.replaceAll('$', '$$$$') : content,
  });

  return {
    prepare(messages) {
      const goesOn = held !== undefined && areSame(held.given, messages.slice(0, -1));
      const known = goesOn && held !== undefined ? held : { given: [], sent: [], tokens: 0 };
      const sent = [...known.sent, ...messages.slice(known.sent.length).map(escape)];
      asked = { given: messages, sent, tokens: known.tokens };
      held = undefined;
      // A copy: web-llm writes into the request that it gets.
      return { messages: sent.map((message) => ({ ...message })), reused: known.tokens };
    },
    answered(raw, { computed, completion }) {
      if (asked === undefined) return;
      const answer: PromptMessage = { role: 'assistant', content: raw };
      held = {
        given: [...asked.given, answer],
        sent: [...asked.sent, answer],
        tokens: asked.tokens + computed + completion,
      };
      asked = undefined;
    },
    forget() {
      held = undefined;
      asked = undefined;
    },
  };
}

function areSame(some: readonly PromptMessage[], others: readonly PromptMessage[]): boolean {
  return (
    some.length === others.length &&
    some.every(
      ({ role, content }, index) => role === others[index]?.role && content === others[index].content,
    )
  );
}
