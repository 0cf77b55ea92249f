/** Holds each file of tests to leaving the globals as they were, for the next one in its process. */
import { afterAll, expect } from 'vitest';

/** By name, as libraries keep what is theirs under symbols. Read, as Node makes some only when they are first asked for. */
const globals = () =>
  new Map(
    Object.getOwnPropertyNames(globalThis).map((name) => [name, Reflect.get(globalThis, name) as unknown]),
  );

const before = globals();

afterAll(() => {
  const after = globals();
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.has(name) !== after.has(name) || !Object.is(before.get(name), after.get(name)),
  );
  expect(changed, 'globals that this file of tests changed').toEqual([]);
});
