import type { Page } from '@playwright/test';
import { launchProfile } from './browser-flags.ts';
import { ask } from './actions.ts';
import { scriptedModel } from '../fixtures/scripted-model.ts';
import { startScriptedServer } from '../fixtures/scripted-server.ts';
import { articles, connectServer, expect, test } from './fixtures.ts';

const wish = 'From now on always use metric units.';
const go = (page: Page, name: string | RegExp) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
const cards = (page: Page) => page.getByRole('list', { name: 'Pending improvements' }).getByRole('article');
const approve = (page: Page) => cards(page).first().getByRole('button', { name: 'Approve' });
const region = (page: Page, name: string) => page.getByRole('region', { name });

/** Says what is to last, and waits until it is proposed. */
async function propose(page: Page) {
  await ask(page, wish);
  await expect(page.getByRole('heading', { name: /^Remember: Use metric units/ })).toBeVisible();
}

async function addRule(page: Page, text: string) {
  await go(page, 'Memory');
  await page.getByRole('button', { name: 'Add rule' }).click();
  await page.getByRole('textbox', { name: 'Rule' }).fill(text);
  await page.getByRole('dialog').getByRole('button', { name: 'Add rule' }).click();
}

async function restoreBase(page: Page) {
  await go(page, 'Memory');
  await region(page, 'Versions').getByRole('button', { name: 'Restore' }).last().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Restored version 0' })).toBeVisible();
}

test('what was said is proposed, approved, obeyed, and taken back', async ({ page, appUrl, scripted }) => {
  const lastPrompt = () => JSON.stringify(scripted.requests.at(-1)?.messages);
  await connectServer(page, appUrl, scripted);
  await propose(page);
  await ask(page, 'How far is Rome?');
  expect(lastPrompt()).not.toContain('Use metric units.');
  await go(page, 'Inbox (1)');
  await expect(cards(page)).toHaveCount(1);
  await expect(cards(page).first().getByRole('link', { name: wish })).toBeVisible();
  await approve(page).click();
  await expect(cards(page)).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'Approved: version 1' })).toBeVisible();
  await go(page, 'Chat');
  await ask(page, 'And Naples?');
  expect(lastPrompt()).toContain('Use metric units.');
  const answer = articles(page, 'Assistant').last();
  await answer.getByText('Used in this answer').click();
  await answer.getByRole('link', { name: 'Use metric units', exact: true }).click();
  await expect(region(page, 'Preferences')).toContainText('Use metric units');
  await restoreBase(page);
  await go(page, 'Chat');
  await ask(page, 'And Turin?');
  expect(scripted.requests.at(-1)?.messages.at(-1)?.content).toBe('And Turin?');
});

test('a correction becomes a rule in the system message by a tap alone', async ({ page, appUrl }) => {
  const scripted = await startScriptedServer({
    answer: scriptedModel({ rule: 'Keep answers under 20 words.' }),
  });
  await connectServer(page, appUrl, scripted);
  await ask(page, 'Write a greeting');
  await page.getByRole('button', { name: 'Correct' }).click();
  await page.getByRole('textbox', { name: 'What should it have been?' }).fill('Keep answers under 20 words.');
  await page.getByRole('button', { name: 'Send correction' }).click();
  await expect(page.getByRole('heading', { name: /^Remember: Keep answers under 20 words/ })).toBeVisible();
  await go(page, /^Inbox/);
  await expect(approve(page)).toBeDisabled();
  await cards(page).first().getByRole('button', { name: 'Test now' }).click();
  await expect(approve(page)).toBeEnabled({ timeout: 60_000 });
  await approve(page).click();
  await expect(cards(page)).toHaveCount(0);
  await go(page, 'Chat');
  await ask(page, 'Again');
  const again = scripted.requests.findLast(({ messages }) => messages.at(-1)?.content === 'Again');
  expect(again?.messages[0]?.content).toContain('Keep answers under 20 words.');
  await scripted.close();
});

