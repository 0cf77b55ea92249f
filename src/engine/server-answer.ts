import type { Completion, PromptMessage, Timings, Usage } from '../domain/generation.ts';
import { splitThinking } from '../domain/think.ts';
import type { Reply } from './server-reply.ts';
import { callText } from './server-tools.ts';

/** Folds the replies of one stream into raw text and, at the end, a completion. A tool call is no text until it is whole. */
export interface AnswerFold {
  /** Takes one reply and gives the raw text that it adds. */
  add(reply: Reply): string;
  /** The text that the stream's end adds: it closes a think-block that nothing followed. */
  end(): string;
  readonly raw: string;
  /** True once the server said why it stopped. */
  readonly finished: boolean;
  completion(messages: readonly PromptMessage[]): Completion;
}

/** `now` is in milliseconds; the request began at the time of this call. */
export function createAnswerFold(now: () => number): AnswerFold {
  const start = now();
  let firstAt: number | undefined;
  let lastAt = start;
  let pieces = 0;
  let raw = '';
  let thinking = false;
  let call: { name: string; json: string } | undefined;
  let last: Pick<Reply, 'finish' | 'usage' | 'tokensPerSecond'> = {};

  const append = (text: string) => {
    raw += text;
    return text;
  };

  /** Thoughts that came in their own field are written as the think-block that the model made. */
  const asRaw = (reply: Reply) => {
    let text = '';
    if (reply.reasoning !== '') {
      text += (thinking ? '' : '<think>\n') + reply.reasoning;
      thinking = true;
    }
    if (reply.content !== '') {
      text += (thinking ? '\n</think>\n\n' : '') + reply.content;
      thinking = false;
    }
    return text;
  };

  return {
    get raw() {
      return raw;
    },
    get finished() {
      return last.finish !== undefined;
    },
    add(reply) {
      const { finish, usage, tokensPerSecond } = reply;
      last = {
        ...last,
        ...(finish && { finish }),
        ...(usage && { usage }),
        ...(tokensPerSecond && { tokensPerSecond }),
      };
      if (reply.call !== undefined)
        call = {
          name: call?.name || reply.call.name,
          json: (call?.json ?? '') + reply.call.json,
        };
      const text = asRaw(reply);
      if (text !== '' || reply.call !== undefined) {
        lastAt = now();
        firstAt ??= lastAt;
        pieces++;
      }
      return append(text);
    },
    end() {
      const closing = thinking ? '\n</think>\n\n' : '';
      thinking = false;
      return append(closing);
    },
    completion(messages) {
      const usage = last.usage ?? estimate(messages, pieces);
      const decodeMs = lastAt - (firstAt ?? lastAt);
      const measured = decodeMs > 0 ? (Math.max(0, usage.completion - 1) * 1000) / decodeMs : 0;
      const timings: Timings = {
        firstTokenMs: (firstAt ?? now()) - start,
        tokensPerSecond: last.tokensPerSecond ?? measured,
      };
      const said = { finish: last.finish ?? ('stop' as const), usage, timings };
      if (call === undefined) return { ...said, raw, text: splitThinking(raw, true).answer };
      const step = callText(call.name, call.json);
      return { ...said, raw: raw + step, text: step };
    },
  };
}

/** About four characters a token; servers send about one token a piece. */
function estimate(messages: readonly PromptMessage[], pieces: number): Usage {
  const characters = messages.reduce((sum, message) => sum + message.content.length, 0);
  return { computed: Math.ceil(characters / 4), reused: 0, completion: pieces, estimated: true };
}
