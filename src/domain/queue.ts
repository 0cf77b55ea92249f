/**
 * A queue: each task that is given to it begins once the one before has ended, however that ended. The result is the task's own.
 */
export function createQueue(): <Value>(task: () => Promise<Value>) => Promise<Value> {
  let before: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = before.then(task);
    before = result.catch(() => {});
    return result;
  };
}
