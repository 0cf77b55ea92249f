import type { InstantReader, ListEditor } from '../../domain/tools/instant.ts';
import { listItems, listPath, withTicked, withoutItems } from '../lists.ts';
import { instantPreferences } from './preferences.ts';
import { createInstantReader } from './read.ts';

/** All that instant answers need, in one chunk that is loaded after the composer. */
export function createInstant(): { reader: InstantReader; lists: ListEditor } {
  const reader = createInstantReader();
  return {
    reader: {
      read: (text, { items, ...around }) =>
        reader.read(text, { ...around, preferences: instantPreferences(items) }),
    },
    lists: { path: listPath, items: listItems, remove: withoutItems, check: withTicked },
  };
}
