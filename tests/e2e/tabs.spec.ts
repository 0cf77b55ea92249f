import { articles, connectServer, expect, importModel, send, test } from './fixtures.ts';

test('one tab runs the model; another says who does, and takes over', async ({
  context,
  appUrl,
  modelPath,
}) => {
  const first = await context.newPage();
  await importModel(first, appUrl, modelPath);
  await send(first, 'From the first tab');
  await expect(articles(first, 'Assistant').first()).toContainText('small test model');

  const second = await context.newPage();
  await second.goto(appUrl);
  await expect(second.getByText(/another tab/i).first()).toBeVisible();
  await expect(second.getByText(/From the first tab/).first()).toBeVisible();
  await second.getByRole('button', { name: 'Take over' }).first().click();
  await send(second, 'From the second tab');
  await expect(articles(second, 'Assistant').first()).toContainText('small test model', { timeout: 60_000 });

  await expect(first.getByRole('button', { name: 'Take over' }).first()).toBeVisible();
  await first.getByRole('textbox', { name: 'Message' }).fill('Kept in the first tab');
  await first.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(first.getByRole('alert')).toContainText(/another tab/i);
  await expect(first.getByRole('textbox', { name: 'Message' })).toHaveValue('Kept in the first tab');
});

test('an answer that another tab writes is not said to have been cut off', async ({
  context,
  appUrl,
  scripted,
}) => {
  const first = await context.newPage();
  await connectServer(first, appUrl, scripted);
  await send(first, 'scenario:slow');
  await expect(articles(first, 'Assistant').first()).toContainText('word3');
  const second = await context.newPage();
  await second.goto(first.url());
  await expect(articles(second, 'Assistant')).toContainText('being written in another tab');
  await expect(second.getByText('The app was closed here')).toHaveCount(0);
  await first.close();
  await second.reload();
  await expect(articles(second, 'Assistant')).toContainText('The app was closed here');
});

test('what one tab stores, the other shows', async ({ context, appUrl, scripted }) => {
  const first = await context.newPage();
  await connectServer(first, appUrl, scripted);
  await send(first, 'Seen from both sides');
  await expect(articles(first, 'Assistant').first()).toContainText('You said');
  const second = await context.newPage();
  await second.goto(first.url());
  await expect(articles(second, 'Assistant')).toHaveCount(1);
  await send(first, 'A second message');
  await expect(articles(second, 'Assistant')).toHaveCount(2);
  await expect(articles(second, 'Assistant').last()).toContainText('A second message');
});
