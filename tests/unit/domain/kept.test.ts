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

it('keeps what is stored in sight where the sum of the browser lags behind', () => {
  expect(estimateRows({ conversations: 300, learning: 100 }, files, 1200)).toEqual({
    conversations: 300,
    learning: 100,
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
