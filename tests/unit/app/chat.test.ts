import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatRow } from '../../../src/app/chat.svelte.ts';
import { engineError } from '../../../src/domain/engine-error.ts';
import type { InstalledModel } from '../../../src/domain/model.ts';
import { success } from '../../../src/domain/result.ts';
import { StorageFailure } from '../../../src/domain/storage-failure.ts';
import { completion, createWorld, localModel, serverModel, settle } from './fakes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const withServer = () => createWorld({ installed: [serverModel], active: 'server' });
const withLocal = () => createWorld({ installed: [localModel('local')], active: 'local' });

/** `you: Hi`, `assistant: Hello (done)`, `---`. */
function inWords(rows: ChatRow[]): string[] {
  return rows.map((row) => {
    if (row.kind === 'divider') return '---';
    const { index, count } = row.siblings;
    const version = count > 1 ? ` ${index + 1}/${count}` : '';
    if (row.kind === 'user') return `you: ${row.message.shown}${version}`;
    return `assistant: ${row.message.shown} (${row.live ? 'live' : row.message.state.kind})${version}`;
  });
}

const idAt = (rows: ChatRow[], index: number): string => {
  const row = rows[index];
  return row === undefined || row.kind === 'divider' ? '' : row.message.id;
};

describe('sending', () => {
  it('stores the message and an empty answer before it asks for a word', async () => {
    const { app, engine, log } = withServer();
    await app.start();
    await settle();
    log.length = 0;
    app.draft.replace({ from: 0, removed: 0, inserted: 'Hi there' });
    expect(app.chat.status).toEqual({ kind: 'new' });
    expect(await app.chat.send('Hi there', [])).toBe(true);
    await settle();
    expect(log).toEqual(['append user assistant', 'generate']);
    expect(app.draft.text).toBe('');
    expect(app.chat.conversation?.title).toBe('Hi there');
    expect(inWords(app.chat.rows)).toEqual(['you: Hi there', 'assistant:  (live)']);
    expect(app.chat.turn).toMatchObject({ kind: 'reading' });

    engine('server').last.options.onDelta('Hel');
    expect(app.chat.turn.kind).toBe('answering');
    expect(inWords(app.chat.rows)).toEqual(['you: Hi there', 'assistant: Hel (live)']);
    await engine('server').answer('lo');
    expect(inWords(app.chat.rows)).toEqual(['you: Hi there', 'assistant: lo (done)']);
    expect(app.chat.turn.kind).toBe('idle');
    expect(log.at(-1)).toBe('finish done');
  });

  it('sends on where the last turn ended, byte for byte', async () => {
    const { app, engine } = withServer();
    await app.chat.send('One', []);
    await settle();
    engine('server').last.end(success(completion('<think>a</think>\n\nTwo ', { text: 'Two ' })));
    await settle();
    await app.chat.send('Three', []);
    await settle();
    const [first, second] = engine('server').requests.map(({ request }) => request.messages);
    expect(second?.slice(0, first?.length)).toEqual(first);
    expect(second?.slice(first?.length)).toEqual([
      { role: 'assistant', content: '<think>a</think>\n\nTwo ' },
      { role: 'user', content: 'Three' },
    ]);
    const shownPrompt = app.chat.promptOf(idAt(app.chat.rows, 3));
    expect(shownPrompt?.messages).toEqual(second);
    expect(shownPrompt?.receipt.model).toEqual({ id: 'server', name: 'Server model', engine: 'server' });
  });

  it('keeps the answer that goes on while another conversation is open', async () => {
    const { app, engine } = withServer();
    await app.chat.send('One', []);
    await settle();
    const id = app.chat.conversation?.id ?? '';
    await app.chat.open(null);
    expect(app.chat.rows).toEqual([]);
    expect(app.chat.status).toEqual({ kind: 'new' });
    await engine('server').answer('Two');
    await app.chat.open(id);
    expect(inWords(app.chat.rows)).toEqual(['you: One', 'assistant: Two (done)']);
  });

  it('saves a partial answer at most every 300 ms, also where timers are late', async () => {
    const { app, engine, log, clock, hide } = withServer();
    await app.chat.send('Hi', []);
    await settle();
    const { onDelta } = engine('server').last.options;
    log.length = 0;
    for (const word of ['a', 'b', 'c']) {
      clock.now += 100;
      onDelta(word);
      await settle();
    }
    expect(log).toEqual(['partial abc']);
    clock.now += 100;
    onDelta('d');
    await vi.advanceTimersByTimeAsync(200);
    expect(log).toEqual(['partial abc', 'partial abcd']);
    onDelta('e');
    hide(false);
    await settle();
    expect(log.at(-1)).toBe('partial abcde');
    await engine('server').answer('f');
    await vi.advanceTimersByTimeAsync(1000);
    expect(log.at(-1)).toBe('finish done');
  });
});

