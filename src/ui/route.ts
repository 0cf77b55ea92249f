export type PlainScreen = 'inbox' | 'memory' | 'insights' | 'models' | 'settings' | 'files';

/** Where the app is. `conversationId` null is a new chat; `messageId` is a message to lead to, `item` something learned. */
export type Route =
  | { screen: 'chat'; conversationId: string | null; messageId: string | null }
  | { screen: PlainScreen; item?: string };

export type ScreenName = Route['screen'];

export const screenNames: Record<ScreenName, string> = {
  chat: 'Chat',
  inbox: 'Inbox',
  memory: 'Memory',
  insights: 'Insights',
  models: 'Models',
  settings: 'Settings',
  files: 'Files',
};

/** The route that an address's fragment names; anything unknown is a new chat. */
export function hashToRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?');
  const [screen = '', first = '', second = ''] = path.split('/');
  if (isPlainScreen(screen)) {
    // A file's path stands in the address like a conversation's id, but may be written with its slashes too.
    if (screen === 'files') {
      const file = decode(path.slice(screen.length + 1));
      return file === null ? { screen } : { screen, item: file };
    }
    const item = new URLSearchParams(search).get('item');
    return item === null || item === '' ? { screen } : { screen, item };
  }
  const known = screen === 'chat';
  return {
    screen: 'chat',
    conversationId: known ? decode(first) : null,
    messageId: known ? decode(second) : null,
  };
}

export function routeToHash(route: Route): string {
  if (route.screen === 'files')
    return route.item === undefined ? '#/files' : `#/files/${encodeURIComponent(route.item)}`;
  if (route.screen !== 'chat') {
    return `#/${route.screen}${route.item === undefined ? '' : `?item=${encodeURIComponent(route.item)}`}`;
  }
  const parts = [route.conversationId, route.conversationId && route.messageId].filter(
    (part) => part !== null,
  );
  return ['#/chat', ...parts.map((part) => encodeURIComponent(part))].join('/');
}

export const chatRoute = (conversationId: string | null, messageId: string | null = null): Route => ({
  screen: 'chat',
  conversationId,
  messageId,
});

const isPlainScreen = (name: string): name is PlainScreen =>
  name !== 'chat' && Object.hasOwn(screenNames, name);

function decode(part: string): string | null {
  try {
    return part === '' ? null : decodeURIComponent(part);
  } catch {
    return null;
  }
}
