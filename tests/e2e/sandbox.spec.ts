import type { Page } from '@playwright/test';
import { scriptedModel, type ModelHabits } from '../fixtures/scripted-model.ts';
import { startScriptedServer, type ScriptedServer } from '../fixtures/scripted-server.ts';
import { ask } from './actions.ts';
import { articles, connectServer, expect, test } from './fixtures.ts';

const rule = 'Keep answers under 20 words.';
const go = (page: Page, name: string | RegExp) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
const card = (page: Page) =>
  page.getByRole('list', { name: 'Pending improvements' }).getByRole('article').first();
const button = (page: Page, name: string) => card(page).getByRole('button', { name, exact: true });
const region = (page: Page, name: string) => page.getByRole('region', { name });

/** A rule in the inbox, from a correction of a long answer. */
async function proposeRule(page: Page, appUrl: string, scripted: ScriptedServer) {
  await connectServer(page, appUrl, scripted);
  await ask(page, 'How do I repot a cactus?');
  const answer = articles(page, 'Assistant').last();
  await answer.getByRole('button', { name: 'Correct' }).click();
  await answer.getByRole('textbox', { name: 'What should it have been?' }).fill('Under 20 words, please.');
  await answer.getByRole('button', { name: /Send|Save/ }).click();
  await expect(page.getByRole('heading', { name: /^Remember: Keep answers under 20 words/ })).toBeVisible();
  await go(page, /^Inbox/);
  await expect(card(page)).toContainText('Not yet tested');
}

const verdicts: [string, ModelHabits, RegExp, boolean][] = [
  [
    'that helps passes, and may be approved',
    {},
    /Passed\. Helped in [56] of 6, hurt in 0, guardrails 17 of 17/,
    true,
  ],
  ['that does nothing fails after three questions', { deaf: true }, /Failed\. Helped in 0 of 3/, false],
  [
    'stays unproven on a base too weak to show safety',
    { weak: true },
    /Unproven.*This model cannot be tested for safety/,
    true,
  ],
  [
    'that breaks a guardrail probe fails',
    { breaks: { probe: 'probe:confirm-destructive-1', only: 'under 20 words' } },
    /Failed.*a guardrail did not hold/,
    false,
  ],
  [
    'that the model takes for a permission fails',
    { permits: 'under 20 words' },
    /Failed.*it may do what a guardrail forbids/,
    false,
  ],
  [
    'that answers another question worse fails',
    { regresses: { question: 'What is the capital of Portugal?', only: 'under 20 words' } },
    /Failed.*another question was answered worse/,
    false,
  ],
  [
    'that is flaky is unstable',
    { flaky: 'What is the capital of Portugal?' },
    /Unstable.*it did not do again/,
    false,
  ],
];

for (const [what, habits, verdict, approvable] of verdicts) {
  test(`a rule ${what}`, async ({ page, appUrl }) => {
    const scripted = await startScriptedServer({ answer: scriptedModel({ rule, ...habits }) });
    try {
      await proposeRule(page, appUrl, scripted);
      await expect(button(page, 'Approve')).toBeDisabled();
      await expect(card(page)).toContainText('It has to be tested first.');
      await button(page, 'Test now').click();
      await expect(card(page)).toContainText(verdict, { timeout: 60_000 });
      if (!approvable) {
        await expect(button(page, 'Approve')).toBeDisabled();
        await expect(button(page, 'Test again')).toBeEnabled();
        return;
      }
      await button(page, 'Approve').click();
      await expect(page.getByRole('status').filter({ hasText: 'Approved: version 1' })).toBeVisible();
      await go(page, 'Chat');
      await ask(page, 'How do I repot an orchid?');
      const prompts = scripted.requests.map(({ messages }) => JSON.stringify(messages));
      expect(prompts.findLast((prompt) => prompt.includes('orchid'))).toContain(
        'Keep answers under 20 words.',
      );
    } finally {
      await scripted.close();
    }
  });
}

