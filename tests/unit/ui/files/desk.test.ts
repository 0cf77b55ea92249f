import { expect, it, vi } from 'vitest';
import { Files } from '../../../../src/app/files.svelte.ts';
import { FilesDesk } from '../../../../src/ui/files/desk.svelte.ts';
import { readDrop } from '../../../../src/ui/files/read-drop.ts';
import { sayWithUndo } from '../../../../src/ui/files/undo-later.ts';
import { createFakeWorkspace } from '../../../fixtures/fake-workspace.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve));

function setUp(given: Record<string, string> = {}) {
  const workspace = createFakeWorkspace(given);
  const files = new Files(Promise.resolve(workspace));
  const focusSaid = vi.fn();
  return { workspace, files, focusSaid, desk: new FilesDesk({ files, focusSaid }) };
}

const plan = () => new File(['x'], 'plan.txt');

it('brings files in and says under which name', async () => {
  const { desk, workspace } = setUp({ 'plan.txt': 'old' });
  const bringing = desk.bring({ files: [plan()], folders: 0 });
  expect([desk.bringing, desk.said?.sentence]).toEqual([0, 'Bringing in 1 file…']);
  await bringing;
  expect(desk.said).toEqual({ kind: 'result', sentence: 'Brought in “plan (2).txt”.' });
  await desk.bring({ files: [plan(), plan()], folders: 1 });
  expect(desk.said?.sentence).toMatch(/^Brought in 2 files\. Folders were left out/);
  expect(await workspace.list()).toHaveLength(4);
});

it('says why nothing was brought in', async () => {
  const { desk, workspace } = setUp();
  await desk.bring({ files: [], folders: 0 });
  expect(desk.said).toBeUndefined();
  await desk.bring({ files: [], folders: 1 });
  expect(desk.said).toMatchObject({ kind: 'problem' });
  const error = { kind: 'quota', sentence: 'No room.' } as const;
  vi.spyOn(workspace, 'bring').mockResolvedValue({ ok: false, error });
  await desk.bring({ files: [plan()], folders: 0 });
  expect(desk.said).toEqual({ kind: 'problem', sentence: 'No room.' });
  expect(desk.bringing).toBeUndefined();
});

it('tells how far it is, and stops when told', async () => {
  const { desk, workspace } = setUp();
  const bring = workspace.bring.bind(workspace);
  let fraction: number | undefined;
  vi.spyOn(workspace, 'bring').mockImplementation((files, folder, goOn) =>
    bring(files, folder, async (done) => {
      await goOn?.(done);
      fraction = desk.bringing;
      desk.stopBringing();
      return goOn?.(done) ?? true;
    }),
  );
  await desk.bring({ files: [plan()], folders: 0 });
  expect(fraction).toBe(0.5);
  expect(desk.said).toEqual({ kind: 'result', sentence: 'Stopped.' });
  expect(desk.bringing).toBeUndefined();
  expect(await workspace.list()).toEqual([]);
});

it('refuses a second batch while the first is under way', async () => {
  const { desk, workspace } = setUp();
  const first = desk.bring({ files: [plan()], folders: 0 });
  await desk.bring({ files: [plan()], folders: 0 });
  expect(desk.said?.kind).toBe('problem');
  await first;
  expect(await workspace.list()).toHaveLength(1);
});

it('asks to delete with a look at what would go, and says so if it is gone already', async () => {
  const { desk, workspace } = setUp({ 'a.md': 'milk' });
  const [file] = await workspace.list();
  if (file === undefined) throw new Error('no file');
  await desk.askDelete(file);
  expect(desk.asked).toMatchObject({ kind: 'delete', look: { file: { path: 'a.md' }, beginning: 'milk' } });
  desk.close();
  await workspace.remove('a.md');
  await desk.askDelete(file);
  expect(desk.asked).toBeUndefined();
  expect(desk.said?.kind).toBe('problem');
});

it('gives the focus to what it said, once that is there', async () => {
  const { desk, focusSaid } = setUp();
  await desk.sayAndLead('Done.');
  expect(desk.said?.sentence).toBe('Done.');
  expect(focusSaid).toHaveBeenCalledTimes(1);
});

it('takes files from a drop, counts folders, and leaves the rest', () => {
  const item = (kind: string, isDirectory: boolean) => ({
    kind,
    getAsFile: () => (kind === 'file' ? plan() : null),
    webkitGetAsEntry: () => ({ isDirectory }) as FileSystemEntry,
  });
  const dropped = readDrop([item('file', false), item('file', true), item('string', false)]);
  expect([dropped.files.map(({ name }) => name), dropped.folders]).toEqual([['plan.txt'], 1]);
});

it('undoes later, or says why not', async () => {
  const { files, workspace } = setUp({ 'a.md': 'milk' });
  const said: { text: string; undo: (() => void) | undefined }[] = [];
  const toasts = { say: (text: string, undo?: () => void) => void said.push({ text, undo }) };
  const removed = await files.remove('a.md');
  if (!removed.ok) throw new Error(removed.error.sentence);
  sayWithUndo({ toasts, files }, 'Deleted “a.md”.', removed.value.undo);
  said[0]?.undo?.();
  await settle();
  expect(await workspace.list()).toHaveLength(1);
  said[0]?.undo?.();
  await settle();
  expect(said.map(({ text }) => text)).toEqual([
    'Deleted “a.md”.',
    'Undone: “a.md”.',
    'This change can no longer be taken back.',
  ]);
});
