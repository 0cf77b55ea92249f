import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import fc from 'fast-check';
import type { JsonSchema } from '../../src/domain/generation.ts';
import { schemaProblem } from '../../src/domain/tools/schema-subset.ts';
import { readStep, stepSchema } from '../../src/domain/tools/step.ts';
import { toolDraftRequest } from '../../src/domain/tools/tool-draft.ts';
import { toolList } from '../../src/tools/registry.ts';
import { createValidator } from '../../src/tools/validate.ts';
import { openLlama } from '../fixtures/llama-page.ts';
import { type TinyGgufOptions, writeTinyGguf } from '../fixtures/tiny-gguf.ts';
import { type Schema, toolSchemas } from '../fixtures/tool-schemas.ts';
import { articles, expect, importModel, send, test } from './fixtures.ts';
import { isLong } from './looks.ts';

async function withModel(options: TinyGgufOptions, work: (path: string) => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'assent-tools-'));
  try {
    const path = join(folder, 'model.gguf');
    await writeTinyGguf(path, options);
    await work(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const object = (properties: Schema): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});
const list = (items: Schema): Schema => ({ type: 'array', items, minItems: 0, maxItems: 100_000 });
const text = { type: 'string', minLength: 1, maxLength: 100_000 };

/** As deep, as wide and as long as a learned tool's schema may be, with every keyword. */
const widest: Schema = object({
  ...Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`text ${index}`, text])),
  deep: list(list(list({ type: 'string', maxLength: 100_000 }))),
  parts: list(object({ long: { type: 'string', minLength: 3000 }, cold: { type: 'integer', maximum: -5 } })),
  cold: { type: 'integer', minimum: -1e9, maximum: -7 },
  'größe 2': { type: 'integer', minimum: 0.5, maximum: 1.5 },
  vast: { type: 'integer', minimum: -1e300, maximum: 1e300 },
  share: { type: 'number', minimum: -0.75, maximum: -0.25 },
  choice: { enum: Array.from({ length: 50 }, (_, index) => `${index} “"\\\n${'x'.repeat(150)}`) },
  mixed: { enum: [1, 1.5, true, null, 'x'] },
  file: { type: 'string', format: 'workspace-file' },
  any: { type: 'object', additionalProperties: true },
  none: { type: 'null' },
});

const asks = (schema: JsonSchema, seed: number, temperature = 0.7, maxTokens = 1500) => ({
  messages: [{ role: 'user' as const, content: 'Go on.' }],
  sampling: { temperature, topP: 0.95, maxTokens, seed },
  schema,
});

test('llama.cpp takes the grammar of every toolbox, and what a model babbles under it always parses', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await withModel({ babbles: true, context: 8192 }, async (path) => {
    const llama = await openLlama(page, path, 8192);
    expect(schemaProblem(widest)).toBeUndefined();
    const tools = [...toolList, { name: 'widest_tool', input: widest }];

    const kinds = new Set<string>();
    for (let seed = 1; seed <= (isLong ? 60 : 20); seed += 1) {
      const { text: written } = await llama.ask(asks(stepSchema(tools), seed, [0.3, 0.7, 1.5][seed % 3]));
      const step = readStep(written);
      expect(step.kind, JSON.stringify(written)).not.toBe('wrong');
      kinds.add(step.kind === 'call' ? step.tool : step.kind);
    }
    expect(kinds.size).toBeGreaterThan(isLong ? 4 : 1);

    // Each form of the union by itself, so that none is left to chance.
    const forms = stepSchema(tools)['anyOf'] as JsonSchema[];
    for (const [index, { name }] of tools.entries()) {
      const { text: written, finish } = await llama.ask(asks(forms[index + 1] ?? {}, index + 1));
      if (finish === 'stop')
        expect(readStep(written), JSON.stringify(written)).toMatchObject({ kind: 'call', tool: name });
    }

    let whole = 0;
    for (const [index, input] of fc.sample(toolSchemas, { numRuns: isLong ? 60 : 20, seed: 3 }).entries()) {
      const form = (stepSchema([{ name: 'learned', input }])['anyOf'] as JsonSchema[])[1] ?? {};
      const { text: written, finish } = await llama.ask(asks(form, index + 1));
      if (finish === 'length') continue;
      whole += 1;
      expect(readStep(written), `${JSON.stringify(input)} gave ${JSON.stringify(written)}`).toMatchObject({
        kind: 'call',
      });
    }
    expect(whole).toBeGreaterThan(isLong ? 50 : 15);

    const { messages, schema = {} } = toolDraftRequest('Split a bill.', []);
    const problemOf = createValidator(schema);
    let drafts = 0;
    for (let seed = 1; seed <= (isLong ? 10 : 4); seed += 1) {
      const reply = await llama.ask({ ...asks(schema, seed), messages });
      if (reply.finish === 'length') continue;
      drafts += 1;
      expect(problemOf(JSON.parse(reply.text)), reply.text).toBeUndefined();
    }
    expect(drafts).toBeGreaterThan(isLong ? 5 : 1);
    await llama.close();
  });
});

