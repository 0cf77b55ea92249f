import { expect, it } from 'vitest';
import { bytesInFiles, estimateRows, type MeasuredFiles } from '../../../src/domain/kept.ts';

const files: MeasuredFiles = {
  models: { a: 500, b: 100 },
  unfinished: 10,
  files: 20,
  undo: 30,
  otherFiles: 40,
  app: 100,
  engines: 150,
  rest: 50,
};

it('adds up files and caches', () => {
  expect(bytesInFiles(files)).toBe(1000);
});

it('gives databases what the sum leaves, and keeps apart what is not contents', () => {
  expect(estimateRows({ conversations: 200, learning: 100 }, files, 1800)).toEqual({
    conversations: 200,
    learning: 100,
    rest: 500,
  });
});

it('never says more than the databases take', () => {
  expect(estimateRows({ conversations: 300, learning: 100 }, files, 1200)).toEqual({
    conversations: 150,
    learning: 50,
    rest: 0,
  });
  expect(estimateRows({ conversations: 3, learning: 1 }, files, 900)).toEqual({
    conversations: 0,
    learning: 0,
    rest: 0,
  });
});

it('counts the contents alone where the browser tells no sum', () => {
  expect(estimateRows({ conversations: 3, learning: 1 }, files, undefined)).toEqual({
    conversations: 3,
    learning: 1,
    rest: 0,
  });
});
