/** Holds each file of tests to leaving what it shares with the next one in its process as it was. */
import { afterAll, expect, vi } from 'vitest';

/** By name, as libraries keep what is theirs under symbols. Read, as Node makes some only when they are first asked for. */
const globals = () =>
  new Map(
    Object.getOwnPropertyNames(globalThis).map((name) => [name, Reflect.get(globalThis, name) as unknown]),
  );

const before = globals();

afterAll(async () => {
  // What the app imports late would else be cut off with the file that began it, and then be missing in the next one, too.
  await vi.dynamicImportSettled();
  const after = globals();
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.has(name) !== after.has(name) || !Object.is(before.get(name), after.get(name)),
  );
  expect(changed, 'globals that this file of tests changed').toEqual([]);
});
