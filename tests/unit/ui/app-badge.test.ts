import { describe, expect, it } from 'vitest';
import { showAppBadge } from '../../../src/ui/app-badge.ts';

describe('showAppBadge', () => {
  it('shows the number, and takes it away when nothing waits', async () => {
    const calls: (number | undefined | 'clear')[] = [];
    const badge = {
      setAppBadge: async (count?: number) => void calls.push(count),
      clearAppBadge: async () => void calls.push('clear'),
    };
    await showAppBadge(2, badge);
    await showAppBadge(0, badge);
    expect(calls).toEqual([2, 'clear']);
  });

  it('minds neither a platform without badges nor one that refuses', async () => {
    await expect(showAppBadge(2, {})).resolves.toBeUndefined();
    const setAppBadge = () => Promise.reject(new Error('not installed'));
    await expect(showAppBadge(2, { setAppBadge })).resolves.toBeUndefined();
  });
});
