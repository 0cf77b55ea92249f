import { describe, expect, it } from 'vitest';
import { recoverySteps, type RecoveryFacts } from '../../../src/app/recovery.ts';
import { engineError } from '../../../src/domain/engine-error.ts';
import type { InstalledModel } from '../../../src/domain/model.ts';
import { failure, success } from '../../../src/domain/result.ts';
import { catalogueModel, completion, createWorld, localModel, serverModel, settle } from './fakes.ts';

const webllm: InstalledModel = {
  id: 'gpu',
  name: 'Model gpu',
  engine: 'webllm',
  context: 4096,
  bytes: 900,
  vramBytes: 900,
  source: { model: 'https://models.test/gpu/', model_lib: 'https://models.test/gpu.wasm' },
  addedAt: 0,
  origin: 'catalogue',
};

const entry = (id: string, bytes: number) => ({
  model: catalogueModel(id, bytes),
  fit: { level: 'good' as const, sentence: '' },
  state: { kind: 'absent' as const },
});

function inWords(facts: Partial<RecoveryFacts>): string[] {
  const steps = recoverySteps({
    trouble: 'held',
    model: localModel('big', 900),
    installed: [],
    entries: [],
    onGraphics: false,
    tried: false,
    ...facts,
  });
  return steps.map((step) => (step.kind === 'take-over' ? step.kind : `${step.kind} ${step.model.id}`));
}

const small = localModel('small', 100);

describe('what helps first', () => {
  it.each<[string, Partial<RecoveryFacts>, string[]]>([
    ['a killed load: a smaller model', { installed: [small] }, ['use small', 'anyway big']],
    [
      'a killed load: a smaller one to fetch',
      { entries: [entry('tiny', 50)] },
      ['download tiny', 'anyway big'],
    ],
    ['a killed load with nothing smaller', {}, ['anyway big']],
    [
      'a killed load on the graphics processor: the processor',
      { installed: [small], onGraphics: true },
      ['on-processor big', 'use small'],
    ],
    [
      'a killed load of a model for graphics: a smaller one, which runs on the processor',
      { model: webllm, installed: [webllm, small] },
      ['use small', 'anyway gpu'],
    ],
    [
      'a killed load of a model for graphics: a larger file for the processor where none is smaller',
      { model: webllm, installed: [webllm, localModel('file', 5000)] },
      ['use file', 'anyway gpu'],
    ],
    [
      'no memory: a smaller model',
      { trouble: 'out-of-memory', installed: [small] },
      ['use small', 'again big'],
    ],
    [
      'a lost graphics processor: the same once more',
      { trouble: 'gpu-lost', model: webllm, installed: [small] },
      ['again gpu', 'use small'],
    ],
    [
      'a graphics processor that is lost again: a smaller model',
      { trouble: 'gpu-lost', model: webllm, installed: [small], tried: true },
      ['use small', 'again gpu'],
    ],
    [
      'a dead worker: the same once more',
      { trouble: 'worker-lost', installed: [small] },
      ['again big', 'use small'],
    ],
    ['garbage: a reload', { trouble: 'garbled', installed: [small] }, ['reload big', 'use small']],
    [
      'garbage after a reload: another model',
      { trouble: 'garbled', installed: [small, localModel('middle', 500)], tried: true },
      ['use middle', 'reload big'],
    ],
    [
      'garbage with no other model here: one to fetch',
      { trouble: 'garbled', installed: [localModel('big', 900)], entries: [entry('tiny', 50)], tried: true },
      ['download tiny', 'reload big'],
    ],
    [
      'garbage from a server: the question again',
      { trouble: 'garbled', model: serverModel },
      ['again server'],
    ],
    ['another tab', { trouble: 'busy-other-tab' }, ['take-over']],
    ['a damaged file', { trouble: 'corrupt' }, ['again big']],
  ])('after %s', (_, facts, steps) => {
    expect(inWords(facts)).toEqual(steps);
  });
});

async function asked(options: Parameters<typeof createWorld>[0]) {
  const world = createWorld(options);
  await import('../../../src/domain/answer-fault.ts');
  await world.app.start();
  const recovery = await world.app.recovery.load();
  await settle();
  await world.app.chat.send('Hi', []);
  await settle();
  return { ...world, recovery };
}

const lastAnswer = ({ app }: Awaited<ReturnType<typeof asked>>) => {
  const last = app.chat.rows.at(-1);
  return last?.kind === 'assistant' ? last.message : undefined;
};

