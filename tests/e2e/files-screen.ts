/** What a person does on the Files screen, by its accessible names. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

export interface OwnFile {
  name: string;
  text: string | Buffer;
}

export const fileLinks = (page: Page) => page.getByRole('list', { name: 'Files' }).getByRole('link');
export const fileRow = (page: Page, path: string) =>
  page
    .getByRole('list', { name: 'Files' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: path, exact: true }) });
export const dialog = (page: Page) => page.getByRole('dialog');
export const textBox = (page: Page, path: string) => page.getByRole('textbox', { name: path, exact: true });
export const undoables = (page: Page) =>
  page.getByRole('region', { name: 'Can be undone' }).getByRole('listitem');

/** Goes to the list of files. */
export const openFiles = (page: Page, appUrl: string) => page.goto(`${appUrl}#/files`);

/** Brings files in by the file dialog. */
export async function bringIn(page: Page, ...files: OwnFile[]) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Bring files in' }).click();
  await (
    await chooser
  ).setFiles(
    files.map(({ name, text }) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(text),
    })),
  );
  await page.getByRole('status').filter({ hasText: 'Brought in' }).waitFor();
}

/** Drags files or folders of the disk over the page and lets them go there, as the system does. */
export async function dropFromDisk(page: Page, ...files: string[]) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  await session.detach();
}

/** Opens "Rename", types a path and presses. */
export async function renameTo(page: Page, path: string, to: string) {
  if (!(await dialog(page).isVisible()))
    await fileRow(page, path).getByRole('button', { name: 'Rename' }).click();
  await dialog(page).getByRole('textbox').fill(to);
  await dialog(page).getByRole('button', { name: 'Rename' }).click();
}

/** The bytes that a press of "Download" puts on the disk, and their name. */
export async function downloaded(page: Page, press: () => Promise<void>) {
  const download = page.waitForEvent('download');
  await press();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}
