import type { Environment } from 'vitest/runtime';

/** Node, with modules as the page gets them: runes are compiled for the browser, so effects run. */
const environment: Environment = {
  name: 'runes',
  viteEnvironment: 'client',
  setup: () => ({ teardown() {} }),
};

export default environment;
