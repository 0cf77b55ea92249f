import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Draft } from '../../../src/app/draft.svelte.ts';
import type { DraftStore } from '../../../src/domain/ports.ts';
import { memoryStores, settle } from './fakes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(opened?: Promise<DraftStore>) {
  const { stores, drafts } = memoryStores();
  let hide = () => {};
  const draft = new Draft({
    store: opened ?? Promise.resolve(stores.drafts),
    onPageHide: (listener) => {
      hide = listener;
      return () => {};
    },
  });
  const type = (inserted: string) => draft.replace({ from: draft.text.length, removed: 0, inserted });
  return { draft, drafts, stores, type, hide: () => hide() };
}

describe('the draft', () => {
  it('is written within 300 ms, also while typing goes on', async () => {
    const { draft, drafts, type } = setUp();
    await draft.open('new');
    for (const letter of 'abcdef') {
      type(letter);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(drafts.get('new')?.text).toBe('abcdef'.slice(0, 6));
    type('g');
    await vi.advanceTimersByTimeAsync(300);
    expect(drafts.get('new')).toEqual({ key: 'new', text: 'abcdefg', provenance: [] });
  });

  it('is written at once when the page is hidden', async () => {
    const { draft, drafts, type, hide } = setUp();
    await draft.open('new');
    type('Hi');
    hide();
    await settle();
    expect(drafts.get('new')?.text).toBe('Hi');
  });

  it('belongs to its conversation', async () => {
    const { draft, drafts, type } = setUp();
    await draft.open('new');
    type('one');
    await draft.open('c');
    expect(draft.text).toBe('');
    type('two');
    await draft.open('new');
    expect(draft.text).toBe('one');
    expect(drafts.get('c')?.text).toBe('two');
  });

  it('keeps what is typed before the storage is open, after what was stored', async () => {
    let open: (store: DraftStore) => void = () => {};
    const { draft, drafts, stores, type } = setUp(new Promise((resolve) => (open = resolve)));
    const provenance = [{ from: 0, to: 6, source: 'dropped' as const }];
    drafts.set('new', { key: 'new', text: 'stored', provenance });
    void draft.open('new');
    draft.replace({ from: 0, removed: 0, inserted: 'typed', source: 'quoted' });
    type('!');
    await vi.advanceTimersByTimeAsync(400);
    expect(drafts.get('new')?.text).toBe('stored');
    open(stores.drafts);
    await settle();
    expect(draft.text).toBe('stored\ntyped!');
    const both = [...provenance, { from: 7, to: 12, source: 'quoted' }];
    expect(draft.provenance).toEqual(both);
    expect(drafts.get('new')).toEqual({ key: 'new', text: 'stored\ntyped!', provenance: both });
  });

  it('keeps both also where another conversation was opened meanwhile', async () => {
    let open: (store: DraftStore) => void = () => {};
    const { draft, drafts, stores, type } = setUp(new Promise((resolve) => (open = resolve)));
    drafts.set('new', { key: 'new', text: 'stored', provenance: [] });
    drafts.set('c', { key: 'c', text: 'other', provenance: [] });
    void draft.open('new');
    type('typed');
    void draft.open('c');
    await vi.advanceTimersByTimeAsync(400);
    open(stores.drafts);
    await settle();
    expect(draft.text).toBe('other');
    expect(drafts.get('new')?.text).toBe('stored\ntyped');
    expect(drafts.get('c')?.text).toBe('other');
  });

  it('gives up the sent text and keeps what was typed since', async () => {
    const { draft, drafts, type } = setUp();
    await draft.open('new');
    type('Hi');
    await draft.flush();
    type(' and');
    draft.take('Hi', 'new', 'c');
    await settle();
    expect(draft.text).toBe(' and');
    expect([...drafts.keys()]).toEqual(['c']);
    draft.take(' and', 'c', 'c');
    await settle();
    expect(draft.text).toBe('');
    expect(drafts.size).toBe(0);
  });

  it('leaves the draft of another conversation alone', async () => {
    const { draft, drafts, type } = setUp();
    await draft.open('new');
    type('Hi');
    await draft.open('other');
    type('Hi there');
    draft.take('Hi', 'new', 'c');
    await draft.flush();
    expect(draft.text).toBe('Hi there');
    expect([...drafts.keys()]).toEqual(['other']);
  });
});
