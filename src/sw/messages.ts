import { threads } from './policies.ts';

/** What a page says to the service worker. */
export type ToServiceWorker =
  /** The person asked for the new version. */
  | { type: 'apply-update' }
  /** Addresses of scripts that this page loaded, perhaps before the service worker was there to see it. */
  | { type: 'loaded'; urls: string[] }
  /** What this thread runs on must be there offline too. Answered, on the port that comes along, by whether it is. */
  | { type: 'keep'; thread: (typeof threads)[number] };

/** Reads a message that may have come from anywhere. */
export function toServiceWorker(data: unknown): ToServiceWorker | undefined {
  if (typeof data !== 'object' || data === null || !('type' in data)) return undefined;
  if (data.type === 'apply-update') return { type: 'apply-update' };
  if (data.type === 'loaded' && 'urls' in data && Array.isArray(data.urls)) {
    return { type: 'loaded', urls: data.urls.filter((url) => typeof url === 'string') };
  }
  if (data.type === 'keep' && 'thread' in data) {
    const thread = threads.find((name) => name === data.thread);
    return thread && { type: 'keep', thread };
  }
  return undefined;
}
