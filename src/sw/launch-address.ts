/** What an address such as `./?shared=<id>#/chat` or `./?new#/chat` asks for. */
export function readLaunch(address: string): {
  route: string | undefined;
  newChat: boolean;
  sharedId: string | undefined;
  /** Something was shared and could not be kept. */
  unshared: boolean;
  /** The notification of this reminder was clicked. */
  reminder: string | undefined;
} {
  const { hash, searchParams } = new URL(address);
  return {
    route: hash.startsWith('#/') ? hash : undefined,
    newChat: searchParams.has('new'),
    sharedId: searchParams.get('shared') ?? undefined,
    unshared: searchParams.has('unshared'),
    reminder: searchParams.get('reminder') ?? undefined,
  };
}

/** The address as it stays in the bar: a reload must not start the same thing again. */
export function withoutLaunch(address: string): string {
  const url = new URL(address);
  for (const name of ['new', 'shared', 'unshared', 'reminder']) url.searchParams.delete(name);
  return url.href;
}
