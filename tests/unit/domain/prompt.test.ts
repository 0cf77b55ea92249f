import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/domain/conversation.ts';
import { engineError } from '../../../src/domain/engine-error.ts';
import {
  planPrompt,
  promptOfReceipt,
  type PromptPlan,
  type PromptRequest,
} from '../../../src/domain/prompt.ts';
import { uncalibrated } from '../../../src/domain/token-estimate.ts';
import { answer, branchOf, userMessage } from './conversation-samples.ts';

const parts = { base: 'Base.', guardrails: ['Guard.'], tools: [], rules: [] };

function request(branch: Message[], change: Partial<PromptRequest> = {}): PromptRequest {
  return { parts, branch, context: 4096, maxAnswer: 1024, calibration: uncalibrated, ...change };
}

function planned(branch: Message[], change: Partial<PromptRequest> = {}): PromptPlan {
  const result = planPrompt(request(branch, change));
  if (!result.ok) throw new Error(result.error.error.sentence);
  return result.value;
}

const contents = (plan: PromptPlan) => plan.messages.map(({ content }) => content);

describe('planPrompt', () => {
  it('puts the most stable first', () => {
    const full = { base: 'Base.', guardrails: ['G1', 'G2'], tools: ['T1'], rules: ['R1', 'R2'] };
    const plan = planned(branchOf('Hi'), { parts: full });
    expect(plan.system).toBe(
      'Base.\n\nAlways:\n- G1\n- G2\n\nYour tools:\n- T1\n\nThis person approved these rules:\n- R1\n- R2',
    );
    expect(plan.messages).toEqual([
      { role: 'system', content: plan.system },
      { role: 'user', content: 'Hi' },
    ]);
  });

  it('sends the exact text of an answer, not what was shown', () => {
    const branch = branchOf('Hi', 'Hello', 'More');
    branch[1] = { ...answer('m1', 'Hello', 'm0'), sent: '<think>hm</think>\n\nHello ' };
    expect(contents(planned(branch)).slice(1)).toEqual(['Hi', '<think>hm</think>\n\nHello ', 'More']);
  });

  it('begins with the last prompt and its answer, byte for byte, while all fits', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 3, maxLength: 11 }), (texts) => {
        const branch = branchOf(...texts).slice(0, texts.length - ((texts.length + 1) % 2));
        const before = planned(branch.slice(0, -2), { context: 100_000 });
        const now = planned(branch, { context: 100_000, previousFirstSentId: before.firstSentId });
        const answered = { role: 'assistant', content: branch.at(-2)?.sent };
        expect(now.messages.slice(0, -1)).toEqual([...before.messages, answered]);
        expect(now.dropped).toBe(false);
      }),
    );
  });

  it('keeps the prefix over trimmed turns too: it trims once, to half of the context, and then holds still', () => {
    const turn = 'word '.repeat(60);
    let first: string | undefined;
    let last: PromptPlan | undefined;
    let trims = 0;
    for (let length = 1; length <= 81; length += 2) {
      const branch = branchOf(...Array.from({ length }, () => turn));
      const plan = planned(branch, { context: 2000, maxAnswer: 400, previousFirstSentId: first });
      expect(plan.estimate).toBeLessThanOrEqual(1600);
      if (first !== undefined && plan.firstSentId !== first) {
        trims++;
        expect(plan.estimate).toBeLessThanOrEqual(1000);
        expect(plan.dropped).toBe(true);
      } else if (last !== undefined) {
        expect(plan.messages.slice(0, last.messages.length)).toEqual(last.messages);
      }
      first = plan.firstSentId;
      last = plan;
    }
    expect(trims).toBeGreaterThan(2);
    expect(trims).toBeLessThan(15);
  });

  it('leaves out whole turns: what is left begins with a user message', () => {
    const texts = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(texts, fc.boolean(), (lengths, harder) => {
        const branch = branchOf(...lengths.map((length) => 'word '.repeat(length)));
        if (branch.length % 2 === 0) branch.pop();
        const result = planPrompt(request(branch, { context: 600, maxAnswer: 100, harder }));
        if (!result.ok) return;
        expect(result.value.messages.map(({ role }) => role)).toEqual(
          result.value.messages.map((_, index) =>
            index === 0 ? 'system' : index % 2 === 1 ? 'user' : 'assistant',
          ),
        );
        expect(result.value.messages.at(-1)?.content).toBe(branch.at(-1)?.sent);
        expect(result.value.estimate).toBeLessThanOrEqual(500);
        if (harder) expect(result.value.dropped).toBe(true);
      }),
    );
  });

  it('starts at the root again where the known beginning is not in this branch', () => {
    expect(planned(branchOf('a', 'b', 'c'), { previousFirstSentId: 'elsewhere' }).firstSentId).toBe('m0');
  });

  it('cuts more when the runtime refused the prompt, and gives up when nothing is left to cut', () => {
    const branch = branchOf('one', 'two', 'three');
    const plan = planned(branch, { harder: true });
    expect(contents(plan).slice(1)).toEqual(['three']);
    expect(plan.firstSentId).toBe('m2');
    const refused = planPrompt(request(branch, { harder: true, previousFirstSentId: 'm2' }));
    expect(refused).toMatchObject({
      ok: false,
      error: { reason: 'message', error: { kind: 'context-overflow' } },
    });
  });

  it('says in words how much too long a message is', () => {
    const refused = planPrompt(request(branchOf('word '.repeat(4000))));
    const sentence = refused.ok ? '' : refused.error.error.sentence;
    expect(refused).toMatchObject({
      ok: false,
      error: { reason: 'message', error: { kind: 'context-overflow' } },
    });
    expect(sentence).toMatch(/^This message is about [12],\d\d0 words too long for this model\./);
    const chinese = planPrompt(request(branchOf('好'.repeat(4000))));
    expect(chinese.ok ? '' : chinese.error.error.sentence).toMatch(/about (9|1,0)\d0 characters too long/);
  });

  it('refuses rules that take more than 40 % of the context, and names them', () => {
    const rules = ['short rule', 'long '.repeat(400).trim()];
    const refused = planPrompt(request(branchOf('Hi'), { context: 1000, parts: { ...parts, rules } }));
    expect(refused).toMatchObject({
      ok: false,
      error: { reason: 'rules', error: { kind: 'context-overflow' } },
    });
    expect(refused.ok ? '' : refused.error.error.sentence).toContain('“long long');
    expect(refused.ok ? '' : refused.error.error.sentence).not.toContain('short rule');
  });

  it('leaves the tools out where they and the rules are too much, and never asks for them to be retired', () => {
    const tools = ['read_file(path): Reads a file.', 'long '.repeat(400).trim()];
    const full = { ...parts, rules: ['R1'], tools };
    expect(planned(branchOf('Hi'), { parts: full }).system).toContain('Your tools:\n- read_file');
    const small = planned(branchOf('Hi'), { context: 1000, parts: full });
    expect(small.system).toBe('Base.\n\nAlways:\n- Guard.\n\nThis person approved these rules:\n- R1');
    const rules = ['long '.repeat(400).trim()];
    const refused = planPrompt(request(branchOf('Hi'), { context: 1000, parts: { ...full, rules } }));
    expect(refused.ok ? '' : refused.error.error.sentence).not.toContain('read_file');
  });

  it('obeys the calibration', () => {
    const branch = branchOf('word '.repeat(200));
    expect(planPrompt(request(branch, { context: 1000 })).ok).toBe(true);
    expect(planPrompt(request(branch, { context: 1000, calibration: { ratio: 4, samples: 1 } })).ok).toBe(
      false,
    );
  });
});