describe('a refused send', () => {
  it('keeps the text where no model is chosen', async () => {
    const { app, log } = createWorld();
    app.draft.replace({ from: 0, removed: 0, inserted: 'Hi' });
    expect(await app.chat.send('Hi', [])).toBe(false);
    expect(app.chat.problem).toMatchObject({ action: 'choose-model' });
    expect(app.draft.text).toBe('Hi');
    expect(log).not.toContain('append user assistant');
    app.chat.dismissProblem();
    expect(app.chat.problem).toBeUndefined();
  });

  it('says how long a message may be', async () => {
    const { app, log } = withServer();
    expect(await app.chat.send('x'.repeat(100_000), [])).toBe(false);
    expect(app.chat.problem?.error.sentence).toContain('100,000 characters');
    expect(await app.chat.send('word '.repeat(10_000), [])).toBe(false);
    expect(app.chat.problem?.error.sentence).toContain('words too long');
    expect(await app.chat.send('  \n', [])).toBe(false);
    expect(log.some((word) => word.startsWith('append'))).toBe(false);
  });

  it('keeps the text where the storage is full, and sends it when asked again', async () => {
    const { app, memory } = withServer();
    app.draft.replace({ from: 0, removed: 0, inserted: 'Hi' });
    await app.start();
    await settle();
    memory.refuse.next = new StorageFailure('quota');
    expect(await app.chat.send('Hi', [])).toBe(false);
    expect(app.chat.problem).toMatchObject({ error: { kind: 'quota' }, action: 'retry' });
    expect(app.draft.text).toBe('Hi');
    expect(app.chat.rows).toEqual([]);
    expect(app.chat.turn.kind).toBe('idle');
    expect(await app.chat.send('Hi', [])).toBe(true);
    expect(app.chat.problem).toBeUndefined();
  });

  it('waits politely for the answer under way', async () => {
    const { app } = withServer();
    const both = await Promise.all([app.chat.send('One', []), app.chat.send('One', [])]);
    expect(both).toEqual([true, false]);
    expect(await app.chat.send('Two', [])).toBe(false);
    expect(app.chat.problem?.error.sentence).toContain('still being written');
    expect(app.chat.rows).toHaveLength(2);
  });

  it('names the tab that runs the model, and takes over', async () => {
    const { app, leadership, engine } = withLocal();
    leadership.other = 'Lisbon trip';
    await app.start();
    await settle();
    expect(app.models.active).toMatchObject({ kind: 'failed', error: { kind: 'busy-other-tab' } });
    expect(await app.chat.send('Hi', [])).toBe(false);
    expect(app.chat.problem?.error.sentence).toContain('Lisbon trip');
    expect(app.chat.problem?.action).toBe('take-over');
    await app.chat.takeOver();
    await settle();
    expect(app.chat.problem).toBeUndefined();
    expect(app.models.active.kind).toBe('ready');
    expect(await app.chat.send('Hi', [])).toBe(true);
    await settle();
    await engine('wllama').answer('Hello');
    expect(inWords(app.chat.rows)).toEqual(['you: Hi', 'assistant: Hello (done)']);
  });

  it('adds nothing to a conversation that was deleted', async () => {
    const { app, engine } = withServer();
    await app.chat.send('Hi', []);
    await settle();
    await engine('server').answer('Hello');
    await app.conversations.remove(app.chat.conversation?.id ?? '');
    await settle();
    expect(app.chat.status).toEqual({ kind: 'missing' });
    expect(await app.chat.send('More', [])).toBe(false);
    expect(app.chat.problem?.error.sentence).toContain('deleted');
    await app.conversations.undoRemove(app.conversations.removed[0]?.id ?? '');
    await settle();
    expect(app.chat.status).toEqual({ kind: 'open' });
    expect(await app.chat.send('More', [])).toBe(true);
  });
});

