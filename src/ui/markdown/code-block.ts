import type { Enrichment } from './inline-tree.ts';
import { element, type TreeNode } from './tree.ts';

/** Longer code stays plain: colouring it would hold up the page. In characters. */
const longestColoured = 4_000;

const fullNames: Record<string, string> = {
  bash: 'Shell', c: 'C', cpp: 'C++', csharp: 'C#', css: 'CSS', diff: 'Difference', go: 'Go', html: 'HTML', java: 'Java',
  javascript: 'JavaScript', js: 'JavaScript', json: 'JSON', jsx: 'JavaScript', kotlin: 'Kotlin', lua: 'Lua',
  markdown: 'Markdown', md: 'Markdown', php: 'PHP', py: 'Python', python: 'Python', r: 'R', rb: 'Ruby', rs: 'Rust',
  ruby: 'Ruby', rust: 'Rust', sh: 'Shell', shell: 'Shell', sql: 'SQL', swift: 'Swift', toml: 'TOML', ts: 'TypeScript',
  tsx: 'TypeScript', typescript: 'TypeScript', xml: 'XML', yaml: 'YAML', yml: 'YAML',
}; // prettier-ignore

/** A block of code under its language's name and a button that copies it. */
export function codeBlock(code: string, info: string, enrichment: Enrichment): TreeNode {
  const language = /^[\w+#.-]{1,24}/.exec(info.trim())?.[0]?.toLowerCase() ?? '';
  const label = fullNames[language] ?? (language || 'Text');
  const canColour = language !== '' && code.length <= longestColoured;
  const coloured = canColour ? enrichment.code?.(code, language) : undefined;
  const mark: Record<string, string> =
    canColour && coloured === undefined ? { 'data-language': language } : {};
  return element('div', { class: 'code-block' }, [
    element('div', { class: 'code-head' }, [
      element('span', {}, [label]),
      element('button', {
        type: 'button',
        class: 'icon-button',
        'data-copy': '',
        'aria-label': 'Code to clipboard',
        title: 'Code to clipboard',
      }),
    ]),
    element('pre', { tabindex: '0', role: 'group', 'aria-label': `Code: ${label}`, dir: 'ltr' }, [
      element('code', mark, coloured ?? [code]),
    ]),
  ]);
}
