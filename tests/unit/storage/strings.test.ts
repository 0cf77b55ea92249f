import { expect, test } from 'vitest';
import { browserStrings } from '../../../src/storage/strings.ts';

test('a browser that refuses localStorage has none', () => {
  const refusing = {
    get localStorage(): Storage {
      throw new DOMException('denied', 'SecurityError');
    },
  };
  expect(browserStrings(refusing)).toBeUndefined();
});
