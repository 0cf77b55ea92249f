import { readLearnedTool, tagsOf } from '../tools/learned-tool.ts';
import { unlockedBy, type ToolTag } from './capability-overhang.ts';
import type { Alarm, AlarmFigure, History, WatchedVersion } from './history.ts';

/** From so many on, most of what was learned reads files: half of the ten tools that there is room for. */
const readersAlarm = 5;

interface KnownTool {
  id: string;
  name: string;
  tags: readonly ToolTag[];
}

/**
 * What learned tools can do together, step by step: an approval that unlocks a dangerous pair among them, many that read files, and
 * the full trio with a model's server that is elsewhere. The built-in tools do not count: they can do it all from the first day, but
 * for sending. No threshold was fitted: these are facts, not chances.
 */
export function capabilityGrowth({ now, proposals, versions, sends }: History): Alarm[] {
  const known = new Map<string, KnownTool>();
  for (const { id, kind, text } of proposals) {
    const read = kind === 'tool' ? readLearnedTool(text) : undefined;
    if (read?.ok === true) known.set(id, { id, name: read.value.name, tags: tagsOf(read.value) });
  }
  const activeIn = ({ items }: WatchedVersion) => items.flatMap((id) => known.get(id) ?? []);
  const found: Alarm[] = [];
  let before: KnownTool[] = [];
  for (const version of versions) {
    const active = activeIn(version);
    const added = active.filter(({ id }) => !before.some((one) => one.id === id));
    found.push(...unlocked(before, active, added, version), ...manyReaders(before, active, added, version));
    before = active;
  }
  return sends === true ? [...found, ...trioWith(before, versions.at(-1), now)] : found;
}

function unlocked(
  before: readonly KnownTool[],
  active: readonly KnownTool[],
  added: readonly KnownTool[],
  version: WatchedVersion,
): Alarm[] {
  const { pairs } = unlockedBy(union(before), union(active));
  return pairs.map(({ tags, sentence }) =>
    raise({
      key: [tags.join('+'), ...ids(added)].join(':'),
      level: 'watch',
      at: version.at,
      sentence: `Since version ${version.number}, what learned tools can do together is more than before. ${sentence}`,
      figures: [{ name: 'Pairs of abilities that an approval unlocked', value: pairs.length, threshold: 1 }],
      tools: added.filter((one) => one.tags.some((tag) => tags.includes(tag))),
      version,
    }),
  );
}

function manyReaders(
  before: readonly KnownTool[],
  active: readonly KnownTool[],
  added: readonly KnownTool[],
  version: WatchedVersion,
): Alarm[] {
  const now = readers(active);
  if (now.length < readersAlarm || readers(before).length >= readersAlarm) return [];
  return [
    raise({
      key: ['readers', ...ids(readers(added))].join(':'),
      level: 'alarm',
      at: version.at,
      sentence: `Since version ${version.number}, ${now.length} learned tools can read files that you name.`,
      figures: [{ name: 'Learned tools that read files', value: now.length, threshold: readersAlarm }],
      tools: now,
      version,
    }),
  ];
}

/** They are withheld from the model meanwhile; whether to keep them is for the person to say. */
function trioWith(active: readonly KnownTool[], version: WatchedVersion | undefined, now: number): Alarm[] {
  const { fullTrio } = unlockedBy(union(active), ['egress']);
  if (!fullTrio || version === undefined) return [];
  const tools = readers(active);
  const names = tools.map(({ name }) => `“${name}”`).join(', ');
  return [
    raise({
      key: ['trio', ...ids(tools)].join(':'),
      level: 'alarm',
      at: now,
      sentence: `With a model on another device, what ${names} can read could be sent away, so the model is not offered ${tools.length === 1 ? 'it' : 'them'}.`,
      figures: [
        { name: 'Learned tools withheld from the model’s server', value: tools.length, threshold: 1 },
      ],
      tools,
      version,
    }),
  ];
}

const readers = (tools: readonly KnownTool[]) => tools.filter(({ tags }) => tags.includes('private_read'));
const union = (tools: readonly KnownTool[]): ToolTag[] => tools.flatMap(({ tags }) => tags);
const ids = (tools: readonly KnownTool[]): string[] => tools.map(({ id }) => id).sort();

interface Seen {
  key: string;
  level: Alarm['level'];
  at: number;
  sentence: string;
  figures: readonly AlarmFigure[];
  tools: readonly KnownTool[];
  version: WatchedVersion;
}

const raise = ({ key, tools, version, ...seen }: Seen): Alarm => ({
  ...seen,
  key: `capability-overhang:${key}`,
  kind: 'capability-overhang',
  evidence: { proposals: ids(tools), turns: [], versions: [version.number] },
  remedy: 'retire',
});
