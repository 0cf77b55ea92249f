import { describe, expect, it, beforeEach, afterEach, vi } from 'vitest';
import { createWorld, localModel, serverModel, settle } from './fakes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const withServer = () => createWorld({ installed: [serverModel], active: 'server' });

async function answered(
  world: ReturnType<typeof createWorld>,
  question = 'Who is she?',
  engine: 'server' | 'wllama' = 'server',
) {
  await world.app.chat.send(question, []);
  await settle();
  await world.engine(engine).answer('Sir or Madam');
  const row = world.app.chat.rows.at(-1);
  if (row?.kind !== 'assistant') throw new Error('no answer');
  return row.message;
}

describe('feedback', () => {
  it('keeps praise, and learns nothing from it', async () => {
    const world = withServer();
    const answer = await answered(world);
    await world.app.feedback.good(answer.id);
    expect(world.log).toContain('feedback success');
    expect(world.learning.proposed).toEqual([]);
    expect(world.app.feedback.outcomeOf(answer)).toBeUndefined();
    await settle();
    expect(world.app.feedback.outcomeOf(answer)).toBe('success');
  });

  it('offers a correction in the person’s own words where the model writes no rule', async () => {
    const world = withServer();
    const answer = await answered(world);
    const drafted = world.app.feedback.correct(answer.id, 'Use the name I gave.');
    await settle();
    await world.engine('server').answer('I am sorry about that.');
    expect(await drafted).toMatchObject({ ok: true, value: { text: 'Use the name I gave.' } });
    expect(world.learning.proposed[0]).toMatchObject({
      kind: 'rule',
      origin: 'correction',
      evidence: [{ messageId: answer.id, quote: 'Use the name I gave.' }],
    });
  });

  it('lets the model write the rule, under a schema', async () => {
    const world = withServer();
    const answer = await answered(world);
    const drafted = world.app.feedback.correct(answer.id, 'Use the name I gave.');
    await settle();
    expect(world.engine('server').last.request.schema).toBeDefined();
    await world
      .engine('server')
      .answer(
        '{"rule":"Address people by the name given.","scope":"writing","reason":"The name was known."}',
      );
    expect(await drafted).toMatchObject({ ok: true });
    expect(world.learning.proposed[0]).toMatchObject({
      text: 'Address people by the name given.',
      scope: 'writing',
      reason: 'The name was known.',
    });
  });

  it('stops writing at the first key, and takes the person’s own words', async () => {
    const world = withServer();
    const answer = await answered(world);
    const drafted = world.app.feedback.correct(answer.id, 'Use the name I gave.');
    await settle();
    world.app.draft.replace({ from: 0, removed: 0, inserted: 'a' });
    expect(await drafted).toMatchObject({ ok: true, value: { text: 'Use the name I gave.' } });
  });

  it('reads the conversation again after a draft, so that the next turn does not pay for it', async () => {
    const world = createWorld({ installed: [localModel('local')], active: 'local' });
    const answer = await answered(world, 'Who is she?', 'wllama');
    const drafted = world.app.feedback.correct(answer.id, 'Use the name I gave.');
    await settle();
    await world.engine('wllama').answer('no rule');
    await drafted;
    const { messages, sampling } = world.engine('wllama').last.request;
    expect(messages.at(-1)).toEqual({ role: 'assistant', content: 'Sir or Madam' });
    expect(sampling.maxTokens).toBe(1);
  });

  it('proposes nothing after a bad answer without words and without a model that writes', async () => {
    const world = withServer();
    const answer = await answered(world);
    const drafted = world.app.feedback.bad(answer.id, '');
    await settle();
    await world.engine('server').answer('Sorry.');
    expect(await drafted).toEqual({ ok: true, value: undefined });
    expect(world.log).toContain('feedback failure');
  });

  it('collects feedback and proposes nothing while learning is frozen or observing', async () => {
    for (const mode of ['freeze', 'observe'] as const) {
      const world = withServer();
      const answer = await answered(world);
      await world.app.learning.setMode(mode);
      await settle();
      expect(await world.app.feedback.correct(answer.id, 'Use her name.')).toEqual({
        ok: true,
        value: undefined,
      });
      expect(world.log).toContain('feedback correction Use her name.');
      expect(world.learning.proposed).toEqual([]);
    }
  });

  it('never learns where the stakes are high', async () => {
    const world = withServer();
    const answer = await answered(world, 'How much insulin?');
    expect(await world.app.feedback.correct(answer.id, 'Say ten.')).toMatchObject({
      ok: false,
      error: { kind: 'limit' },
    });
    expect(world.learning.proposed).toEqual([]);
  });
});
