import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventParser } from '../../../src/engine/server-events.ts';

function parse(...pieces: string[]): string[] {
  const parser = createEventParser();
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()];
}

describe('createEventParser', () => {
  it.each([
    ['two events', ['data: a\n\ndata: b\n\n'], ['a', 'b']],
    ['CRLF', ['data: a\r\n\r\ndata: b\r\n\r\n'], ['a', 'b']],
    ['CR alone', ['data: a\r\rdata: b\r\r'], ['a', 'b']],
    ['a CRLF that is cut in half', ['data: a\r', '\n\r', '\ndata: b\r\n\r\n'], ['a', 'b']],
    ['no space after the colon', ['data:a\n\n'], ['a']],
    ['only the first space taken off', ['data:  a \n\n'], [' a ']],
    ['comments that keep the line alive', [': ping\n\n:\n\ndata: a\n\n'], ['a']],
    ['fields of other names', ['event: x\nid: 1\nretry: 5\ndata: a\n\n'], ['a']],
    ['an event of several lines', ['data: {\ndata: }\n\n'], ['{\n}']],
    ['a last event without its blank line', ['data: a\n\ndata: b'], ['a', 'b']],
    ['a last line with its break only', ['data: [DONE]\n'], ['[DONE]']],
    ['an empty event', ['data:\n\n'], ['']],
    ['blank lines alone', ['\n\n\n'], []],
  ])('reads %s', (_name, pieces, expected) => {
    expect(parse(...pieces)).toEqual(expected);
  });

  it('gives an event as soon as it is whole', () => {
    const parser = createEventParser();
    expect(parser.push('data: a\n')).toEqual([]);
    expect(parser.push('\nda')).toEqual(['a']);
  });

  it('gives the same events wherever the stream is cut', () => {
    const events = fc.array(
      fc.string().map((text) => text.replace(/[\r\n]/g, ' ')),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(
        events,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.infiniteStream(fc.integer({ min: 1, max: 7 })),
        (data, line, cuts) => {
          const stream = data.map((text) => `: note${line}data: ${text}${line}${line}`).join('');
          const pieces: string[] = [];
          for (let at = 0; at < stream.length;) {
            const length = cuts.next().value ?? 1;
            pieces.push(stream.slice(at, at + length));
            at += length;
          }
          expect(parse(...pieces)).toEqual(data);
        },
      ),
    );
  });
});