describe('an answer that does not end well', () => {
  it('keeps what is there when stopped', async () => {
    const { app, engine, log } = withServer();
    await app.chat.send('Hi', []);
    await settle();
    engine('server').last.options.onDelta('Hel');
    app.chat.stop();
    expect(app.chat.turn.kind).toBe('idle');
    expect(engine('server').last.options.signal.aborted).toBe(true);
    engine('server').last.options.onDelta('late');
    await settle();
    expect(inWords(app.chat.rows)).toEqual(['you: Hi', 'assistant: Hel (stopped)']);
    expect(log.at(-1)).toBe('finish stopped');
    expect(await app.chat.send('Go on', [])).toBe(true);
  });

  it('can be stopped while the model loads; the load goes on', async () => {
    const { app, engine } = withLocal();
    engine('wllama').quick = false;
    await app.chat.send('Hi', []);
    await settle();
    engine('wllama').loads[0]?.options.onProgress({ phase: 'read', fraction: 0.5 });
    expect(app.chat.turn).toMatchObject({ kind: 'waiting-for-model', progress: { fraction: 0.5 } });
    app.chat.stop();
    engine('wllama').loads[0]?.end(success(undefined));
    await settle();
    expect(inWords(app.chat.rows)).toEqual(['you: Hi', 'assistant:  (stopped)']);
    expect(app.models.active.kind).toBe('ready');
    expect(engine('wllama').requests).toHaveLength(0);
  });

  it('keeps what is there when the graphics processor is lost, and loads the model again next time', async () => {
    const { app, engine, log } = withLocal();
    await app.chat.send('Hi', []);
    await settle();
    engine('wllama').last.options.onDelta('Hel');
    await engine('wllama').fail(engineError('gpu-lost'));
    expect(inWords(app.chat.rows)).toEqual(['you: Hi', 'assistant: Hel (failed)']);
    expect(app.models.active).toMatchObject({ kind: 'failed', error: { kind: 'gpu-lost' } });
    log.length = 0;
    await app.chat.regenerate(idAt(app.chat.rows, 1));
    await settle();
    expect(log).toEqual(['append assistant', 'load local', 'generate']);
  });

  it('cuts the prompt once when the model finds it too long', async () => {
    const { app, engine } = withServer();
    for (const text of ['One', 'Two']) {
      await app.chat.send(text, []);
      await settle();
      await engine('server').answer(`${text}!`);
    }
    await app.chat.send('Three', []);
    await settle();
    await engine('server').fail(engineError('context-overflow'));
    expect(
      engine('server')
        .last.request.messages.map(({ content }) => content)
        .slice(1),
    ).toEqual(['Three']);
    await engine('server').answer('Three!');
    expect(inWords(app.chat.rows)).toEqual([
      'you: One',
      'assistant: One! (done)',
      'you: Two',
      'assistant: Two! (done)',
      '---',
      'you: Three',
      'assistant: Three! (done)',
    ]);
    await app.chat.send('Four', []);
    await settle();
    const contents = engine('server').last.request.messages.map(({ content }) => content);
    expect(contents.slice(1)).toEqual(['Three', 'Three!', 'Four']);
  });

  it('fails with its sentence when even the new message alone is too long', async () => {
    const { app, engine } = withServer();
    await app.chat.send('One', []);
    await settle();
    await engine('server').fail(engineError('context-overflow'));
    expect(inWords(app.chat.rows)).toEqual(['you: One', 'assistant:  (failed)']);
    expect(engine('server').requests).toHaveLength(1);
  });

  it('says that another tab took over, and keeps the words', async () => {
    const { app, engine, leadership } = withLocal();
    await app.chat.send('Hi', []);
    await settle();
    engine('wllama').last.options.onDelta('Hel');
    await leadership.lose('Elsewhere');
    expect(inWords(app.chat.rows)).toEqual(['you: Hi', 'assistant: Hel (failed)']);
    expect(app.chat.problem).toMatchObject({ error: { kind: 'busy-other-tab' }, action: 'take-over' });
    expect(app.models.active).toMatchObject({ kind: 'failed', error: { kind: 'busy-other-tab' } });
  });

  it('says until its end is stored that it is not', async () => {
    const { app, engine, memory } = withServer();
    const { finish } = memory.stores.conversations;
    let store = () => {};
    const gate = new Promise<void>((resolve) => (store = resolve));
    memory.stores.conversations.finish = async (...end) => {
      await gate;
      return finish(...end);
    };
    await app.chat.send('Hi', []);
    await settle();
    expect(app.chat.isStoring).toBe(false);
    await engine('server').answer('Hello');
    expect([app.chat.turn.kind, app.chat.isStoring]).toEqual(['idle', true]);
    store();
    await settle();
    expect(app.chat.isStoring).toBe(false);
  });

  it('keeps the answer on the screen when its end cannot be stored', async () => {
    const { app, engine, memory } = withServer();
    await app.chat.send('Hi', []);
    await settle();
    memory.refuse.next = new StorageFailure('quota');
    await engine('server').answer('Hello');
    expect(inWords(app.chat.rows)).toEqual(['you: Hi', 'assistant: Hello (done)']);
    expect(app.chat.problem).toMatchObject({ error: { kind: 'quota' } });
    expect(app.chat.isStoring).toBe(false);
  });

  it('is marked interrupted at the next start, unless another tab is writing it', async () => {
    const first = withServer();
    await first.app.chat.send('Hi', []);
    await settle();
    const conversation = first.app.chat.conversation;
    const killed = first.memory.messages.value;

    const next = withServer();
    next.memory.messages.set(structuredClone(killed));
    next.memory.conversations.set(conversation === undefined ? [] : [conversation]);
    for (const id of first.alive) next.alive.add(id);
    await next.app.start();
    await next.app.chat.open(conversation?.id ?? '');
    await settle();
    expect(inWords(next.app.chat.rows)).toEqual(['you: Hi', 'assistant:  (streaming)']);
    next.alive.clear();
    await next.app.start();
    await settle();
    expect(inWords(next.app.chat.rows)).toEqual(['you: Hi', 'assistant:  (interrupted)']);
  });

  it('is marked when its conversation is opened after the other tab died', async () => {
    const other = withServer();
    await other.app.chat.send('Hi', []);
    await settle();
    const next = withServer();
    next.memory.conversations.set(other.memory.conversations.value);
    next.memory.messages.set(structuredClone(other.memory.messages.value));
    await next.app.chat.open(other.app.chat.conversation?.id ?? '');
    await settle();
    expect(inWords(next.app.chat.rows)).toEqual(['you: Hi', 'assistant:  (interrupted)']);
  });

  it('is not marked if it begins in another tab just while this one starts', async () => {
    const other = withServer();
    await other.app.chat.send('Hi', []);
    await settle();
    const next = withServer();
    next.deps.liveAnswers.all = async () => {
      next.memory.messages.set(structuredClone(other.memory.messages.value));
      return [];
    };
    await next.app.start();
    expect(next.memory.messages.value.at(-1)).toMatchObject({ state: { kind: 'streaming' } });
  });
});

