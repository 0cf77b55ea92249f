import type { Workspace } from '../domain/ports-tools.ts';
import type { Clock } from '../domain/ports.ts';
import { success, type Result } from '../domain/result.ts';
import type { ListEditor, Rate } from '../domain/tools/instant.ts';
import type { ToolError, ToolOutcome } from '../domain/tools/tool.ts';
import { toldBy, type Said } from './instant-said.ts';
import { plainText } from './plain-text.ts';
import type { Keep, ToolHost } from './tool-host.ts';

export interface InstantFilesDeps {
  load(): Promise<{ lists: ListEditor }>;
  host: Pick<ToolHost, 'byHand' | 'ownEdit'>;
  stores: Promise<{ workspace: Workspace }>;
  clock: Clock;
}

const ratesPath = 'rates.json';

/** Notes, lists and rates by the person's own words. Each is a file; `keep` stores what else there is of the call that writes it. */
export function createInstantFiles({ load, host, stores, clock }: InstantFilesDeps) {
  let known: readonly Rate[] | undefined;

  /** Writes as the person. `tell` gets the path that was written. */
  const write = async (
    path: string,
    text: string,
    how: { replace: true } | { numbered: true },
    tell: (path: string) => Pick<ToolOutcome, 'output' | 'said'>,
  ): Promise<Result<ToolOutcome, ToolError>> => {
    const { workspace } = await stores;
    const written = await workspace.write(path, text, { origin: 'you', ...how });
    if (!written.ok) return written;
    const { file, undo } = written.value;
    return success({ ...tell(file.path), undo: { kind: 'workspace', id: undo } });
  };

  const rates = async (): Promise<readonly Rate[]> => {
    if (known !== undefined) return known;
    const { workspace } = await stores;
    const read = await workspace.read(ratesPath);
    known = read.ok ? readRates(read.value.text) : [];
    return known;
  };

  return {
    /** Each note is a file of its own, named by its first words; a name that is taken gets a number. It never replaces a file. */
    async note(text: string, keep: Keep): Promise<Said> {
      const note = { path: `notes/${nameOf(text)}.md`, text: `${text}\n` };
      const work = (masked: typeof note) =>
        write(masked.path, masked.text, { numbered: true }, (path) => ({
          output: { path },
          said: `Wrote “${path}”, 1 line.`,
        }));
      return toldBy(await host.ownEdit('write_file', note, work, { masks: true, keep }));
    },

    async addToList(list: string, items: readonly string[], keep: Keep): Promise<Said> {
      const input = { list, items: [...items] };
      return toldBy(await host.byHand('add_to_list', input, AbortSignal.timeout(10_000), keep));
    },

    async showList(list: string): Promise<Said> {
      const { lists } = await load();
      const { workspace } = await stores;
      const read = await workspace.read(lists.path(list));
      const items = read.ok ? lists.items(read.value.text) : [];
      if (items.length === 0)
        return { shown: `There is nothing on the list “${list}”. Say “add eggs to ${list}” to begin it.` };
      const lines = items.map(({ text, done }) => `- ${done ? '☑' : '☐'} ${plainText(text)}`);
      return {
        shown: [`**${capital(list)}**`, '', ...lines].join('\n'),
        sent: `(The list “${list}” was shown.)`,
      };
    },

    /** Takes items off a list, or ticks them on it. */
    async editList(
      kind: 'list-remove' | 'list-check',
      list: string,
      items: readonly string[],
      keep: Keep,
    ): Promise<Said> {
      const { lists } = await load();
      const { workspace } = await stores;
      const path = lists.path(list);
      const read = await workspace.read(path);
      if (!read.ok) return { shown: `There is no list “${list}”.` };
      const edit = kind === 'list-remove' ? lists.remove : lists.check;
      const text = edit(read.value.text, items);
      const named = items.join(', ');
      if (text === read.value.text) return { shown: `“${named}” is not on the list “${list}”.` };
      const said =
        kind === 'list-remove'
          ? `Took “${named}” off the list “${list}”.`
          : `Ticked “${named}” on the list “${list}”.`;
      const work = () => write(path, text, { replace: true }, () => ({ output: { path }, said }));
      return toldBy(await host.ownEdit('edit_list', { list, [kind]: [...items] }, work, { keep }));
    },

    /** The rates that the person gave. Read once, until one is kept. */
    rates,

    async keepRate({ from, to, rate }: Omit<Rate, 'at'>, keep: Keep): Promise<Said> {
      const others = (await rates()).filter((one) => one.from !== from || one.to !== to);
      const text = `${JSON.stringify([...others, { from, to, rate, at: clock() }], undefined, 2)}\n`;
      const said = `Noted: 1 ${from} = ${rate} ${to}.`;
      const work = () => write(ratesPath, text, { replace: true }, () => ({ output: null, said }));
      const call = await host.ownEdit('keep_rate', { from, to, rate }, work, { keep });
      known = undefined;
      return toldBy(call);
    },
  };
}

/** The first words of a text, as the name of a file. */
function nameOf(text: string): string {
  const words = text
    .replace(/[^\p{L}\p{N} .,'’-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return (words.slice(0, 60).replace(/[ .]+$/, '') || 'note').replace(/\.{2,}/g, '.');
}

/** A file that was edited by hand, or by nobody knows whom: what is no rate is left out. */
function readRates(text: string): Rate[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isRate) : [];
  } catch {
    return [];
  }
}

const isRate = (value: unknown): value is Rate =>
  typeof value === 'object' &&
  value !== null &&
  'from' in value &&
  'to' in value &&
  'rate' in value &&
  'at' in value &&
  typeof value.from === 'string' &&
  typeof value.to === 'string' &&
  typeof value.rate === 'number' &&
  value.rate > 0 &&
  typeof value.at === 'number';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