/** Takes the best step, as the person would. */
async function press(world: Awaited<ReturnType<typeof asked>>, trouble: RecoveryFacts['trouble']) {
  const { app, recovery } = world;
  if (app.models.active.kind === 'none') throw new Error('no model');
  const [best] = recovery.steps(trouble, app.models.active.model);
  if (best === undefined) throw new Error('nothing to press');
  await recovery.take(best, trouble, true);
  await settle();
  return best.kind;
}

const local = { installed: [localModel('big', 900), small], active: 'big' };

describe('an answer that is of no use', () => {
  it('is stopped when it repeats itself, and a reload asks again', async () => {
    const world = await asked(local);
    const { app, engine, log } = world;
    const { options } = engine('wllama').last;
    options.onDelta('Well. ');
    await settle();
    options.onDelta('I cannot say. '.repeat(60));
    await settle();
    expect(options.signal.aborted).toBe(true);
    expect(lastAnswer(world)).toMatchObject({ state: { kind: 'failed', error: { kind: 'garbled' } } });
    expect(lastAnswer(world)?.shown).toMatch(/^Well. I cannot say/);
    expect(app.chat.problem?.action).toBe('recover');
    log.length = 0;
    expect(await press(world, 'garbled')).toBe('reload');
    expect(log).toEqual(['unload wllama', 'load big', 'append assistant', 'generate']);
    await engine('wllama').answer('Better.');
    expect(lastAnswer(world)).toMatchObject({ shown: 'Better.', state: { kind: 'done' } });
    expect(app.chat.problem).toBeUndefined();
  });

  it('is named when it says nothing, and the second time another model is the better step', async () => {
    const world = await asked(local);
    const { engine } = world;
    for (const kind of ['reload', 'use']) {
      engine('wllama').last.end(success(completion('<think>Hm.</think>\n', { text: '\n' })));
      await settle();
      expect(lastAnswer(world)?.state).toMatchObject({
        kind: 'failed',
        error: { kind: 'garbled', sentence: 'The model said nothing.' },
      });
      expect(await press(world, 'garbled')).toBe(kind);
    }
    expect(world.app.models.active).toMatchObject({ kind: 'ready', model: { id: 'small' } });
  });

  it('is no fault where it reached the limit, or was stopped', async () => {
    const world = await asked(local);
    world.engine('wllama').last.end(success(completion('', { finish: 'length' })));
    await settle();
    expect(lastAnswer(world)?.state).toEqual({ kind: 'done', finish: 'length' });
  });
});

describe('a model that failed', () => {
  it.each(['gpu-lost', 'worker-lost'] as const)('after %s is loaded again, and asked again', async (kind) => {
    const world = await asked(local);
    const { app, engine } = world;
    engine('wllama').last.options.onDelta('Hel');
    await engine('wllama').fail(engineError(kind));
    expect(app.models.active).toMatchObject({ kind: 'failed', error: { kind } });
    await press(world, kind);
    await engine('wllama').answer('Hello.');
    expect(lastAnswer(world)).toMatchObject({ shown: 'Hello.', state: { kind: 'done' } });
  });

  it('gives way to a smaller one when memory is short, and that one answers', async () => {
    const world = await asked(local);
    await world.engine('wllama').fail(engineError('out-of-memory'));
    expect(await press(world, 'out-of-memory')).toBe('use');
    await world.engine('wllama').answer('Hello.');
    expect(world.app.models.active).toMatchObject({ kind: 'ready', model: { id: 'small' } });
    expect(lastAnswer(world)).toMatchObject({ shown: 'Hello.', receipt: { model: { id: 'small' } } });
  });

  it('is named where the load fails on the way to an answer', async () => {
    const world = await asked({ installed: [localModel('big', 900), small] });
    expect(world.app.chat.problem?.action).toBe('choose-model');
    const { engine, app } = world;
    engine('wllama').quick = false;
    const using = app.models.use('big');
    await settle();
    engine('wllama').loads[0]?.end(failure(engineError('out-of-memory')));
    await using;
    expect(app.models.active).toMatchObject({ kind: 'failed' });
    engine('wllama').quick = true;
    await press(world, 'out-of-memory');
    expect(app.models.active).toMatchObject({ kind: 'ready', model: { id: 'small' } });
  });

  it('that took the page down is held, and the best step loads another', async () => {
    const world = await asked({ ...local, crashed: 'big' });
    expect(world.app.models.active).toMatchObject({ kind: 'held', model: { id: 'big' } });
    expect(await press(world, 'held')).toBe('use');
    expect(world.app.models.active).toMatchObject({ kind: 'ready', model: { id: 'small' } });
    expect(world.crashMarker.standing).toBeUndefined();
  });
});
