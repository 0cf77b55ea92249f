import type { Conversation } from '../../domain/conversation.ts';
import type { Formats } from '../../domain/learned/formats.ts';

export interface Day {
  name: string;
  conversations: Conversation[];
}

/**
 * Conversations under the day of their last message: "Today", "Yesterday", a weekday of this week, "Last week", then the
 * month. Times are local; `weekStart` is 0 for Sunday.
 */
export function groupByDay(
  conversations: readonly Conversation[],
  now: number,
  { weekStart }: Pick<Formats, 'weekStart'>,
): Day[] {
  const days: Day[] = [];
  for (const conversation of conversations) {
    const name = dayName(conversation.updatedAt, now, weekStart);
    const last = days.at(-1);
    if (last?.name === name) last.conversations.push(conversation);
    else days.push({ name, conversations: [conversation] });
  }
  return days;
}

const startOfDay = (time: number) => new Date(time).setHours(0, 0, 0, 0);

function dayName(time: number, now: number, weekStart: number): string {
  const daysAgo = Math.round((startOfDay(now) - startOfDay(time)) / 86_400_000);
  if (daysAgo <= 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  const date = new Date(time);
  const daysOfThisWeek = (new Date(now).getDay() - weekStart + 7) % 7;
  if (daysAgo <= daysOfThisWeek) return date.toLocaleDateString('en', { weekday: 'long' });
  if (daysAgo <= daysOfThisWeek + 7) return 'Last week';
  return date.toLocaleDateString('en', { month: 'long', year: 'numeric' });
}
