import { formatsOf } from '../domain/learned/formats.ts';
import type { LearnedItem } from '../domain/learned/state.ts';
import type { Reminder, Reminders, Within } from '../domain/ports-tools.ts';
import type { Clock } from '../domain/ports.ts';
import { success, type Result } from '../domain/result.ts';
import { dueInWords, leftInWords, reminderName } from '../domain/tools/due-words.ts';
import { findReminders } from '../domain/tools/find-reminders.ts';
import type { InstantIntent } from '../domain/tools/instant.ts';
import type { ToolCall, ToolError, ToolOutcome } from '../domain/tools/tool.ts';
import { LiveValue } from './live-value.svelte.ts';
import { plainText } from './plain-text.ts';
import type { Keep, ToolHost } from './tool-host.ts';

export interface InstantRemindersDeps {
  host: Pick<ToolHost, 'ownEntry'>;
  store: Promise<Reminders>;
  clock: Clock;
  timeZone: string;
  locale: string;
  /** What acts: how the person reads times. */
  items(): readonly LearnedItem[];
}

/** A sentence, or a call whose card says it. */
type Told = string | ToolCall;

type Cancel = Extract<InstantIntent, { kind: 'cancel-reminders' }>;

const mostShown = 20;

/** Reminders and timers by the person's own words: setting, showing, cancelling. */
export function createInstantReminders(deps: InstantRemindersDeps) {
  const { host, store, clock, timeZone, locale } = deps;
  const due = (at: number) =>
    dueInWords(at, clock(), { locale, timeZone, timeFormat: formatsOf(deps.items()).timeFormat });

  const open = async (): Promise<Reminder[]> => {
    const live = new LiveValue(store.then((opened) => opened.live()));
    try {
      return (await live.first()).filter(({ state }) => state === 'waiting' || state === 'rung');
    } finally {
      live.close();
    }
  };

  const lines = (rows: readonly Reminder[]): string[] => [
    ...rows.slice(0, mostShown).map((row) => `- ${plainText(reminderName(row))}, ${when(row)}`),
    ...(rows.length > mostShown ? [`- and ${rows.length - mostShown} more`] : []),
  ];

  const when = ({ at, state, kind }: Reminder): string => {
    if (state === 'rung') return `was due ${due(at)}`;
    const left = kind === 'timer' ? leftInWords(at, clock()) : undefined;
    return left === undefined ? due(at) : `${left} (${due(at)})`;
  };

  const cancel = async (rows: readonly Reminder[], keep?: Keep): Promise<ToolCall> => {
    const work = async ({ reminders }: Within): Promise<Result<ToolOutcome, ToolError>> => {
      const ids = await reminders.cancel(rows.map(({ id }) => id));
      const [first] = rows;
      const said =
        rows.length === 1 && first !== undefined
          ? `Cancelled “${reminderName(first)}”, ${first.state === 'rung' ? 'which was ' : ''}due ${due(first.at)}.`
          : `Cancelled ${rows.length}: ${rows.map((row) => `“${reminderName(row)}”`).join(', ')}.`;
      return success({ output: null, said, undo: { kind: 'cancelled-reminders', ids } });
    };
    const named = { reminders: rows.map(reminderName) };
    return host.ownEntry('cancel_reminder', named, work, keep);
  };

  return {
    /** `keep` stores what else there is of the call, together with it. */
    async set(draft: Pick<Reminder, 'kind' | 'at' | 'text'>, keep?: Keep): Promise<Told> {
      const at = due(draft.at).replace(/^(?:today at|on) /, '');
      const about = draft.text === '' ? '' : ` “${draft.text}”`;
      const said = `${draft.kind === 'timer' ? 'Timer' : 'Reminder'}${about} set for ${at}.`;
      const work = async ({ reminders }: Within): Promise<Result<ToolOutcome, ToolError>> => {
        const added = await reminders.add(draft);
        if (!added.ok) return added;
        const output = { at: new Date(draft.at).toISOString() };
        return success({ output, said, undo: { kind: 'reminder', id: added.value.id } });
      };
      return host.ownEntry('set_reminder', { ...draft }, work, keep);
    },

    async show(): Promise<Told> {
      const rows = await open();
      if (rows.length === 0) return 'No reminder or timer is waiting.';
      return [...lines(rows), '', 'Say “cancel the reminder …”, or cancel them in [Files](#/files).'].join(
        '\n',
      );
    },

    /** Cancels what is meant beyond doubt; otherwise changes nothing and asks. */
    async cancel({ of, about, all }: Cancel, keep?: Keep): Promise<Told> {
      const rows = await open();
      const found = findReminders(rows, { of, about }, due);
      if (found.length === 1 || (all && found.length > 0)) return cancel(found, keep);
      const what = of === 'any' ? 'reminder or timer' : of;
      if (found.length > 1)
        return ['Which one? Nothing was cancelled yet. Say a word of it:', '', ...lines(found)].join('\n');
      if (rows.length === 0) return 'No reminder or timer is waiting.';
      const said = about === '' ? `No ${what} is waiting` : `No ${what} has “${plainText(about)}” in it`;
      return [`${said}. These are waiting:`, '', ...lines(rows)].join('\n');
    },
  };
}
