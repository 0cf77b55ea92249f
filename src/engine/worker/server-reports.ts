interface Report {
  type: string;
  body?: object | null;
}

type ReportingObserverClass = new (
  listener: (reports: readonly Report[]) => void,
  options: { buffered: boolean },
) => { observe(): void };

/** Calls back with the address of each request that this thread's Content-Security-Policy refused. */
export function onPolicyViolation(scope: EventTarget, listener: (blockedUrl: string) => void): void {
  scope.addEventListener('securitypolicyviolation', (event) => {
    if ('blockedURI' in event && typeof event.blockedURI === 'string') listener(event.blockedURI);
  });
}

/** Calls back with the address of each response that COEP hid. False where the browser has no such reports. */
export function onEmbedderBlock(scope: object, listener: (blockedUrl: string) => void): boolean {
  const Observer = 'ReportingObserver' in scope ? scope.ReportingObserver : undefined;
  if (typeof Observer !== 'function') return false;
  const observer = new (Observer as ReportingObserverClass)(
    (reports) => {
      for (const { type, body } of reports) {
        const url = type === 'coep' ? blockedUrlOf(body) : undefined;
        if (url !== undefined) listener(url);
      }
    },
    { buffered: true },
  );
  observer.observe();
  return true;
}

/** In Chrome the body of such a report shows its fields only as JSON. */
function blockedUrlOf(body: object | null | undefined): string | undefined {
  const fields: unknown = JSON.parse(JSON.stringify(body ?? null));
  if (typeof fields !== 'object' || fields === null || !('blockedURL' in fields)) return undefined;
  return typeof fields.blockedURL === 'string' ? fields.blockedURL : undefined;
}