/** Asks, and says no to whatever the model wants to lose. Returns once the answer is over. */
async function askAndDecline(page: Page, question: string) {
  const before = await articles(page, 'Assistant').count();
  await send(page, question);
  await expect(articles(page, 'Assistant')).toHaveCount(before + 1);
  const cancel = page.getByRole('dialog').getByRole('button', { name: 'Cancel' });
  const stop = page.getByRole('button', { name: 'Stop', exact: true });
  await expect(async () => {
    if (await cancel.isVisible()) await cancel.click();
    await expect(stop).toBeHidden({ timeout: 100 });
  }).toPass({ timeout: 150_000 });
}

/** The tools that were called in all stored answers, in order; a step that did not parse has an empty name. */
const storedCalls = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const settled = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const calls: { tool: string; at: number }[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      if (database.objectStoreNames.contains('messages')) {
        const rows: { calls?: typeof calls }[] = await settled(
          database.transaction('messages').objectStore('messages').getAll(),
        );
        calls.push(...rows.flatMap((row) => row.calls ?? []));
      }
      database.close();
    }
    return calls.toSorted((one, other) => one.at - other.at).map(({ tool }) => tool);
  });

test('in the app, every step of a babbling model parses, whatever is asked', async ({ page, appUrl }) => {
  test.setTimeout(300_000);
  await withModel({ babbles: true, context: 16_384 }, async (path) => {
    await importModel(page, appUrl, path);
    const questions = [
      'Please read the file "trip.md" and sum it up',
      'Which of my notes is about Lisbon?',
      'Rename the file a.md to b.md and delete c.md',
      'Remind me of the train in my own words, and look up my conversations on it',
      'Calculate something with 17 % for my list',
      'Save a document about tea in my workspace',
    ];
    // Whether it babbles a reply or a call is chance: it is asked until it called something.
    let calls: string[] = [];
    for (let round = 0; round < 4 && (round === 0 || calls.length === 0); round += 1) {
      for (const question of isLong ? questions : questions.slice(0, 3)) await askAndDecline(page, question);
      calls = await storedCalls(page);
    }
    expect(calls.length).toBeGreaterThan(0);
    expect(calls).not.toContain('');
  });
});

test('a call that is cut off, as the context is full, is objected to; then the answer is plain', async ({
  page,
  appUrl,
}) => {
  test.setTimeout(300_000);
  const begun = '{"action":"tool","tool":"write_file","input":{"path":"a.md","text":"';
  await withModel({ before: [begun], answerTokens: 1500, context: 3584 }, async (path) => {
    await importModel(page, appUrl, path);
    await askAndDecline(page, 'Please read the file "trip.md" and sum it up');
    const answer = articles(page, 'Assistant').last();
    await expect(answer).toContainText('I am a very small test model');
    await expect(answer).toContainText('reached the model’s limit');
    expect(await storedCalls(page)).toEqual(['write_file', '', '']);
  });
});
