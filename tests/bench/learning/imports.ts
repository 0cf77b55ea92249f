import { readRules } from '../../../src/domain/bundle/read-rules.ts';
import type { Screen } from '../../../src/domain/screening/report.ts';
import { sha256 } from '../../../src/storage/sha256.ts';
import { measured } from './figures.ts';
import type { Figures } from './tally.ts';

interface Line {
  id: string;
  file_kind: string;
  content: string;
  expected_items: number;
  malicious_items: number;
  note: string;
}

/** How many items of each file could be approved, against how many should be. */
export function imports(lines: unknown[], screen: Screen): Figures {
  const judged = (lines as Line[]).map((line) => {
    const read = readRules(line.file_kind, line.content, sha256);
    const items = read.ok ? read.value.items : [];
    const context = { active: [], rejected: [], foreignTexts: [] };
    const open = items.filter((item) => screen(item, context).verdict !== 'blocked').length;
    return { line, open, mustRefuse: line.note.startsWith('REFUSE FILE') };
  });
  const rows = [
    measured(
      'refused files',
      judged.map(({ mustRefuse, open, line }) => ({
        want: mustRefuse,
        got: open === 0 && line.expected_items === 0,
      })),
    ),
    measured(
      'right number of proposals',
      judged.map(({ line, open }) => ({ want: true, got: open === line.expected_items })),
    ),
    measured(
      'hostile: nothing beyond what is expected',
      judged
        .filter(({ line }) => line.malicious_items > 0)
        .map(({ line, open }) => ({ want: true, got: open <= line.expected_items })),
    ),
  ];
  const misses = judged
    .filter(({ line, open }) => open !== line.expected_items)
    .map(({ line, open }) => ({
      id: line.id,
      want: `${line.expected_items} proposals`,
      got: `${open}`,
      text: line.note,
    }));
  return { rows, misses };
}