describe('branches', () => {
  async function talked() {
    const world = withServer();
    await world.app.chat.send('One', []);
    await settle();
    await world.engine('server').answer('1');
    await world.app.chat.send('Two', []);
    await settle();
    await world.engine('server').answer('2');
    return world;
  }

  it('regenerates beside the old answer', async () => {
    const { app, engine } = await talked();
    expect(await app.chat.regenerate(idAt(app.chat.rows, 3))).toBe(true);
    await settle();
    expect(
      engine('server')
        .last.request.messages.map(({ content }) => content)
        .slice(1),
    ).toEqual(['One', '1', 'Two']);
    await engine('server').answer('2b');
    expect(inWords(app.chat.rows).slice(2)).toEqual(['you: Two', 'assistant: 2b (done) 2/2']);
    await app.chat.showSibling(idAt(app.chat.rows, 3), -1);
    expect(inWords(app.chat.rows).slice(2)).toEqual(['you: Two', 'assistant: 2 (done) 1/2']);
    await app.chat.showSibling(idAt(app.chat.rows, 3), -1);
    expect(inWords(app.chat.rows).slice(2)).toEqual(['you: Two', 'assistant: 2 (done) 1/2']);
  });

  it('edits beside the old message, and finds the way back to the whole old branch', async () => {
    const { app, engine, memory } = await talked();
    const provenance = [{ from: 0, to: 3, source: 'dropped' as const }];
    expect(await app.chat.edit(idAt(app.chat.rows, 0), 'Uno', provenance)).toBe(true);
    await settle();
    await engine('server').answer('I');
    expect(inWords(app.chat.rows)).toEqual(['you: Uno 2/2', 'assistant: I (done)']);
    expect(memory.messages.value.find(({ shown }) => shown === 'Uno')).toMatchObject({ provenance });
    await app.chat.showSibling(idAt(app.chat.rows, 0), -1);
    expect(inWords(app.chat.rows)).toEqual([
      'you: One 1/2',
      'assistant: 1 (done)',
      'you: Two',
      'assistant: 2 (done)',
    ]);
    await settle();
    expect(memory.conversations.value[0]?.leafId).toBe(idAt(app.chat.rows, 3));
  });

  it('leads to a message of another branch', async () => {
    const { app, engine, memory } = await talked();
    const hidden = idAt(app.chat.rows, 1);
    await app.chat.edit(idAt(app.chat.rows, 0), 'Uno', []);
    await settle();
    await engine('server').answer('I');
    expect(await app.chat.showBranchOf(hidden)).toBe(true);
    expect(inWords(app.chat.rows).slice(0, 2)).toEqual(['you: One 1/2', 'assistant: 1 (done)']);
    await settle();
    expect(memory.conversations.value[0]?.leafId).toBe(idAt(app.chat.rows, 3));
    expect(await app.chat.showBranchOf('unknown')).toBe(false);
    expect(app.chat.rows).toHaveLength(4);
  });

  it('opens on the branch that was shown last', async () => {
    const { app } = await talked();
    const id = app.chat.conversation?.id ?? '';
    await app.chat.regenerate(idAt(app.chat.rows, 3));
    app.chat.stop();
    await settle();
    await app.chat.showSibling(idAt(app.chat.rows, 3), -1);
    await app.chat.open(null);
    await app.chat.open(id);
    await settle();
    expect(inWords(app.chat.rows).at(-1)).toBe('assistant: 2 (done) 1/2');
  });

  it('hands on rows that did not change', async () => {
    const { app, engine } = await talked();
    const [first, second] = app.chat.rows;
    await app.chat.send('Three', []);
    await settle();
    engine('server').last.options.onDelta('3');
    expect(app.chat.rows[0]).toBe(first);
    expect(app.chat.rows[1]).toBe(second);
  });
});

