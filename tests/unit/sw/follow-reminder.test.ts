import { describe, expect, it, vi } from 'vitest';
import { followReminder } from '../../../src/sw/follow-reminder.ts';

const scope = 'https://host.example/assent/';

const page = (
  url: string,
  more: { focused?: boolean; visibilityState?: string; refuses?: boolean } = {},
) => ({
  url,
  focused: more.focused ?? false,
  visibilityState: more.visibilityState ?? 'hidden',
  focus: vi.fn(async () => {
    if (more.refuses) throw new DOMException('Not allowed to focus a window.', 'InvalidAccessError');
  }),
  postMessage: vi.fn(),
});

async function click(pages: ReturnType<typeof page>[], tag = 'assent-reminder-r1') {
  const notification = { tag, close: vi.fn() };
  const open = vi.fn(async (_url: string) => undefined);
  await followReminder(notification, { pages: async () => pages, open, scope });
  return { open, notification };
}

const led = (one: ReturnType<typeof page>) => one.postMessage.mock.calls;

describe('a click on a notification', () => {
  it('brings the open page to the front, and tells it which reminder', async () => {
    const here = page(`${scope}#/memory`);
    const { open, notification } = await click([here]);
    expect(here.focus).toHaveBeenCalledOnce();
    expect(led(here)).toEqual([[{ type: 'reminder', id: 'r1' }]]);
    expect(open).not.toHaveBeenCalled();
    expect(notification.close).toHaveBeenCalledOnce();
  });

  it('takes the page that is looked at, then one that is seen, and only one', async () => {
    const [hidden, seen, looked] = [
      page(scope),
      page(scope, { visibilityState: 'visible' }),
      page(scope, { visibilityState: 'visible', focused: true }),
    ];
    await click([hidden, seen, looked]);
    expect([hidden, seen, looked].map((one) => led(one).length)).toEqual([0, 0, 1]);
    await click([hidden, seen]);
    expect([hidden, seen].map((one) => led(one).length)).toEqual([0, 1]);
  });

  it('opens a page where none of this app is open', async () => {
    const other = page('https://host.example/other/');
    const { open } = await click([other], 'assent-reminder-r/1');
    expect(open).toHaveBeenCalledExactlyOnceWith(`${scope}?reminder=r%2F1#/chat`);
    expect(led(other)).toEqual([]);
  });

  it('leads to the notice also where the browser refuses the focus', async () => {
    const here = page(scope, { refuses: true });
    await click([here]);
    expect(led(here)).toHaveLength(1);
  });

  it('leaves other notifications alone', async () => {
    const here = page(scope);
    const { open, notification } = await click([here], 'something-else');
    expect(here.focus).not.toHaveBeenCalled();
    expect(open).not.toHaveBeenCalled();
    expect(notification.close).not.toHaveBeenCalled();
  });
});
