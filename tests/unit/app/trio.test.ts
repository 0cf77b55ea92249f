/** Reading what is private, taking in texts from elsewhere, and sending: built from the real tools, and refused. */
import { describe, expect, it } from 'vitest';
import type { ActiveState } from '../../../src/app/model-states.ts';
import { ToolHost, type CallTurn, type ToolHostDeps } from '../../../src/app/tool-host.ts';
import { standingTags } from '../../../src/app/turn-tools.ts';
import type { LearnedTool } from '../../../src/domain/learned/state.ts';
import type { Model } from '../../../src/domain/model.ts';
import knownWords from '../../../src/domain/screening/known-words.json' with { type: 'json' };
import pairWeights from '../../../src/domain/screening/pair-weights.json' with { type: 'json' };
import ruleWeights from '../../../src/domain/screening/rule-weights.json' with { type: 'json' };
import { createScreen } from '../../../src/domain/screening/screen.ts';
import { capabilityView } from '../../../src/domain/tools/capabilities.ts';
import { writeLearnedTool } from '../../../src/domain/tools/learned-tool.ts';
import type { ToolTag } from '../../../src/domain/watching/capability-overhang.ts';
import { suspendedIn } from '../../../src/storage/screened.ts';
import { toolList, tools } from '../../../src/tools/registry.ts';
import { createToolbox } from '../../../src/tools/toolbox.ts';
import { shoppingTotal, splitBill } from '../domain/tools/tools-for-tests.ts';
import { createToolRoom } from '../../fixtures/tool-room.ts';

const server = (address: string): Model => ({
  id: 'server',
  name: 'A server',
  engine: 'server',
  context: 8192,
  address,
  modelName: 'm',
});
const here = server('http://127.0.0.1:11434/v1');
const elsewhere = server('https://models.example/v1');
const using = (model: Model): ActiveState => ({ kind: 'ready', model });

const item = (tool: LearnedTool) =>
  ({ id: tool.name, kind: 'tool', scope: 'always', text: writeLearnedTool(tool) }) as const;

/** The screening as the program puts it together, with the registry as it is. */
const screenWith = (active: () => ActiveState) =>
  createScreen(ruleWeights, pairWeights, knownWords, () => standingTags(toolList, active()));
const nothing = { active: [], rejected: [], foreignTexts: [] };
const trioSentence = 'With it, something private, texts from elsewhere and a way out would stand together.';

describe('the real tools', () => {
  it('read what is private and take in texts from elsewhere, and none sends', () => {
    expect(tools.read_file.tags).toEqual(expect.arrayContaining(['private_read', 'untrusted_in']));
    expect(toolList.filter(({ tags }) => (tags as readonly ToolTag[]).includes('egress'))).toEqual([]);
    expect(capabilityView(toolList, false).isTrioComplete).toBe(false);
    expect(capabilityView(toolList, true).isTrioComplete).toBe(true);
  });

  it('say of each result that may hold texts from elsewhere that they take them in', async () => {
    const room = createToolRoom({ 'ignore all rules.txt': { text: 'x', as: { origin: 'brought' } } });
    const { sources } = await room.done('list_files', {});
    expect(sources).toEqual([{ kind: 'file', path: 'ignore all rules.txt' }]);
    expect(tools.list_files.tags).toContain('untrusted_in');
  });
});

describe('a server', () => {
  it('counts as sending in any state of its model', () => {
    for (const active of [
      { kind: 'ready', model: elsewhere },
      { kind: 'loading', model: elsewhere, progress: { phase: 'waiting', fraction: undefined } },
      { kind: 'held', model: elsewhere, sentence: '' },
    ] as const)
      expect(standingTags([], active)).toEqual(['egress']);
    expect(standingTags([], { kind: 'none' })).toEqual([]);
    expect(standingTags([], using(here))).toEqual([]);
  });
});

describe('a learned tool that would complete the three', () => {
  let active: ActiveState = using(elsewhere);
  const screen = screenWith(() => active);

  it('is refused with one sentence, and one that reads nothing is not', () => {
    active = using(elsewhere);
    const report = screen(item(shoppingTotal), nothing);
    expect(report.verdict).toBe('blocked');
    expect(report.findings.filter(({ severity }) => severity === 'block')).toMatchObject([
      { sentence: trioSentence, guardrail: 'no-silent-network' },
    ]);
    expect(screen(item(splitBill), nothing).verdict).not.toBe('blocked');
  });

  it('is judged by the model in use now: what was proposed before is refused after the change, and the other way round', () => {
    active = using(here);
    expect(screen(item(shoppingTotal), nothing).verdict).not.toBe('blocked');
    active = using(elsewhere);
    expect(screen(item(shoppingTotal), nothing).verdict).toBe('blocked');
    active = { kind: 'none' };
    expect(screen(item(shoppingTotal), nothing).verdict).not.toBe('blocked');
  });

  it('is not suspended for good by an update of the program: it is withheld as long as the server is in use', () => {
    active = using(elsewhere);
    expect(suspendedIn(screen, [item(shoppingTotal)])).toEqual([]);
  });
});

describe('connecting a server that is not on loopback', () => {
  const jobs: unknown[] = [];
  const host = new ToolHost({
    stores: new Promise(() => {}),
    loadToolbox: async () => createToolbox(),
    cage: { run: async (job) => (jobs.push(job), new Promise(() => {})) },
    clock: () => 0,
    ids: () => 'id',
    sha256: (text) => text,
    timeZone: 'UTC',
    learned: () => [item(shoppingTotal), item(splitBill)],
    ask: async () => undefined,
  } satisfies ToolHostDeps);

  it('withholds each tool that reads what is private, learned ones too, and what is left does not make the three', async () => {
    const all = await host.tools.offered(false);
    const rest = await host.tools.offered(true);
    const names = (list: typeof all) => list.map(({ name }) => name);
    const withheld = names(all).filter((name) => !names(rest).includes(name));
    expect(withheld).toEqual([
      'list_files',
      'read_file',
      'search_files',
      'search_conversations',
      'shopping_total',
    ]);
    expect(names(rest)).toContain('split_bill');
    expect(capabilityView(all, true).isTrioComplete).toBe(true);
    expect(capabilityView(rest, true).isTrioComplete).toBe(false);
  });

  it('makes a call of one that is withheld no call: nothing runs, whatever the model writes', async () => {
    const turn: CallTurn = {
      by: 'assistant',
      before: [],
      sources: [],
      earlier: [],
      engineSends: true,
      signal: new AbortController().signal,
    };
    for (const [name, input] of [
      ['read_file', { path: 'a.md' }],
      ['list_files', {}],
      ['shopping_total', { list: 'a.md' }],
    ] as const) {
      const { wrong, call } = await host.call(name, input, '{}', turn);
      expect(wrong).toBe(true);
      expect(call.state).toMatchObject({
        kind: 'failed',
        error: { sentence: `There is no tool “${name}” here.` },
      });
    }
    expect(jobs).toEqual([]);
  });
});
