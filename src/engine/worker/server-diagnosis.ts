/** Why a request ended without any response. Browsers say only "Failed to fetch"; the rest is detective work. */
export type Cause = 'policy' | 'permission' | 'cors' | 'refused' | 'cors-or-refused';

export interface Diagnosis {
  /** Why the request to `url`, that just failed, got no response. */
  causeOf(url: string): Promise<Cause>;
  /** True while the browser may be asking the person whether this page may call a server on this device. */
  mayAsk(): Promise<boolean>;
}

export interface DiagnosisDeps {
  fetch: typeof fetch;
  /** Calls back with the address of each request that this thread's own policy refused. */
  onPolicyViolation(listener: (blockedUrl: string) => void): void;
  /** Calls back with the address of each response that the embedder policy refused. False where browsers cannot tell. */
  onEmbedderBlock(listener: (blockedUrl: string) => void): boolean;
  /** State of a permission; rejects where the name is unknown. */
  permission(name: string): Promise<string>;
  /** The page comes from this device too, so that the browser has nothing to ask. */
  pageOnLoopback: boolean;
  pause(milliseconds: number): Promise<void>;
}

/** Browsers know the permission by one of these names. */
const permissionNames = ['loopback-network', 'local-network-access'];

const probeLimitMs = 3000;
const reportDelayMs = 150;

/**
 * Tells a refused connection from an answer that the page may not read. A `no-cors` request gets an answer from any
 * server, but the embedder policy (COEP) hides that one too: there, the browser's own report of having hidden it is
 * the proof that something answered.
 */
export function createDiagnosis(deps: DiagnosisDeps): Diagnosis {
  const blocked = { policy: new Set<string>(), embedder: new Set<string>() };
  deps.onPolicyViolation((url) => blocked.policy.add(url));
  const reports = deps.onEmbedderBlock((url) => blocked.embedder.add(url));
  const isAsking = async () => !deps.pageOnLoopback && (await permissionState(deps)) === 'prompt';

  return {
    mayAsk: isAsking,
    async causeOf(url) {
      await deps.pause(reportDelayMs);
      if (blocked.policy.delete(url)) return 'policy';
      // Still "prompt" after a call means that the person closed the question.
      if ((await permissionState(deps)) === 'denied' || (await isAsking())) return 'permission';
      blocked.embedder.delete(url);
      if (await answers(deps, url)) return 'cors';
      await deps.pause(reportDelayMs);
      if (blocked.embedder.delete(url)) return 'cors';
      return reports ? 'refused' : 'cors-or-refused';
    },
  };
}

async function permissionState(deps: DiagnosisDeps): Promise<string> {
  for (const name of permissionNames) {
    const state = await deps.permission(name).catch(() => undefined);
    if (state !== undefined) return state;
  }
  return 'unknown';
}

async function answers(deps: DiagnosisDeps, url: string): Promise<boolean> {
  const signal = AbortSignal.timeout(probeLimitMs);
  const options: RequestInit = { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal };
  return deps.fetch(url, options).then(
    () => true,
    () => false,
  );
}
