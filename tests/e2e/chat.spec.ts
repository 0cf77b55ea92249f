import { articles, connectServer, expect, send, test } from './fixtures.ts';

test.beforeEach(async ({ page, appUrl, scripted }) => connectServer(page, appUrl, scripted));

test('an answer streams in, is kept, and the next one sends the history byte for byte', async ({
  page,
  scripted,
}) => {
  await send(page, 'Good morning  ');
  await expect(articles(page, 'Assistant')).toContainText('You said: Good morning');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await send(page, 'What costs $5 & $$?');
  await expect(articles(page, 'Assistant').nth(1)).toContainText('You said: What costs $5 & $$?');
  const [first, second] = scripted.requests;
  const history = second?.messages.slice(0, first?.messages.length);
  expect(history).toEqual(first?.messages);
  expect(second?.messages.at(-2)?.role).toBe('assistant');
  expect(second?.messages.at(-1)).toEqual({ role: 'user', content: 'What costs $5 & $$?' });

  await page.reload();
  await expect(articles(page, 'Assistant')).toHaveCount(2);
  await expect(articles(page, 'You').first()).toContainText('Good morning');
});

test('a conversation goes on after the Chat screen was left and shown again', async ({ page, scripted }) => {
  const away = async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Models' }).click();
    await expect(page.getByRole('textbox', { name: 'Server address' })).toBeVisible();
    await page.goBack();
  };
  await page.getByRole('button', { name: 'New chat' }).click();
  await away();
  await send(page, 'First words');
  await expect(articles(page, 'Assistant')).toContainText('You said: First words');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();

  // Now the address opens the conversation.
  await page.reload();
  await expect(articles(page, 'Assistant')).toHaveCount(1);
  await away();
  await expect(articles(page, 'Assistant')).toHaveCount(1);
  await send(page, 'Second words');
  await expect(articles(page, 'Assistant').nth(1)).toContainText('You said: Second words');
  const asked = scripted.requests[1]?.messages.map(({ content }) => content);
  expect(asked).toEqual(expect.arrayContaining(['First words', 'Second words']));
});

test('Markdown is shown without raw HTML, remote images or scripts', async ({ page }) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).hostname.endsWith('example.com')) elsewhere.push(request.url());
  });
  await send(page, 'scenario:markdown');
  const answer = articles(page, 'Assistant').first();
  await expect(answer.getByRole('heading', { name: 'A rich answer' })).toBeVisible();
  await expect(answer.getByRole('table')).toBeVisible();
  await expect(answer.locator('math').first()).toBeAttached();
  await expect(answer.locator('pre code span').first()).toBeAttached();
  await expect(answer.locator('img')).toHaveCount(0);
  await expect(answer).toContainText('<b>raw html</b>');
  await expect(answer.getByRole('link', { name: /bad link/ })).toHaveCount(0);
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  expect(elsewhere).toEqual([]);
});

test('Stop keeps what is there, Regenerate keeps the old branch', async ({ page, scripted }) => {
  await send(page, 'scenario:slow');
  const answer = articles(page, 'Assistant').first();
  await expect(answer).toContainText('word3');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await expect(answer).toContainText('word3');
  await expect.poll(() => scripted.aborted.length).toBe(1);

  await answer.getByRole('button', { name: 'Regenerate' }).click();
  await expect(articles(page, 'Assistant')).toHaveCount(1);
  await expect(answer).toContainText('2 of 2');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await answer.getByRole('button', { name: 'Previous version' }).click();
  await expect(answer).toContainText('1 of 2');
  await expect(answer).toContainText('word3');
});

test('Edit makes a branch, and both branches stay after a reload', async ({ page }) => {
  await send(page, 'Tell me about cats');
  await expect(articles(page, 'Assistant')).toContainText('cats');
  await articles(page, 'You').first().getByRole('button', { name: 'Edit' }).click();
  const editor = page.getByRole('textbox', { name: 'Your changed words' });
  await editor.fill('Tell me about dogs');
  await editor.press('Enter');
  await expect(articles(page, 'Assistant')).toContainText('dogs');
  await page.reload();
  await expect(articles(page, 'You').first()).toContainText('dogs');
  await articles(page, 'You').first().getByRole('button', { name: 'Previous version' }).click();
  await expect(articles(page, 'You').first()).toContainText('cats');
  await expect(articles(page, 'Assistant')).toContainText('cats');
});

