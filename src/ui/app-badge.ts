type Badge = Partial<Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>>;

/** Shows a number on the icon of the installed app, where the platform has such a thing. */
export async function showAppBadge(count: number, badge: Badge): Promise<void> {
  try {
    if (count > 0) await badge.setAppBadge?.(count);
    else await badge.clearAppBadge?.();
  } catch {
    // Some platforms have the call and refuse it. The navigation shows the number anyway.
  }
}
