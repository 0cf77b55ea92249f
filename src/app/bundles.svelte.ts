import type { ImportSource, Importer } from '../domain/bundle/importer.ts';
import type { FileItem, ImportPreview, PreviewItem } from '../domain/bundle/preview.ts';
import { isoTime } from './iso-time.ts';
import type { ProposalDraft, ProposalView } from '../domain/consent/proposal.ts';
import type { LearningStore } from '../domain/ports-learning.ts';
import type { Clock } from '../domain/ports.ts';
import { failure, success, type Result } from '../domain/result.ts';
import type { ScreeningReport } from '../domain/screening/report.ts';
import type { Sha256 } from '../domain/tap.ts';
import type { Learning } from './learning.svelte.ts';

export interface BundlesDeps {
  store: Promise<LearningStore>;
  learning: Learning;
  importer: Importer;
  clock: Clock;
  sha256: Sha256;
}

export type ExportFormat = 'bundle' | 'agents-md' | 'yaml' | 'text';

const clear: ScreeningReport = { verdict: 'clear', findings: [] };

/** Rules out to a file, and files in as proposals. Nothing here changes what acts. */
export class Bundles {
  readonly #deps: BundlesDeps;

  constructor(deps: BundlesDeps) {
    this.#deps = deps;
  }

  async exportAs(format: ExportFormat): Promise<{ fileName: string; text: string; mediaType: string }> {
    const { store, clock, sha256 } = this.#deps;
    const source = await (await store).exportSource();
    const day = isoTime(clock());
    const [{ writeBundle }, { writeAgentsMd, writePlainText, writeYaml }] = await Promise.all([
      import('../domain/bundle/write-bundle.ts'),
      import('../domain/bundle/write-text.ts'),
    ]);
    const file = fileOf(format, day.slice(0, 10), () => {
      switch (format) {
        case 'bundle':
          return writeBundle(source, day, sha256);
        case 'agents-md':
          return writeAgentsMd(source.state);
        case 'yaml':
          return writeYaml(source.state);
        case 'text':
          return writePlainText(source.state);
      }
    });
    await (await store).exported(format, sha256(file.text));
    return file;
  }

  /** Reads a file and says what of it is new, known, at odds or blocked. Changes nothing. */
  async read(source: ImportSource): Promise<Result<ImportPreview, string>> {
    const read = await this.#deps.importer.read(source);
    if (!read.ok) return read;
    await this.#deps.learning.ready();
    const same = await loadSame();
    const items: PreviewItem[] = [];
    for (const item of read.value.items) items.push(await this.#look(item, items, same));
    return success({ ...read.value, items });
  }

  /** Makes proposals of the picked items. */
  async propose(
    preview: ImportPreview,
    picked: readonly number[],
  ): Promise<Result<{ cards: ProposalView[]; refused: string[] }, string>> {
    const items = preview.items.filter(({ index }) => picked.includes(index));
    const drafts = items.map(({ kind, scope, slot, text }): ProposalDraft => ({
      kind,
      scope,
      ...(slot && { slot }),
      text,
      origin: 'imported',
      evidence: [],
      reason: `From a file that you imported (${preview.format}).`,
    }));
    const results = await (
      await this.#deps.store
    ).propose(drafts, { format: preview.format, sha256: preview.sha256 });
    const { toolNameIn } = await loadSame();
    /** The text of a tool is its whole code: its name says enough. */
    const nameOf = (item: FileItem | undefined): string =>
      (item?.kind === 'tool' ? toolNameIn(item.text) : item?.text) ?? '';
    const cards = results.flatMap((result) => (result.ok ? [result.value] : []));
    const refused = results.flatMap((result, place) =>
      result.ok ? [] : [`${nameOf(items[place])}: ${result.error.sentence}`],
    );
    const first = results.find((result) => !result.ok);
    const all =
      cards.length === 0 && first !== undefined && !first.ok && standsStill.includes(first.error.kind);
    return all ? failure(first.error.sentence) : success({ cards, refused });
  }

  async #look(
    item: FileItem,
    before: readonly PreviewItem[],
    { isSameItem, sameAs }: Awaited<ReturnType<typeof loadSame>>,
  ): Promise<PreviewItem> {
    const placed = { ...item, index: before.length };
    const active = this.#deps.learning.view?.items ?? [];
    if (before.some((other) => isSameItem(other, item)))
      return { ...placed, state: 'known', sentence: 'It stands in the file twice.', report: clear };
    if (sameAs(active, item))
      return { ...placed, state: 'known', sentence: 'It acts already.', report: clear };
    const report = await (await this.#deps.store).screen(item);
    const finding = report.findings.find(({ severity }) => severity === 'block');
    const [first] = report.findings;
    if (finding === undefined) return { ...placed, state: 'new', sentence: first?.sentence ?? '', report };
    return { ...placed, state: stateOf(finding.layer), sentence: finding.sentence, report };
  }
}

/** What tells whether two items are the same: not wanted before there is a file. */
const loadSame = async () => {
  const [{ isSameItem }, { sameAs, toolNameIn }] = await Promise.all([
    import('../domain/bundle/read-rules.ts'),
    import('../domain/consent/decide.ts'),
  ]);
  return { isSameItem, sameAs, toolNameIn };
};

const standsStill = ['frozen', 'observing', 'broken'];

function stateOf(layer: string): PreviewItem['state'] {
  if (layer === 'conflicts') return 'conflicting';
  return layer === 'duplicates' ? 'known' : 'blocked';
}

function fileOf(format: ExportFormat, day: string, write: () => string) {
  const text = write();
  switch (format) {
    case 'bundle':
      return { fileName: `assent-rules-${day}.assent.json`, text, mediaType: 'application/json' };
    case 'agents-md':
      return { fileName: 'AGENTS.md', text, mediaType: 'text/markdown' };
    case 'yaml':
      return { fileName: `assent-rules-${day}.yaml`, text, mediaType: 'application/yaml' };
    case 'text':
      return { fileName: `assent-rules-${day}.txt`, text, mediaType: 'text/plain' };
  }
}
