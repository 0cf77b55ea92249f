import { describe, expect, it } from 'vitest';
import { PromptPlanner } from '../../../src/app/prompt-planner.ts';
import type { Message } from '../../../src/domain/conversation.ts';
import { answer, userMessage } from '../domain/conversation-samples.ts';
import { localModel } from './fakes.ts';

const model = localModel('a');
const long = userMessage('u', 'word '.repeat(1500));

describe('the prompt planner', () => {
  it('puts the base prompt and all guardrails first', () => {
    const plan = new PromptPlanner(() => ['calculator: Works out sums.']).plan(model, [
      userMessage('u', 'Hi'),
    ]);
    const system = plan.ok ? plan.value.system : '';
    expect(system).toMatch(/^You are Assent/);
    expect(system.match(/^- /gm)).toHaveLength(8);
    expect(system).toContain('- calculator: Works out sums.');
  });

  it('learns how a model counts, each model for itself', () => {
    const planner = new PromptPlanner(() => []);
    expect(planner.plan(model, [long]).ok).toBe(true);
    const messages = [{ role: 'user' as const, content: 'a'.repeat(400) }];
    planner.learn('a', messages, { computed: 300, reused: 100, completion: 1, estimated: true });
    expect(planner.plan(model, [long]).ok).toBe(true);
    planner.learn('a', messages, { computed: 300, reused: 100, completion: 1, estimated: false });
    expect(planner.plan(model, [long]).ok).toBe(false);
    expect(planner.plan(localModel('b'), [long]).ok).toBe(true);
  });

  it('has no tools for a model that takes too many tokens to read of them', () => {
    const planner = new PromptPlanner(() => ['tool(text): Does something with it. '.repeat(60)]);
    const branch = [userMessage('u', 'Hi')];
    expect(planner.hasRoomForTools(model, branch)).toBe(true);
    const messages = [{ role: 'user' as const, content: 'a'.repeat(400) }];
    planner.learn('a', messages, { computed: 400, reused: 0, completion: 1, estimated: false });
    expect(planner.hasRoomForTools(model, branch)).toBe(false);
    const plan = planner.plan(model, branch);
    expect(plan.ok && plan.value.system).not.toContain('Your tools:');
  });

  it('learns again from the newest counted answer after a reload', () => {
    const asked = userMessage('q', 'a'.repeat(400));
    const counted = answer('r', 'Yes', 'q');
    counted.receipt = {
      model: { id: 'a', name: 'A', engine: 'wllama' },
      system: '',
      firstSentId: 'q',
      usage: { computed: 400, reused: 0, completion: 1, estimated: false },
    };
    const branch: Message[] = [asked, counted, { ...long, parentId: 'r' }];
    expect(new PromptPlanner(() => []).plan(model, branch).ok).toBe(false);
    expect(new PromptPlanner(() => []).plan(localModel('b'), branch).ok).toBe(true);
  });

  it('keeps the beginning of the last prompt for the same model only', () => {
    const dropped = answer('r', 'Yes', 'q');
    dropped.receipt = { model: { id: 'a', name: 'A', engine: 'wllama' }, system: '', firstSentId: 'q2' };
    const branch: Message[] = [
      userMessage('q1', 'One'),
      answer('r1', 'Two', 'q1'),
      userMessage('q2', 'Three', 'r1'),
      dropped,
      userMessage('q3', 'Four', 'r'),
    ];
    const begins = (id: string) => {
      const plan = new PromptPlanner(() => []).plan(localModel(id), branch);
      return plan.ok ? plan.value.firstSentId : undefined;
    };
    expect(begins('a')).toBe('q2');
    expect(begins('b')).toBe('q1');
  });
});