test('a think-block is not shown, and is sent back unchanged', async ({ page, scripted }) => {
  await send(page, 'scenario:think');
  await expect(articles(page, 'Assistant').first()).toContainText('The answer is 42.');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await expect(articles(page, 'Assistant').first().getByText('The answer is 42.')).toBeVisible();
  await send(page, 'Thanks');
  await expect(articles(page, 'Assistant')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  const sent = scripted.requests[1]?.messages.at(-2)?.content;
  expect(sent).toBe('<think>\nSix times seven.\n</think>\n\nThe answer is 42.');
});

test('"What was sent" shows the exact prompt and the tokens reused and computed', async ({
  page,
  scripted,
}) => {
  await send(page, 'First question');
  await expect(page.getByRole('button', { name: 'What was sent' })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await send(page, 'Second question');
  await expect(articles(page, 'Assistant')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await articles(page, 'Assistant').last().getByRole('button', { name: 'What was sent' }).click();
  const dialog = page.getByRole('dialog', { name: 'What was sent' });
  for (const message of scripted.requests[1]?.messages ?? []) {
    for (const line of message.content.split('\n').filter(Boolean)) await expect(dialog).toContainText(line);
  }
  await expect(dialog).toContainText(/reused/i);
  await expect(dialog).toContainText(/computed/i);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a draft survives a reload, Shift+Enter breaks a line and Enter sends', async ({ page }) => {
  const box = page.getByRole('textbox', { name: 'Message' });
  await box.pressSequentially('First line');
  await box.press('Shift+Enter');
  await box.pressSequentially('second line');
  await page.waitForTimeout(500);
  await page.reload();
  await expect(box).toHaveValue('First line\nsecond line');
  await box.press('Enter');
  await expect(box).toHaveValue('');
  await expect(articles(page, 'You').first()).toContainText('second line');
  await page.reload();
  await expect(box).toHaveValue('');
});

test('conversations get titles, can be renamed, searched, deleted and brought back', async ({ page }) => {
  await send(page, 'Plan a weekend in Lisbon');
  await expect(articles(page, 'Assistant')).toContainText('Lisbon');
  await page.getByRole('button', { name: 'New chat' }).click();
  await send(page, 'Explain photosynthesis');
  await expect(articles(page, 'Assistant')).toContainText('photosynthesis');

  const search = page.getByRole('searchbox', { name: 'Search conversations' });
  await search.fill('weekend');
  const hit = page.getByRole('link', { name: /Lisbon/ }).first();
  await hit.click();
  await expect(articles(page, 'You').first()).toContainText('Plan a weekend in Lisbon');
  await search.fill('');

  const list = page.getByRole('navigation', { name: 'Conversations' });
  const row = (name: string) => list.getByRole('listitem').filter({ hasText: name });
  await row('Lisbon').getByRole('button', { name: 'Rename' }).click();
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.fill('Short trip');
  await title.press('Enter');
  await expect(list.getByRole('link', { name: 'Short trip' })).toBeVisible();
  await row('Short trip').getByRole('button', { name: 'Delete' }).click();
  await expect(list.getByRole('link', { name: 'Short trip' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(list.getByRole('link', { name: 'Short trip' })).toBeVisible();
});

test('on a phone, each of two deleted conversations can be brought back', async ({ page }) => {
  await send(page, 'Plan a weekend in Lisbon');
  await expect(articles(page, 'Assistant')).toContainText('Lisbon');
  await page.getByRole('button', { name: 'New chat' }).click();
  await send(page, 'Explain photosynthesis');
  await expect(articles(page, 'Assistant')).toContainText('photosynthesis');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Conversations' }).click();
  const sheet = page.getByRole('dialog', { name: 'Conversations' });
  const remove = (name: string) =>
    sheet.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Delete' }).click();
  await remove('Lisbon');
  await remove('photosynthesis');
  const undo = sheet.getByRole('status').getByRole('paragraph').filter({ hasText: 'Lisbon' });
  await undo.getByRole('button', { name: 'Undo' }).click();
  await expect(sheet.getByRole('link', { name: /Lisbon/ })).toBeVisible();
  await expect(sheet.getByRole('link', { name: /photosynthesis/ })).toHaveCount(0);
});

test('a search hit in another branch is shown', async ({ page }) => {
  await send(page, 'Tell me about walruses');
  await expect(articles(page, 'Assistant')).toContainText('walruses');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await articles(page, 'You').first().getByRole('button', { name: 'Edit' }).click();
  const editor = page.getByRole('textbox', { name: 'Your changed words' });
  await editor.fill('Tell me about otters');
  await editor.press('Enter');
  await expect(articles(page, 'Assistant')).toContainText('otters');
  await page.getByRole('searchbox', { name: 'Search conversations' }).fill('said walruses');
  await page
    .getByRole('link', { name: /You said/ })
    .first()
    .click();
  await expect(articles(page, 'Assistant')).toContainText('walruses');
  await expect(articles(page, 'Assistant').first()).toBeFocused();
});

test('"?" opens the shortcuts, and Escape closes them', async ({ page }) => {
  await page.getByRole('heading').first().click();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: /shortcuts/i });
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  const box = page.getByRole('textbox', { name: 'Message' });
  await box.pressSequentially('Really?');
  await expect(box).toHaveValue('Really?');
});

test('a message of 100,000 characters is refused in one sentence, and stays in the composer', async ({
  page,
  scripted,
}) => {
  const text = 'long words '.repeat(9_100);
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(/fewer than 100,000/);
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue(text);
  expect(scripted.requests).toHaveLength(0);
  expect(await articles(page, 'You').count()).toBe(0);
});
