/** Watches for what this thread's policy refuses. The browser may tell a moment after the fetch has failed. */
export function watchPolicy(thread: EventTarget): () => Promise<boolean> {
  let refused = false;
  thread.addEventListener('securitypolicyviolation', () => {
    refused = true;
  });
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const was = refused;
    refused = false;
    return was;
  };
}
