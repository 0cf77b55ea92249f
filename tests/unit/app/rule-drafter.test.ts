import { afterEach, describe, expect, it, vi } from 'vitest';
import { EngineHost } from '../../../src/app/engine-host.svelte.ts';
import { Quiet } from '../../../src/app/quiet.ts';
import { RuleDrafter } from '../../../src/app/rule-drafter.ts';
import type { PromptMessage } from '../../../src/domain/generation.ts';
import type { Model } from '../../../src/domain/model.ts';
import {
  FakeEngine,
  FakeLeadership,
  fakeMarker,
  type Log,
  localModel,
  serverModel,
  settle,
} from './fakes.ts';

afterEach(() => void vi.restoreAllMocks());

const material = { request: 'Say hi', answer: 'Hello', words: 'Shorter', rules: ['Greet first.'] };
const written = JSON.stringify({ rule: 'Greet in one word.', scope: 'writing', reason: 'It was long.' });
const sent: PromptMessage[] = [{ role: 'user', content: 'Say hi' }];

async function setUp(model: Model = localModel('a'), isReady = true) {
  const log: Log = [];
  const engine = new FakeEngine('wllama', log);
  const host = new EngineHost({
    engine: async () => engine,
    leadership: new FakeLeadership(),
    crashMarker: fakeMarker(),
    onPageHide: () => () => {},
  });
  const quiet = new Quiet();
  if (isReady) await host.ensure(model, { title: 'Talk' });
  return { engine, quiet, log, drafter: new RuleDrafter({ host, quiet, conversation: () => sent }) };
}

describe('a draft', () => {
  it('is what the model that is ready wrote', async () => {
    const { engine, drafter } = await setUp();
    const draft = drafter.draft(material, 'a');
    await settle();
    expect(engine.last.request.schema).toBeDefined();
    expect(engine.last.request.messages.at(-1)?.content).toContain('Shorter');
    await engine.answer(written);
    expect(await draft).toEqual({ rule: 'Greet in one word.', scope: 'writing', reason: 'It was long.' });
  });

  it('never loads a model of its own accord', async () => {
    const { log, drafter } = await setUp(localModel('a'), false);
    expect(await drafter.draft(material, 'a')).toBeUndefined();
    expect(log).toEqual([]);
  });

  it('is asked of a model on another device only where that gave the answer', async () => {
    const away = { ...serverModel, id: 'away', address: 'https://models.example/v1' } as Model;
    const { engine, drafter } = await setUp(away);
    expect(await drafter.draft(material, 'a')).toBeUndefined();
    expect(engine.requests).toEqual([]);
    const draft = drafter.draft(material, 'away');
    await settle();
    await engine.answer(written);
    expect(await draft).toBeDefined();
  });

  it('is nothing when the model wrote something else', async () => {
    const { engine, drafter } = await setUp();
    const draft = drafter.draft(material, 'a');
    await settle();
    await engine.answer('Certainly! Here is a rule.');
    expect(await draft).toBeUndefined();
  });

  it('ends at once when the person types, and reads nothing again', async () => {
    const { engine, quiet, drafter } = await setUp();
    const draft = drafter.draft(material, 'a');
    await settle();
    quiet.disturb();
    expect(await draft).toBeUndefined();
    await settle();
    expect(engine.requests).toHaveLength(1);
    expect(engine.last.options.signal.aborted).toBe(true);
  });

  it('ends when it takes too long', async () => {
    const patience = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal);
    const { drafter } = await setUp();
    const draft = drafter.draft(material, 'a');
    await settle();
    expect(timeout).toHaveBeenCalledWith(30_000);
    patience.abort();
    expect(await draft).toBeUndefined();
  });
});

describe('the conversation in the cache', () => {
  it('is read again after a draft on this device, for one token', async () => {
    const { engine, drafter } = await setUp();
    const draft = drafter.draft(material, 'a');
    await settle();
    await engine.answer(written);
    await draft;
    await settle();
    expect(engine.requests).toHaveLength(2);
    expect(engine.last.request).toMatchObject({ messages: sent, sampling: { maxTokens: 1 } });
  });

  it('waits for nobody: typing ends the reading', async () => {
    const { engine, quiet, drafter } = await setUp();
    const draft = drafter.draft(material, 'a');
    await settle();
    await engine.answer(written);
    await draft;
    await settle();
    quiet.disturb();
    expect(engine.last.options.signal.aborted).toBe(true);
  });

  it('is not read again on a server, whose cache is its own', async () => {
    const { engine, drafter } = await setUp(serverModel);
    const draft = drafter.draft(material, 'a');
    await settle();
    await engine.answer(written);
    await draft;
    await settle();
    expect(engine.requests).toHaveLength(1);
  });
});