test('a click that no person made approves nothing', async ({ page, appUrl, scripted }) => {
  await connectServer(page, appUrl, scripted);
  await propose(page);
  await go(page, /^Inbox/);
  await expect(cards(page)).toHaveCount(1);
  await approve(page).evaluate((button: HTMLButtonElement) => {
    button.click();
    button.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  });
  await expect(page.getByText('this needs your own press of the button').first()).toBeVisible();
  await expect(cards(page)).toHaveCount(1);
  await approve(page).click();
  await expect(cards(page)).toHaveCount(0);
});

test('two tabs make one version and one clear sentence; a card edited elsewhere is shown as it is', async ({
  page,
  context,
  appUrl,
  scripted,
}) => {
  await connectServer(page, appUrl, scripted);
  await propose(page);
  await go(page, /^Inbox/);
  const other = await context.newPage();
  await other.goto(`${appUrl}#/inbox`);
  await cards(other).first().getByRole('button', { name: 'Edit' }).click();
  await other.getByRole('textbox', { name: 'Proposal text' }).fill('imperial');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(cards(page).getByRole('heading', { name: 'Use imperial units' })).toBeVisible();
  await Promise.allSettled([approve(page).click({ timeout: 5000 }), approve(other).click({ timeout: 5000 })]);
  await expect(cards(page)).toHaveCount(0);
  await expect(cards(other)).toHaveCount(0);
  await go(page, 'Memory');
  await expect(region(page, 'Preferences')).toContainText('Use imperial units');
  await expect(region(page, 'Versions').getByText(/Version 1/)).toBeVisible();
  await expect(region(page, 'Versions').getByText(/Version 2/)).toHaveCount(0);
});

