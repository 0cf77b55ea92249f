import { canonicalJson, type Json } from '../canonical-json.ts';
import type { LedgerEntry } from '../consent/ledger.ts';
import { sentenceOf } from '../learned/prompt-lines.ts';
import type { Scope } from '../learned/scope.ts';
import type { Slot } from '../learned/slots.ts';
import type { ItemKind, TextRef } from '../learned/state.ts';
import { isoTime } from '../utc-time.ts';
import type { CallEnd } from '../ports-tools.ts';
import type { AlarmKind } from '../watching/history.ts';

/** One entry of the ledger, for people. */
export interface AuditRow {
  seq: number;
  /** Milliseconds since 1970. */
  at: number;
  by: LedgerEntry['by'];
  kind: LedgerEntry['kind'];
  /** One plain sentence on one line, without its full stop. */
  what: string;
  /** The ids of the proposals and items that it is about. An item has the id of its proposal. */
  items: string[];
}

/** What the words of are wanted: a stored text, what a proposal says as `itemSentence` puts it, or the tool of a call. */
export type AuditRef = TextRef | { proposal: string } | { call: string };

/** Undefined for what was forgotten. */
export type AuditTextOf = (ref: AuditRef) => string | undefined;

/** What stands for words that are no longer there. */
const forgotten = '(forgotten)';

/** What a proposal or an item says, as a sentence: "Use metric units." A tool says its name. A forgotten text is null. */
export function itemSentence(item: {
  kind: ItemKind;
  scope: Scope;
  slot?: Slot | undefined;
  text: string | null;
}): string {
  const { kind, scope, slot, text } = item;
  if (text === null) return forgotten;
  return kind === 'tool' ? toolName(text) : sentenceOf({ kind, scope, slot: slot ?? 'free', text });
}

export function auditRow(entry: LedgerEntry, textOf: AuditTextOf): AuditRow {
  const { seq, at, by, kind } = entry;
  const { what, items } = told(entry, textOf);
  return { seq, at, by, kind, what: oneLine(what), items: [...items] };
}

function told(entry: LedgerEntry, textOf: AuditTextOf): { what: string; items: readonly string[] } {
  const who = actors[entry.by];
  const quote = (ref: AuditRef) => `“${textOf(ref) ?? forgotten}”`;
  const named = (ids: readonly string[]) => inList(ids.map((proposal) => quote({ proposal })));
  switch (entry.kind) {
    case 'started':
      return { what: `Assent began with nothing learned: version ${entry.body.version}`, items: [] };
    case 'program-updated': {
      const { from, to, suspended } = entry.body;
      const news = from.build === to.build ? 'What is learned was screened again' : 'The program was updated';
      const verb = suspended.length === 1 ? 'is' : 'are';
      const effect = suspended.length === 0 ? '' : `; ${named(suspended)} ${verb} suspended`;
      return { what: `${news}${effect}`, items: suspended };
    }
    case 'proposed': {
      const { proposals } = entry.body;
      const said = proposals.map(
        ({ text, ...proposal }) => `“${itemSentence({ ...proposal, text: textOf(text) ?? null })}”`,
      );
      return { what: `${who} proposed ${inList(said)}`, items: proposals.map(({ id }) => id) };
    }
    case 'edited': {
      const { proposal, text, scope, slot, life } = entry.body;
      const words = textOf(text) ?? null;
      const kind = slot !== undefined ? 'preference' : words !== null && isTool(words) ? 'tool' : 'rule';
      const end = life === 'blocked' ? '; screening blocks it' : '';
      return {
        what: `${who} changed a proposal to “${itemSentence({ kind, scope, slot, text: words })}”${end}`,
        items: [proposal],
      };
    }
    case 'approved': {
      const { proposals, replaced, retired, untested = [], reason, version } = entry.body;
      const [it, gone] = [proposals.length === 1 ? 'it' : 'they', retired.length === 1 ? 'was' : 'were'];
      const effects = [
        ...(replaced.length === 0 ? [] : [`${it} replaced ${named(replaced)}`]),
        ...(retired.length === 0 ? [] : [`${named(retired)} ${gone} retired to make room`]),
        ...(untested.length === 0
          ? []
          : [`${named(untested)} ${untested.length === 1 ? 'waits' : 'wait'} for a test`]),
        ...(reason === undefined ? [] : [`the reason: ${quote(reason)}`]),
      ];
      return {
        what: [`${who} approved ${named(proposals)}: version ${version}`, ...effects].join('; '),
        items: [...proposals, ...replaced, ...retired],
      };
    }
    case 'tested': {
      const { proposal, verdict } = entry.body;
      return { what: `${quote({ proposal })} was tested: ${verdict}`, items: [proposal] };
    }
    case 'probed': {
      const { version, passed, of } = entry.body;
      return { what: `Version ${version} passed ${passed} of ${of} guardrail probes`, items: [] };
    }
    case 'check-kept':
      return { what: `${who} kept a test`, items: [] };
    case 'check-removed':
      return { what: `${who} removed a test`, items: [] };
    case 'alarm':
      return { what: `An alarm was raised: ${alarmNames[entry.body.alarm]}`, items: [] };
    case 'acknowledged':
      return { what: `${who} acknowledged an alarm, because: ${quote(entry.body.reason)}`, items: [] };
    case 'regulated':
      return { what: `${who} turned the regulated profile ${entry.body.on ? 'on' : 'off'}`, items: [] };
    case 'rejected': {
      const { proposals, objection } = entry.body;
      const why = objection === undefined ? '' : `, because: ${quote(objection)}`;
      return { what: `${who} rejected ${named(proposals)}${why}`, items: proposals };
    }
    case 'expired': {
      const { proposals } = entry.body;
      const verb = proposals.length === 1 ? 'was' : 'were';
      return { what: `${named(proposals)} ${verb} not decided in time`, items: proposals };
    }
    case 'retired':
      return {
        what: `${who} retired ${named(entry.body.items)}: version ${entry.body.version}`,
        items: entry.body.items,
      };
    case 'restored': {
      const { from, skipped, version } = entry.body;
      const left = skipped.length === 0 ? '' : `, without ${counted(skipped.length, 'forgotten text')}`;
      return { what: `${who} restored version ${from}${left}: version ${version}`, items: skipped };
    }
    case 'redacted': {
      const { texts, items } = entry.body;
      return { what: `${who} had ${counted(texts.length, 'text')} forgotten for good`, items };
    }
    case 'mode':
      return { what: `${who} ${modes[entry.body.mode]}`, items: [] };
    case 'feedback':
      return { what: `${who} gave feedback on an answer`, items: [] };
    case 'imported': {
      const { format, items } = entry.body;
      return { what: `${who} imported ${counted(items, 'proposal')} from a file (${format})`, items: [] };
    }
    case 'exported':
      return { what: `${who} exported what is learned (${entry.body.format})`, items: [] };
    case 'called': {
      const { call, tool } = entry.body;
      const whoCalled = entry.by === 'agent' ? 'The assistant called' : `${who} used`;
      const consent = entry.tap === undefined ? '' : ', confirmed by you';
      return { what: `${whoCalled} “${tool}”${consent}`, items: [call] };
    }
    case 'returned': {
      const { call, end } = entry.body;
      const tool = textOf({ call });
      // What was refused or declined was never called: its tool is not in the record.
      const what = tool === undefined ? 'A call of a tool' : `“${tool}”`;
      return { what: `${what} ${callEnds[end] ?? 'ended'}`, items: [call] };
    }
    case 'undone': {
      const { call } = entry.body;
      return { what: `${who} took back what “${textOf({ call }) ?? 'a tool'}” did`, items: [call] };
    }
    default:
      return unknown(entry, who);
  }
}

