import { sentenceOf } from '../domain/learned/prompt-lines.ts';
import type { LearnedItem } from '../domain/learned/state.ts';
import type { LearningStore } from '../domain/ports-learning.ts';
import type { Workspace } from '../domain/ports-tools.ts';
import type { Clock, Search } from '../domain/ports.ts';
import type { Said } from './instant-said.ts';
import { plainText } from './plain-text.ts';

export interface InstantLookupsDeps {
  stores: Promise<{
    workspace: Pick<Workspace, 'list' | 'search'>;
    search: Search;
    learning: Pick<LearningStore, 'decided'>;
  }>;
  clock: Clock;
  /** What acts. */
  items(): readonly LearnedItem[];
}

const mostShown = 20;

/** Shows what there is, in words: notes, conversations, what was approved. Nothing here changes anything. */
export function createInstantLookups(deps: InstantLookupsDeps) {
  const { stores, clock } = deps;
  return {
    async findNotes(query: string): Promise<Said> {
      const { workspace } = await stores;
      const hits = await workspace.search(query, mostShown);
      if (hits.length === 0) return { shown: `No note or file has “${query}” in it.` };
      const lines = hits.map(({ file, snippet }) => `${fileLine(file.path)} ${plainText(snippet)}`);
      return { shown: lines.join('\n'), sent: `(${hits.length} notes with “${query}” were shown.)` };
    },

    /** Newest first. */
    async showNotes(): Promise<Said> {
      const { workspace } = await stores;
      const files = (await workspace.list()).toSorted((one, other) => other.changedAt - one.changedAt);
      if (files.length === 0) return { shown: 'There are no notes yet. Say “note: buy milk” to write one.' };
      const lines = files.slice(0, mostShown).map(({ path }) => fileLine(path));
      const more = files.length > mostShown ? ['', `All ${files.length} are in [Files](#/files).`] : [];
      return { shown: [...lines, ...more].join('\n'), sent: `(${files.length} files were listed.)` };
    },

    async findConversations(query: string): Promise<Said> {
      const { search } = await stores;
      const hits = await search.find(query, mostShown);
      if (hits.length === 0) return { shown: `No conversation has “${query}” in it.` };
      const lines = hits.map(
        ({ conversationId, title, snippet }) =>
          `- [${plainText(title)}](#/chat/${conversationId}) ${plainText(snippet)}`,
      );
      return { shown: lines.join('\n'), sent: `(${hits.length} conversations with “${query}” were shown.)` };
    },

    /** All that acts. */
    known(): Said {
      const items = deps.items();
      if (items.length === 0)
        return {
          shown:
            'Nothing so far: you have approved no preference or rule. What is proposed waits in the [Inbox](#/inbox).',
        };
      const lines = items.map((item) =>
        item.kind === 'tool' ? '- A tool (see [Memory](#/memory))' : `- ${plainText(sentenceOf(item))}`,
      );
      return {
        shown: [
          'This is all that you approved:',
          '',
          ...lines,
          '',
          'Each can be retired in [Memory](#/memory).',
        ].join('\n'),
      };
    },

    /** What was decided in the last seven days. */
    async week(): Promise<Said> {
      const { learning } = await stores;
      const since = clock() - 7 * 86_400_000;
      const decided = (await learning.decided(100)).filter(({ decidedAt = 0 }) => decidedAt >= since);
      const count = (life: string) => decided.filter((card) => card.life === life).length;
      const lines = decided
        .filter(({ life, text, kind }) => life === 'approved' && text !== null && kind !== 'tool')
        .map(({ kind, scope, slot, text }) =>
          plainText(sentenceOf({ kind, scope, ...(slot && { slot }), text: text ?? '' })),
        );
      if (decided.length === 0) return { shown: 'Nothing: no proposal was decided in the last seven days.' };
      return {
        shown: [
          `In the last seven days you approved ${count('approved')} and rejected ${count('rejected')} proposals.`,
          '',
          ...lines.map((line) => `- ${line}`),
          '',
          'The [weekly report](#/insights) has the rest.',
        ].join('\n'),
      };
    },
  };
}

const fileLine = (path: string): string => `- [${plainText(path)}](#/files/${encodeURIComponent(path)})`;
