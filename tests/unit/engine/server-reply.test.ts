import { describe, expect, it } from 'vitest';
import { readReply } from '../../../src/engine/server-reply.ts';

const chunk = (delta: object, more: object = {}) => ({
  choices: [{ index: 0, delta, finish_reason: null }],
  ...more,
});

describe('readReply', () => {
  it.each([
    ['text', chunk({ content: 'Hi' }), { content: 'Hi', reasoning: '' }],
    ['a role alone', chunk({ role: 'assistant', content: null }), { content: '', reasoning: '' }],
    ['thoughts of llama.cpp and vLLM', chunk({ reasoning_content: 'hm' }), { content: '', reasoning: 'hm' }],
    ['thoughts of Ollama', chunk({ content: '', reasoning: 'hm' }), { content: '', reasoning: 'hm' }],
    [
      'usage that is not there yet',
      chunk({ content: 'a' }, { usage: null }),
      { content: 'a', reasoning: '' },
    ],
    [
      'counts with cached tokens',
      {
        choices: [],
        usage: { prompt_tokens: 10, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 8 } },
      },
      { content: '', reasoning: '', usage: { computed: 2, reused: 8, completion: 3, estimated: false } },
    ],
    [
      'counts of vLLM, whose details are null',
      { choices: [], usage: { prompt_tokens: 10, completion_tokens: 3, prompt_tokens_details: null } },
      { content: '', reasoning: '', usage: { computed: 10, reused: 0, completion: 3, estimated: false } },
    ],
    [
      'the timings of llama.cpp',
      chunk({}, { timings: { cache_n: 8, prompt_n: 2, predicted_n: 3, predicted_per_second: 12.5 } }),
      {
        content: '',
        reasoning: '',
        usage: { computed: 2, reused: 8, completion: 3, estimated: false },
        tokensPerSecond: 12.5,
      },
    ],
    [
      'how far the prompt is read',
      chunk({ content: null }, { prompt_progress: { total: 8, cache: 2, processed: 4, time_ms: 1 } }),
      { content: '', reasoning: '', prefill: 0.5 },
    ],
    [
      "OpenAI's error",
      { error: { message: 'No', type: 'invalid', code: 'x' } },
      { content: '', reasoning: '', error: { message: 'No', label: 'invalid x' } },
    ],
    ["Ollama's error", { error: 'No' }, { content: '', reasoning: '', error: { message: 'No', label: '' } }],
    [
      "old vLLM's error",
      { object: 'error', message: 'No', type: 'BadRequestError', code: 400 },
      { content: '', reasoning: '', error: { message: 'No', label: 'BadRequestError 400' } },
    ],
  ])('reads %s', (_name, value, expected) => {
    expect(readReply(value)).toEqual(expected);
  });

  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['eos', 'stop'],
  ])('reads the finish reason %s', (given, finish) => {
    expect(readReply({ choices: [{ delta: {}, finish_reason: given }] })).toMatchObject({ finish });
  });

  it.each([undefined, null, 3, 'text', [], {}, { usage: 4 }, { choices: 'none' }])('refuses %j', (value) => {
    expect(readReply(value)).toBeUndefined();
  });

  it('survives wrong types in every field', () => {
    const odd = chunk(
      { content: 4, reasoning_content: {} },
      { usage: { prompt_tokens: -1 }, timings: [], prompt_progress: 'x' },
    );
    expect(readReply(odd)).toEqual({ content: '', reasoning: '' });
  });
});
