import type { AssistantMessage } from '../domain/conversation.ts';
import { didSomething, type ToolTurn } from '../domain/tools/manual-turns.ts';
import type { MessageRow, ProfileDatabase } from './profile-database.ts';

/** Rows read in one go, so that the page breathes in between, and in all. */
const page = 200;
const most = 2000;

/**
 * From the newest change back: what is older has an older revision, but for messages that were changed later. A page with nothing new enough ends it.
 */
export async function readToolTurns(database: ProfileDatabase, since: number): Promise<ToolTurn[]> {
  const { messages, conversations } = database;
  const answers: AssistantMessage[] = [];
  let before = Infinity;
  for (let read = 0; read < most; read += page) {
    const rows: MessageRow[] = await messages.where('revision').below(before).reverse().limit(page).toArray();
    const recent = rows.filter(({ createdAt }) => createdAt >= since);
    answers.push(...recent.filter((row) => row.role === 'assistant').filter(didSomething));
    before = rows.at(-1)?.revision ?? 0;
    if (recent.length === 0 || rows.length < page) break;
  }
  const questions = await messages.bulkGet(answers.map(({ parentId }) => parentId ?? ''));
  const ids = [...new Set(answers.map(({ conversationId }) => conversationId))];
  const open = new Set(
    (await conversations.bulkGet(ids)).flatMap((row) =>
      row === undefined || row.deletedAt !== null || row.learningClosed === true ? [] : [row.id],
    ),
  );
  return answers.flatMap((answer, place) => {
    const question = questions[place];
    return question?.role === 'user' && open.has(answer.conversationId) ? [{ question, answer }] : [];
  });
}
