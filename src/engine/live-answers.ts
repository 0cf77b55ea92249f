import type { LiveAnswers } from '../domain/ports.ts';

const prefix = 'assent-answer:';

/**
 * A Web Lock for each answer that is being written: the browser frees it when the tab dies.
 * Where there are no locks, an answer is written all the same, but other tabs do not see it.
 */
export function createLiveAnswers(locks: Pick<LockManager, 'request' | 'query'> | undefined): LiveAnswers {
  return {
    hold(id) {
      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      locks?.request(prefix + id, () => held).catch(() => undefined);
      return release;
    },
    async all() {
      const { held = [] } = (await locks?.query()) ?? {};
      return held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : []));
    },
  };
}
