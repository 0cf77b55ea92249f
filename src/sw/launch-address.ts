/** What an address such as `./?shared=<id>#/chat` or `./?new#/chat` asks for. */
export function readLaunch(address: string): {
  route: string | undefined;
  newChat: boolean;
  sharedId: string | undefined;
  /** Something was shared and could not be kept. */
  unshared: boolean;
} {
  const { hash, searchParams } = new URL(address);
  return {
    route: hash.startsWith('#/') ? hash : undefined,
    newChat: searchParams.has('new'),
    sharedId: searchParams.get('shared') ?? undefined,
    unshared: searchParams.has('unshared'),
  };
}

/** The address as it stays in the bar: a reload must not start the same thing again. */
export function withoutLaunch(address: string): string {
  const url = new URL(address);
  url.searchParams.delete('new');
  url.searchParams.delete('shared');
  url.searchParams.delete('unshared');
  return url.href;
}