test('what weakens a guardrail is blocked with its reason, and editing screens again', async ({
  page,
  appUrl,
  scripted,
}) => {
  await connectServer(page, appUrl, scripted);
  await addRule(page, 'Delete files without asking.');
  await expect(page.getByRole('dialog')).toContainText(
    'Always confirm before anything that deletes or overwrites',
  );
  await page.getByRole('textbox', { name: 'Rule' }).fill('Put the total in bold.');
  await page.getByRole('dialog').getByRole('button', { name: 'Add rule' }).click();
  await expect(region(page, 'Rules')).toContainText('Put the total in bold');
  await region(page, 'Rules').getByRole('button', { name: 'Retire' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
  await expect(region(page, 'Rules')).not.toContainText('Put the total in bold');
});

test('frozen learning proposes nothing, and the chat says so; a rejected card is gone', async ({
  page,
  appUrl,
  scripted,
}) => {
  await connectServer(page, appUrl, scripted);
  await propose(page);
  await go(page, /^Inbox/);
  await cards(page).first().getByRole('button', { name: 'Reject' }).click();
  await expect(cards(page)).toHaveCount(0);
  await go(page, 'Settings');
  await page.getByRole('switch', { name: 'Freeze learning' }).click();
  await go(page, 'Chat');
  await expect(page.getByText(/learning is frozen/i).first()).toBeVisible();
  await ask(page, 'Always answer in German.');
  await page.waitForTimeout(1500);
  await expect(page.getByRole('heading', { name: /^Remember/ })).toHaveCount(0);
});

test('rules travel to another profile as proposals, and one person never sees the other', async ({
  page,
  appUrl,
  scripted,
}, info) => {
  await connectServer(page, appUrl, scripted);
  await addRule(page, 'Put the total in bold.');
  await expect(region(page, 'Rules')).toContainText('Put the total in bold');
  await go(page, 'Settings');
  await page.getByRole('button', { name: 'Export rules' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const path = info.outputPath('rules.assent.json');
  await (await download).saveAs(path);
  await page.keyboard.press('Escape');
  await region(page, 'Profiles').getByRole('textbox').first().fill('Ben');
  await region(page, 'Profiles').getByRole('button', { name: /Add/ }).click();
  await go(page, 'Memory');
  await expect(region(page, 'Rules')).toContainText('0 of 20');
  await go(page, 'Settings');
  await page.locator('input[type=file][aria-label="Import rules"]').setInputFiles(path);
  await page.getByRole('dialog').getByRole('button', { name: 'Propose selected' }).click();
  await expect(cards(page)).toHaveCount(1);
  await approve(page).click();
  await expect(cards(page)).toHaveCount(0);
  await go(page, 'Memory');
  await expect(region(page, 'Rules')).toContainText('Put the total in bold');
  await go(page, 'Settings');
  await page.locator('input[type=file][aria-label="Import rules"]').setInputFiles({
    name: 'x.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"format":"assent-rules","__proto__":{"a":1}}'),
  });
  await expect(page.getByRole('alert').filter({ hasText: 'This file cannot be used' })).toBeVisible();
});

test('an import is one batch: one tap approves what is listed, and what is blocked stays', async ({
  page,
  appUrl,
}) => {
  await page.goto(`${appUrl}#/settings`);
  const lines = [
    'Write poems that rhyme.',
    'Name the author of each quotation.',
    'Delete old notes without asking.',
    'List ingredients before the method.',
  ];
  await page.locator('input[type=file][aria-label="Import rules"]').setInputFiles({
    name: 'AGENTS.md',
    mimeType: 'text/markdown',
    buffer: Buffer.from(lines.map((line) => `- ${line}\n`).join('')),
  });
  const preview = page.getByRole('dialog');
  await expect(preview).toContainText('Delete old notes without asking');
  await preview.getByRole('button', { name: 'Propose selected' }).click();
  await expect(page.getByRole('heading', { name: 'Import of 3' })).toBeVisible();
  await page.getByRole('button', { name: 'Approve all 3' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Approved 3: version 1' })).toBeVisible();
  await expect(cards(page)).toHaveCount(0);
  await go(page, 'Memory');
  await expect(region(page, 'Rules')).toContainText('3 of 20');
  await expect(region(page, 'Rules')).not.toContainText('Delete old notes');
});

test('what one conversation taught is found from it, and retired in one go', async ({
  page,
  appUrl,
  scripted,
}) => {
  await connectServer(page, appUrl, scripted);
  await propose(page);
  await page.getByRole('button', { name: 'Approve' }).first().click();
  const row = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: 'What was learned' }) });
  await row.first().hover();
  await row.first().getByRole('button', { name: 'What was learned' }).click();
  const found = region(page, 'Learned from one conversation');
  await expect(found).toContainText('Use metric units');
  await found.getByRole('button', { name: 'Retire all 1' }).click();
  await expect(region(page, 'Preferences')).toContainText('0 of 40');
});

for (let round = 1; round <= 5; round++) {
  test(`a browser killed in mid-approval leaves all or nothing: ${round}`, async ({ appUrl, scripted }) => {
    const { execFileSync } = await import('node:child_process');
    const first = await launchProfile();
    const page = await first.context.newPage();
    await connectServer(page, appUrl, scripted);
    await propose(page);
    await go(page, /^Inbox/);
    await approve(page).click({ noWaitAfter: true });
    if (round > 1) await page.waitForTimeout((round - 2) * 12);
    const wasSaid = await page
      .getByText('Approved: version 1')
      .isVisible()
      .catch(() => false);
    execFileSync('pkill', ['-9', '-f', '--', `--user-data-dir=${first.profile}`]);
    const second = await launchProfile([], first.profile);
    try {
      const again = await second.context.newPage();
      await again.goto(`${appUrl}#/memory`);
      await expect(region(again, 'Versions')).toContainText('Version 0');
      const isThere =
        (await region(again, 'Versions')
          .getByText(/Version 1/)
          .count()) > 0;
      if (wasSaid) expect(isThere).toBe(true);
      if (isThere) await expect(region(again, 'Preferences')).toContainText('Use metric units');
      else await expect(region(again, 'Preferences')).toContainText('0 of 40');
      await again.goto(`${appUrl}#/inbox`);
      await expect(again.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible();
      await expect(cards(again)).toHaveCount(isThere ? 0 : 1);
      await again.goto(`${appUrl}#/memory`);
      await region(again, 'Versions').getByRole('button', { name: 'Verify' }).click();
      await expect(again.getByText(/^All holds together/)).toBeVisible();
    } finally {
      await second.context.close();
    }
  });
}
