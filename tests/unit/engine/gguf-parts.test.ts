import { describe, expect, it } from 'vitest';
import { inOrder, type GgufPart } from '../../../src/engine/gguf-parts.ts';

const whole = (name: string): GgufPart => ({
  file: { name },
  header: { name: undefined, contextLength: undefined, split: undefined, tensors: 6 },
});
const part = (name: string, number: number, parts = 3, allTensors: number | undefined = 6): GgufPart => ({
  file: { name },
  header: { ...whole(name).header, split: { part: number, parts, allTensors }, tensors: 2 },
});
const named = (stem: string, number: number, parts = 3) =>
  part(`${stem}-0000${number}-of-0000${parts}.gguf`, number, parts);
const [a1, a2, a3] = [named('a', 1), named('a', 2), named('a', 3)];

describe('inOrder', () => {
  it('takes a whole file, and all parts of one model in any order', () => {
    expect(inOrder([whole('x.gguf')])).toMatchObject({ ok: true });
    expect(inOrder([a3, a1, a2])).toEqual({ ok: true, value: [a1, a2, a3] });
  });

  it('goes by the headers where the files were renamed', () => {
    const [one, two] = [part('second.gguf', 2, 2, 4), part('first.gguf', 1, 2, 4)];
    expect(inOrder([one, two])).toEqual({ ok: true, value: [two, one] });
  });

  it.each<[string, GgufPart[], string]>([
    ['nothing', [], 'There is no GGUF file among these.'],
    [
      'a missing part',
      [a3, a1],
      '“a-00001-of-00003.gguf” is part 1 of 3 of a model, and part 2 is missing. Choose all parts together.',
    ],
    [
      'one part alone',
      [a2],
      '“a-00002-of-00003.gguf” is part 2 of 3 of a model, and parts 1 and 3 are missing. Choose all parts together.',
    ],
    [
      'many missing parts',
      [named('a', 1, 9)],
      '“a-00001-of-00009.gguf” is part 1 of 9 of a model, and parts 2, 3, 4, 5, and 4 more are missing. Choose all parts together.',
    ],
    [
      'a double part',
      [a1, a2, part('copy.gguf', 2), a3],
      '“a-00002-of-00003.gguf” and “copy.gguf” are both part 2 of 3. Choose each part once.',
    ],
    [
      'a part of another model',
      [a1, named('b', 2), a3],
      '“b-00002-of-00003.gguf” is of another model than “a-00001-of-00003.gguf”. Choose the parts of one model.',
    ],
    [
      'a part of a model with other tables',
      [a1, part('a-00002-of-00003.gguf', 2, 3, 9), a3],
      '“a-00002-of-00003.gguf” is of another model than “a-00001-of-00003.gguf”. Choose the parts of one model.',
    ],
    [
      'a part beyond the last',
      [a1, a2, a3, part('a-00004-of-00003.gguf', 4)],
      '“a-00004-of-00003.gguf” is of another model than “a-00001-of-00003.gguf”. Choose the parts of one model.',
    ],
    [
      'two whole models',
      [whole('x.gguf'), whole('y.gguf')],
      '“x.gguf” is a whole model by itself. Import one model at a time.',
    ],
    [
      'a whole model beside parts',
      [a1, a2, a3, whole('x.gguf')],
      '“x.gguf” is a whole model by itself. Import one model at a time.',
    ],
    [
      'parts that hold too little together',
      [part('x.gguf', 1, 2, 6), part('y.gguf', 2, 2, 6)],
      'These parts are not of one and the same model: together they hold 4 of 6 tables.',
    ],
  ])('says in one sentence what is wrong with %s', (_case, files, error) => {
    expect(inOrder(files)).toEqual({ ok: false, error });
  });
});