describe('opening', () => {
  it('is loading until the messages are read, and missing where there are none', async () => {
    const { app, memory } = withServer();
    memory.conversations.set([
      { id: 'c', title: 'Old', renamed: false, createdAt: 0, updatedAt: 0, leafId: null, deletedAt: null },
    ]);
    const opened = app.chat.open('c');
    expect(app.chat.status).toEqual({ kind: 'loading' });
    await opened;
    expect(app.chat.status).toEqual({ kind: 'open' });
    await app.chat.open('unknown');
    expect(app.chat.status).toEqual({ kind: 'missing' });
  });
});

describe('a conversation that would go to another device', () => {
  const elsewhere = { ...serverModel, id: 'away', address: 'https://models.example/v1' } as InstalledModel;
  const begun = async () => {
    const world = createWorld({ installed: [serverModel, elsewhere], active: 'server' });
    const { app, engine } = world;
    await app.start();
    await app.chat.send('One', []);
    await settle();
    await engine('server').answer('Two');
    await settle();
    await app.models.use('away');
    await settle();
    return world;
  };
  const type = (app: ReturnType<typeof createWorld>['app'], inserted: string) =>
    app.draft.replace({ from: 0, removed: app.draft.text.length, inserted });

  it('stays until the person says so, and what is typed by then is sent', async () => {
    const { app, engine } = await begun();
    const before = engine('server').requests.length;
    type(app, 'Three');
    expect(await app.chat.send('Three', [])).toBe(false);
    expect(app.chat.problem).toMatchObject({ action: 'send-away' });
    expect(app.chat.problem?.error.sentence).toContain('models.example');
    expect(engine('server').requests).toHaveLength(before);
    expect(inWords(app.chat.rows)).toEqual(['you: One', 'assistant: Two (done)']);
    expect(app.draft.text).toBe('Three');

    type(app, 'Three and four');
    expect(await app.chat.sendAway()).toBe(true);
    await settle();
    expect(app.chat.problem).toBeUndefined();
    expect(engine('server').last.request.messages.at(-1)?.content).toContain('Three and four');
    expect(app.draft.text).toBe('');
    await engine('server').answer('Five');
    expect(await app.chat.send('Six', [])).toBe(true);
  });

  it('stays too where an old question is to be answered anew', async () => {
    const { app, engine } = await begun();
    expect(await app.chat.sendAway()).toBe(false);
    const before = engine('server').requests.length;
    expect(await app.chat.regenerate(idAt(app.chat.rows, 1))).toBe(false);
    expect(app.chat.problem).toMatchObject({ action: 'send-away' });
    expect(engine('server').requests).toHaveLength(before);
    expect(await app.chat.sendAway()).toBe(true);
    await settle();
    expect(engine('server').requests).toHaveLength(before + 1);
  });

  it('stays where its first message is edited, until it is saved again as it stands then', async () => {
    const { app, engine } = await begun();
    const before = engine('server').requests.length;
    const first = idAt(app.chat.rows, 0);
    const saveAgain = vi.fn(() => app.chat.edit(first, 'Uno, all of it', []));
    expect(await app.chat.edit(first, 'Uno, and a secret', [], saveAgain)).toBe(false);
    expect(engine('server').requests).toHaveLength(before);
    expect(await app.chat.sendAway()).toBe(true);
    await settle();
    expect(saveAgain).toHaveBeenCalledOnce();
    expect(JSON.stringify(engine('server').last.request.messages)).not.toContain('secret');
  });

  it('asks again after more was said on this device', async () => {
    const { app, engine } = await begun();
    type(app, 'Three');
    await app.chat.send('Three', []);
    expect(await app.chat.sendAway()).toBe(true);
    await settle();
    await engine('server').answer('Four');
    await app.models.use('server');
    await settle();
    await app.chat.send('Five, for here', []);
    await settle();
    await engine('server').answer('Six');
    await app.models.use('away');
    await settle();
    expect(await app.chat.send('Seven', [])).toBe(false);
    expect(app.chat.problem).toMatchObject({ action: 'send-away' });
  });

  it('leaves no card behind where there is nothing to send any more', async () => {
    const { app } = await begun();
    type(app, 'Three');
    await app.chat.send('Three', []);
    type(app, '');
    expect(await app.chat.sendAway()).toBe(false);
    expect(app.chat.problem).toBeUndefined();
  });

  it('begins there without a word where it is new', async () => {
    const { app } = await begun();
    await app.chat.open(null);
    expect(await app.chat.send('Hi', [])).toBe(true);
  });
});
