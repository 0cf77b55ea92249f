import { expect, it } from 'vitest';
import { droppedFiles, pickedFiles } from '../../../../src/ui/models/dropped-files.ts';

const fileEntry = (fullPath: string, readable = true) =>
  ({
    isFile: true,
    fullPath,
    file: (give: (file: File) => void, fail: (problem: unknown) => void) =>
      readable ? give(new File(['x'], fullPath.split('/').at(-1) ?? '')) : fail(new Error('gone')),
  }) as unknown as FileSystemEntry;

/** As browsers do, it hands out a few at a time. */
const folderEntry = (fullPath: string, entries: FileSystemEntry[]) =>
  ({
    isFile: false,
    fullPath,
    createReader() {
      const left = [...entries];
      return { readEntries: (give: (some: FileSystemEntry[]) => void) => give(left.splice(0, 2)) };
    },
  }) as unknown as FileSystemEntry;

const item = (entry: FileSystemEntry | null, file: File | null = null) => ({
  kind: 'file',
  webkitGetAsEntry: () => entry,
  getAsFile: () => file,
});

it('finds all files of a dropped folder, and passes over what cannot be read', async () => {
  const inner = folderEntry('/model/inner', [fileEntry('/model/inner/d.bin')]);
  const entries = [
    fileEntry('/model/a.json'),
    fileEntry('/model/b.bin'),
    fileEntry('/model/c.bin', false),
    inner,
  ];
  const files = await droppedFiles({ items: [item(folderEntry('/model', entries))] });
  expect(files.map(({ path }) => path)).toEqual(['model/a.json', 'model/b.bin', 'model/inner/d.bin']);
  expect(files[1]?.file.name).toBe('b.bin');
});

it('takes files that come without an entry, and no text', async () => {
  const text = { kind: 'string', getAsFile: () => null };
  const files = await droppedFiles({ items: [text, item(null, new File(['x'], 'x.gguf'))] });
  expect(files.map(({ path }) => path)).toEqual(['x.gguf']);
});

it('does not list the rest of a folder that is no model', async () => {
  const many = Array.from({ length: 6000 }, (_, place) => fileEntry(`/home/${place}`));
  expect(await droppedFiles({ items: [item(folderEntry('/home', many))] })).toHaveLength(5001);
});

it('names chosen files by their place in the folder, where one was chosen', () => {
  const inFolder = Object.defineProperty(new File(['x'], 'b.bin'), 'webkitRelativePath', {
    value: 'model/b.bin',
  });
  expect(pickedFiles([new File(['x'], 'a.gguf'), inFolder]).map(({ path }) => path)).toEqual([
    'a.gguf',
    'model/b.bin',
  ]);
});
