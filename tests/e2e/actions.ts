/** What a person does, by the accessible names of the screens. */
import type { Page } from '@playwright/test';
import type { ScriptedServer } from '../fixtures/scripted-server.ts';

const openChat = (page: Page) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Chat' }).click();

/** Connects the scripted server on the Models screen and goes to the chat. */
export async function connectServer(page: Page, appUrl: string, server: ScriptedServer, model = 'scripted') {
  await page.goto(`${appUrl}#/models`);
  await page.getByRole('textbox', { name: 'Server address' }).fill(server.url);
  await page.getByRole('textbox', { name: 'Model name' }).fill(model);
  // Not by the mouse: the list above may still grow, and move the button from under it.
  await page.getByRole('button', { name: 'Connect', exact: true }).press('Enter');
  await page.getByRole('status').filter({ hasText: 'Connected' }).waitFor();
  await openChat(page);
}

/** Brings a model file from disk, waits until it is ready, and goes to the chat. */
export async function importModel(page: Page, appUrl: string, path: string) {
  await page.goto(`${appUrl}#/models`);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import model file' }).click();
  await (await chooser).setFiles(path);
  await page.getByRole('status').filter({ hasText: 'Ready' }).waitFor({ timeout: 120_000 });
  await openChat(page);
}

/** Sends a message from the composer. */
export async function send(page: Page, text: string) {
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

/** The articles of the conversation with the given name, in order. */
export const articles = (page: Page, name: 'You' | 'Assistant') =>
  page.getByRole('log', { name: 'Conversation' }).getByRole('article', { name });

/** Sends a message and waits for the end of its answer. The composer is empty once the turn has begun. */
export async function ask(page: Page, text: string) {
  await send(page, text);
  await page.waitForFunction(() => document.querySelector('textarea')?.value === '');
  await page
    .getByRole('button', { name: 'Stop', exact: true })
    .waitFor({ state: 'hidden', timeout: 240_000 });
}
