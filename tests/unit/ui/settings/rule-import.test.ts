import { describe, expect, it } from 'vitest';
import type { ImportPreview } from '../../../../src/domain/bundle/preview.ts';
import { failure, success } from '../../../../src/domain/result.ts';
import { RuleImport } from '../../../../src/ui/settings/rule-import.svelte.ts';

type Bundles = ConstructorParameters<typeof RuleImport>[0];
type Item = ImportPreview['items'][number];

const item = (index: number, state: Item['state']): Item => ({
  index,
  kind: 'rule',
  scope: 'always',
  text: `Rule ${index}.`,
  state,
  sentence: '',
  report: { verdict: 'clear', findings: [] },
});
const preview: ImportPreview = {
  format: 'AGENTS.md',
  sha256: '0'.repeat(64),
  handWritten: true,
  notes: [],
  items: [item(0, 'new'), item(1, 'known'), item(2, 'conflicting'), item(3, 'new'), item(4, 'blocked')],
};
const source = { name: 'AGENTS.md', text: '- Rule 0.' };

function setUp(more: Partial<Bundles> = {}) {
  const proposed: number[][] = [];
  const rules = new RuleImport({
    read: async () => success(preview),
    propose: async (_preview, picked) => {
      proposed.push([...picked]);
      return success({ cards: [], refused: [] });
    },
    ...more,
  });
  return { rules, proposed };
}

describe('the import of rules', () => {
  it('begins with what is new, and proposes exactly what is picked', async () => {
    const { rules, proposed } = setUp();
    expect(await rules.read(source)).toBe(true);
    expect(rules.picked).toEqual([0, 3]);
    rules.pick(2, true);
    rules.pick(0, false);
    expect(proposed).toEqual([]);
    await rules.propose();
    expect(proposed).toEqual([[2, 3]]);
    expect(rules.state).toEqual({ kind: 'proposed', count: 0, refused: [] });
  });

  it('says what is being read', async () => {
    let end: (preview: ImportPreview) => void = () => {};
    const reading = new Promise<ImportPreview>((resolve) => (end = resolve));
    const { rules } = setUp({ read: async () => success(await reading) });
    const read = rules.read(source);
    expect(rules.state).toEqual({ kind: 'reading', name: 'AGENTS.md' });
    expect(await rules.read(source)).toBe(false);
    end(preview);
    expect(await read).toBe(true);
    expect(rules.state).toMatchObject({ kind: 'preview', name: 'AGENTS.md' });
    rules.close();
    expect(rules.state).toEqual({ kind: 'idle' });
  });

  it('says why a file is refused, or that reading it failed', async () => {
    const refused = setUp({ read: async () => failure('This file is too large.') });
    expect(await refused.rules.read(source)).toBe(false);
    expect(refused.rules.state).toEqual({ kind: 'failed', sentence: 'This file is too large.' });
    const broken = setUp({ read: () => Promise.reject(new Error('worker died')) });
    expect(await broken.rules.read(source)).toBe(false);
    expect(broken.rules.state).toMatchObject({ kind: 'failed' });
  });

  it('proposes nothing where nothing is picked', async () => {
    const { rules, proposed } = setUp();
    await rules.read(source);
    rules.pick(0, false);
    rules.pick(3, false);
    await rules.propose();
    expect(proposed).toEqual([]);
    expect(rules.state.kind).toBe('preview');
  });

  it('keeps the preview where proposing was refused', async () => {
    const { rules } = setUp({ propose: async () => failure('Learning is frozen.') });
    await rules.read(source);
    await rules.propose();
    expect(rules.state).toMatchObject({ kind: 'preview', problem: 'Learning is frozen.' });
    expect(rules.picked).toEqual([0, 3]);
  });
});