describe('a turn without an answer', () => {
  it('is joined with the next message, so that the roles take turns', () => {
    const branch: Message[] = [
      userMessage('u1', 'My name is Ana.'),
      answer('a1', '', 'u1', { kind: 'failed', error: engineError('network') }),
      userMessage('u2', 'What is my name?', 'a1'),
      { ...answer('a2', '', 'u2', { kind: 'stopped' }), sent: '<think>Let' },
      userMessage('u3', 'Well?', 'a2'),
    ];
    expect(planned(branch).messages.slice(1)).toEqual([
      { role: 'user', content: 'My name is Ana.\n\nWhat is my name?\n\nWell?' },
    ]);
  });

  it('keeps a partial answer', () => {
    const branch: Message[] = [
      userMessage('u1', 'Count.'),
      answer('a1', 'One, two', 'u1', { kind: 'interrupted' }),
      userMessage('u2', 'Go on.', 'a1'),
    ];
    expect(contents(planned(branch)).slice(1)).toEqual(['Count.', 'One, two', 'Go on.']);
  });

  it('leaves out a message that the model could not read', () => {
    const branch: Message[] = [
      userMessage('u1', 'Far too long'),
      answer('a1', '', 'u1', { kind: 'failed', error: engineError('context-overflow') }),
      userMessage('u2', 'Short', 'a1'),
    ];
    expect(contents(planned(branch)).slice(1)).toEqual(['Short']);
  });
});

describe('promptOfReceipt', () => {
  it('makes the prompt again, as it was sent', () => {
    const branch = branchOf(...Array.from({ length: 21 }, () => 'word '.repeat(60)));
    const plan = planned(branch, { context: 1000 });
    expect(plan.dropped).toBe(true);
    expect(promptOfReceipt(plan, branch)).toEqual(plan.messages);
  });
});

describe('reminders', () => {
  const reminded = {
    ...userMessage('m0', 'Hi'),
    sent: 'Keep to my preferences:\n- P\n\nHi',
    reminder: { items: ['p'] },
  };
  const branch: Message[] = [reminded, answer('m1', 'Hello', 'm0'), userMessage('m2', 'More', 'm1')];

  it('are sent as they were, as long as what they name still acts', () => {
    const plan = planned(branch, { active: new Set(['p']) });
    expect(contents(plan)[1]).toBe(reminded.sent);
    expect(plan.plain).toEqual([]);
  });

  it('are left out of the whole conversation once one of their preferences was retired', () => {
    const plan = planned(branch, { active: new Set(['other']) });
    expect(contents(plan)[1]).toBe('Hi');
    expect(plan.plain).toEqual(['m0']);
    expect(promptOfReceipt(plan, branch)).toEqual(plan.messages);
  });
});
