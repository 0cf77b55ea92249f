/** What other apps share into this one waits here until a page takes it. Any site may post: nothing is sent by itself. */

export const sharedCache = 'assent-shared';

/** A page with an answer under way is asked to take the text itself, so that the share does not replace it. */
export interface SharedMessage {
  type: 'shared';
  id: string;
}

/** Characters of one share. The composer takes as much. */
const longest = 100_000;
const mostWaiting = 8;
const mostFiles = 8;

export interface ShareTargetDeps {
  caches: CacheStorage;
  ids: () => string;
  /** The app's base, absolute, with a slash at the end. */
  scope: string;
  /** Resolves true if an open window, busy answering, takes the text itself. */
  offer(message: SharedMessage): Promise<boolean>;
}

/** Where the text of one share lies in the cache `assent-shared`. */
export const sharedUrl = (scope: string, id: string) => new URL(`shared/${id}`, scope).href;

/** Keeps the text of a share, and leads to the composer. */
export async function receiveShare(request: Request, deps: ShareTargetDeps): Promise<Response> {
  const form = await request.formData().catch(() => new FormData());
  const text = await textOf(form);
  if (text === '') return Response.redirect(`${deps.scope}#/chat`, 303);
  const id = deps.ids();
  try {
    await keep(text, id, deps);
  } catch {
    // The storage is full: the app says so, where an error page of the browser would say nothing.
    return Response.redirect(`${deps.scope}?unshared#/chat`, 303);
  }
  // "No content" leaves the window that the share would have navigated as it is.
  if (await deps.offer({ type: 'shared', id })) return new Response(null, { status: 204 });
  return Response.redirect(`${deps.scope}?shared=${encodeURIComponent(id)}#/chat`, 303);
}

async function keep(text: string, id: string, { caches, scope }: ShareTargetDeps): Promise<void> {
  const cache = await caches.open(sharedCache);
  const waiting = await cache.keys();
  await Promise.all(
    waiting.slice(0, Math.max(0, waiting.length + 1 - mostWaiting)).map((old) => cache.delete(old)),
  );
  await cache.put(sharedUrl(scope, id), new Response(text));
}

async function textOf(form: FormData): Promise<string> {
  const words = ['title', 'text', 'url']
    .map((name) => form.get(name))
    .filter((value): value is string => typeof value === 'string' && value.trim() !== '');
  // Some apps repeat the address, or the title, in the text.
  const parts = words.filter(
    (value, index) => !words.some((other, at) => at !== index && repeats(other, value, at < index)),
  );
  const files = form.getAll('files').filter((value) => typeof value !== 'string');
  for (const file of files.slice(0, mostFiles)) {
    if (!isText(file)) continue;
    // Four bytes is the longest character.
    parts.push(`${file.name}:\n${await file.slice(0, longest * 4).text()}`);
  }
  const text = parts.join('\n\n').trim();
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

const repeats = (text: string, part: string, isEarlier: boolean) =>
  text.includes(part) && (text.length > part.length || isEarlier);

const isText = ({ type, name }: File) =>
  /^text\/|json|xml|javascript/.test(type) || /\.(?:txt|md|csv|json|log)$/i.test(name);
