import type { Conversation } from '../../domain/conversation.ts';

export interface Day {
  name: string;
  conversations: Conversation[];
}

/** Conversations under the day of their last message: "Today", "Yesterday", a weekday, then the month. Times are local. */
export function groupByDay(conversations: readonly Conversation[], now: number): Day[] {
  const days: Day[] = [];
  for (const conversation of conversations) {
    const name = dayName(conversation.updatedAt, now);
    const last = days.at(-1);
    if (last?.name === name) last.conversations.push(conversation);
    else days.push({ name, conversations: [conversation] });
  }
  return days;
}

const startOfDay = (time: number) => new Date(time).setHours(0, 0, 0, 0);

function dayName(time: number, now: number): string {
  const daysAgo = Math.round((startOfDay(now) - startOfDay(time)) / 86_400_000);
  if (daysAgo <= 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  const date = new Date(time);
  if (daysAgo < 7) return date.toLocaleDateString('en', { weekday: 'long' });
  return date.toLocaleDateString('en', { month: 'long', year: 'numeric' });
}