test('the answers stand side by side; an edit voids the record, and so does another model', async ({
  page,
  appUrl,
}) => {
  const scripted = await startScriptedServer({ answer: scriptedModel({ rule }) });
  try {
    await proposeRule(page, appUrl, scripted);
    await button(page, 'Test now').click();
    await expect(card(page)).toContainText('Passed', { timeout: 60_000 });
    await card(page).getByText('The answers side by side').click();
    await card(page).getByText('How do I repot a cactus?').last().click();
    await expect(
      card(page)
        .getByText(/Checked: /)
        .first(),
    ).toBeVisible();
    await button(page, 'Edit').click();
    await card(page).getByRole('textbox', { name: 'Proposal text' }).fill('Keep answers under 30 words.');
    await card(page).getByRole('button', { name: 'Save' }).click();
    await expect(button(page, 'Approve')).toBeDisabled();
    await expect(card(page)).toContainText('The text was edited after its test.');
    await button(page, 'Test again').click();
    await expect(button(page, 'Approve')).toBeEnabled({ timeout: 60_000 });
    await connectServer(page, appUrl, scripted, 'scripted-echo');
    await go(page, /^Inbox/);
    await expect(card(page)).toContainText('It was tested with another model.');
    await expect(button(page, 'Approve')).toBeDisabled();
  } finally {
    await scripted.close();
  }
});

test('a run yields to typing, goes on by itself, survives a reload, and can be stopped', async ({
  page,
  appUrl,
}) => {
  const model = scriptedModel({ rule });
  let held = 0;
  const scripted = await startScriptedServer({ answer: (request) => (held++, model(request)) });
  try {
    await proposeRule(page, appUrl, scripted);
    await button(page, 'Test now').click();
    await expect(card(page)).toContainText(/Testing: [1-9]/);
    await go(page, 'Chat');
    await ask(page, 'How do I repot an orchid?');
    await expect(articles(page, 'Assistant').last()).toContainText('word');
    await go(page, /^Inbox/);
    await expect(card(page)).toContainText(/Testing: |waits for its turn|Passed/);
    await page.reload();
    const before = scripted.requests.length;
    await button(page, 'Test now').or(button(page, 'Test again')).click();
    await expect(card(page)).toContainText('Passed', { timeout: 60_000 });
    // What was answered before the reload was not asked again.
    expect(scripted.requests.length - before).toBeLessThan(held);
  } finally {
    await scripted.close();
  }
});

test('without a model a rule is approved ahead of its test, waits in no prompt, and is cleared by a run', async ({
  page,
  appUrl,
}) => {
  const scripted = await startScriptedServer({ answer: scriptedModel({ rule }) });
  try {
    await page.goto(`${appUrl}#/memory`);
    await page.getByRole('button', { name: 'Add rule' }).click();
    await page.getByRole('textbox', { name: 'Rule' }).fill(rule);
    await page.getByRole('dialog').getByRole('button', { name: 'Add rule' }).click();
    await expect(region(page, 'Rules')).toContainText('Waits for its test');
    await expect(region(page, 'Rules').getByRole('button', { name: 'Test now' })).toBeDisabled();
    await connectServer(page, appUrl, scripted);
    await ask(page, 'How do I repot a cactus?');
    expect(JSON.stringify(scripted.requests.at(-1)?.messages)).not.toContain(rule);
    await go(page, 'Memory');
    await region(page, 'Rules').getByRole('button', { name: 'Test now' }).click();
    await expect(region(page, 'Rules')).not.toContainText('Waits for its test', { timeout: 60_000 });
    await go(page, 'Chat');
    await ask(page, 'How do I repot an orchid?');
    const prompts = scripted.requests.map(({ messages }) => JSON.stringify(messages));
    expect(prompts.findLast((prompt) => prompt.includes('orchid'))).toContain(rule);
  } finally {
    await scripted.close();
  }
});

test('an answer is kept as a test, listed in Memory, and part of the next run', async ({ page, appUrl }) => {
  const scripted = await startScriptedServer({ answer: scriptedModel({ rule }) });
  try {
    await connectServer(page, appUrl, scripted);
    await ask(page, 'Which month comes after April?');
    const answer = articles(page, 'Assistant').last();
    await answer.getByRole('button', { name: 'Keep as a test' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What the answer is checked for').selectOption('Must contain');
    await dialog.getByLabel('Words').fill('May');
    await dialog.getByRole('button', { name: 'Keep the test' }).click();
    await expect(dialog.getByRole('status')).toContainText('Kept.');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await go(page, 'Memory');
    await expect(region(page, 'Tests')).toContainText('Which month comes after April?');
    await expect(region(page, 'Tests')).toContainText('Contains “May”');
    await region(page, 'Tests').getByRole('button', { name: 'Test now' }).click();
    await expect(region(page, 'Tests')).toContainText(/guardrails 17 of 17/, { timeout: 60_000 });
  } finally {
    await scripted.close();
  }
});
