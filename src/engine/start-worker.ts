/** Starts a module worker from a URL of this build. The page's Trusted Types policy stands behind it. */
export type StartWorker = (url: string, name: string) => Worker;