/** A kind that is newer than this sentence: nothing is supposed of what it holds. */
const unknown = ({ kind }: { kind: unknown }, who: string) => ({
  what: `${who} did something of the kind “${String(kind)}”`,
  items: [],
});

const actors: Record<LedgerEntry['by'], string> = { user: 'You', agent: 'Assent', system: 'The program' };

const callEnds: Record<CallEnd, string> = {
  done: 'was done',
  failed: 'failed',
  refused: 'was refused',
  declined: 'was declined',
};

const modes = {
  learn: 'let Assent learn',
  observe: 'let Assent observe only',
  freeze: 'froze learning',
} as const;

/** What a screen calls an alarm, inside a sentence. */
const alarmNames: Record<AlarmKind, string> = {
  drift: 'answers drift from how they were',
  'reward-hacking': 'praise in place of work',
  'runaway-loop': 'learning feeds on itself',
  erosion: 'a guardrail is worn down',
  'capability-overhang': 'tools that are strong together',
};

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

/** "a", "a and b", "a, b and c". */
const inList = (parts: readonly string[]): string =>
  parts.length < 2
    ? (parts[0] ?? 'nothing')
    : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1] ?? ''}`;

const isTool = (text: string): boolean => readTool(text) !== undefined;

const toolName = (text: string): string => {
  const name = readTool(text)?.name;
  return `Tool: ${typeof name === 'string' && name !== '' ? name : 'without a name'}`;
};

/** The text of a tool is the canonical JSON of what it is. */
function readTool(text: string): { name: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'name' in value ? value : undefined;
  } catch {
    return undefined;
  }
}

export interface AuditFilter {
  /** None given: all. */
  kinds?: readonly string[] | undefined;
  /** Each of its words must stand in the sentence, the kind or an id; capitals do not matter. */
  query?: string | undefined;
  /** From this time on; milliseconds since 1970. */
  from?: number | undefined;
  /** Before this time. */
  to?: number | undefined;
}

export function matches(row: AuditRow, { kinds, query, from, to }: AuditFilter): boolean {
  if (kinds !== undefined && !kinds.includes(row.kind)) return false;
  if (from !== undefined && row.at < from) return false;
  if (to !== undefined && row.at >= to) return false;
  const text = [row.what, row.kind, ...row.items].join(' ').toLowerCase();
  return (query ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/**
 * One entry a line in canonical JSON, as it is: SHA-256 of a line without its `hash` member is that hash, and `prev` is the hash
 * of the line before.
 */
export const toJsonLines = (entries: readonly LedgerEntry[]): string =>
  entries.map((entry) => `${canonicalJson(entry as unknown as Json)}\n`).join('');

const columns = ['number', 'time', 'by', 'kind', 'what', 'ids'];

/** RFC 4180 with a header line. Times in ISO 8601, UTC. */
export function toCsv(rows: readonly AuditRow[]): string {
  const lines = rows.map(({ seq, at, by, kind, what, items }) => [
    String(seq),
    isoTime(at),
    by,
    kind,
    what,
    items.join(' '),
  ]);
  return [columns, ...lines].map((cells) => `${cells.map(csvField).join(',')}\r\n`).join('');
}

/** A spreadsheet runs what begins like a formula; an apostrophe makes it text (OWASP, CSV injection). */
const csvField = (text: string): string =>
  `"${(/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
