import { readLearnedTool, asksForFiles, grantInWords, grants, tagsOf } from '../tools/learned-tool.ts';
import type { LearnedTool } from '../learned/state.ts';
import { unlockedBy, type ToolTag } from '../watching/capability-overhang.ts';
import type { Finding, LayerId, ScreeningContext } from './report.ts';
import { forbiddenNames, hiddenLookups } from './tool-names.ts';
import { grantUse } from './tool-grants.ts';
import { tokensOf, type ToolTokens } from './tool-tokens.ts';
import { invisibleIn, metaFindings, secretFindings, schemaWordFindings } from './tool-words.ts';

export interface ToolScreeningContext {
  /** Without the items that the tool would replace. */
  active: ScreeningContext['active'];
  /** Screens the description, as a rule would be. */
  describe(text: string): readonly Finding[];
  /** Tags of all built-in tools that are offered, and `egress` where the model's server is not on loopback. */
  standingTags: readonly ToolTag[];
}

const mostLines = 120;

/**
 * Static checks of one learned tool. They keep tools readable and honest; the cage is what holds them. Loops are not judged here: the cage
 * ends them.
 */
export function screenTool(text: string, context: ToolScreeningContext): Finding[] {
  const read = readLearnedTool(text);
  if (!read.ok) return [block('structure', read.error, 'Correct it, and try again.')];
  const tool = read.value;
  const tokens = tokensOf(tool.body);
  return [
    ...codeFindings(tool, tokens),
    ...grantFindings(tool, tokens),
    ...metaFindings(tool, tokens),
    ...secretFindings(tool, tokens),
    ...context.describe(tool.description),
    ...schemaWordFindings(tool, context.describe),
    ...duplicateTools(tool, tokens, context.active),
    ...capabilityFindings(tool, context),
  ];
}

function codeFindings({ body }: LearnedTool, tokens: ToolTokens): Finding[] {
  const found: Finding[] = [];
  const unseen = invisibleIn(body);
  if (unseen)
    found.push(
      block('normalise', 'Its code holds characters that no screen shows.', 'Write the code again by hand.'),
    );
  if (tokens.escapedName)
    found.push(
      block(
        'structure',
        'Its code writes names with “\\u”, so that they cannot be read.',
        'Write the names out.',
      ),
    );
  const names = forbiddenNames(body, tokens);
  if (names.length > 0)
    found.push(
      block(
        'structure',
        `Its code uses ${quoted(names)}, which no tool needs.`,
        'Do it with the input alone, and with what is granted.',
        { words: names },
      ),
    );
  const lookups = hiddenLookups(tokens);
  if (lookups.length > 0)
    found.push(
      warn(
        'structure',
        'Its code looks something up by a name that it puts together, so that nobody can read which.',
        'Write the names out.',
        { words: lookups },
      ),
    );
  const strange = tokens.tokens.find(({ kind, text }) => kind === 'name' && /[^\x20-\x7E]/.test(text));
  if (strange !== undefined)
    found.push(
      warn(
        'normalise',
        'Its code has names in letters that may look like others.',
        'Use plain letters in names.',
        {
          words: [strange.text],
        },
      ),
    );
  const lines = body.split(/\r\n|[\n\r\u2028\u2029]/).length;
  if (lines > mostLines)
    found.push(
      warn(
        'structure',
        `Its code has ${lines} lines, which is much to read.`,
        'Make it shorter, or make two tools.',
      ),
    );
  return found;
}

function grantFindings(tool: LearnedTool, tokens: ToolTokens): Finding[] {
  const { used, whole } = grantUse(tokens);
  const found: Finding[] = [];
  for (const grant of new Set([...grants, ...used])) {
    const isAsked = tool.grants.includes(grant);
    if (used.has(grant) && !isAsked)
      found.push(
        block(
          'structure',
          (grants as readonly string[]).includes(grant)
            ? `Its code uses “${grant}”, but it does not ask that it ${grantInWords(grant)}.`
            : `Its code uses “${grant}”, which can be granted to no tool.`,
          'Ask for it, or leave it out.',
          { words: [grant] },
        ),
      );
    if (isAsked && !used.has(grant) && !whole)
      found.push(
        warn(
          'structure',
          `It asks that it ${grantInWords(grant)}, and never uses that.`,
          'Take the grant away.',
          {
            words: [grant],
          },
        ),
      );
  }
  if (whole)
    found.push(
      warn(
        'structure',
        'Its code hands on all that it was granted, so that nobody can read what it uses.',
        'Use each grant by its name.',
      ),
    );
  if (asksForFiles(tool) !== tool.grants.includes('files'))
    found.push(
      asksForFiles(tool)
        ? block('structure', 'Its input names files, but it does not ask to read them.', 'Ask for the files.')
        : warn(
            'structure',
            'It asks for files, but nothing in its input can name one.',
            'Give a text of the input the format “workspace-file”.',
          ),
    );
  return found;
}

function duplicateTools(
  tool: LearnedTool,
  tokens: ToolTokens,
  active: ToolScreeningContext['active'],
): Finding[] {
  const code = codeOf(tokens);
  return active.flatMap(({ id, kind, text }) => {
    const other = kind === 'tool' ? readLearnedTool(text) : undefined;
    if (other?.ok !== true) return [];
    if (other.value.name === tool.name)
      return [
        block(
          'duplicates',
          `A tool named “${tool.name}” is active already.`,
          'Give it another name, or retire the other one.',
          {
            itemId: id,
          },
        ),
      ];
    return codeOf(tokensOf(other.value.body)) === code
      ? [
          block('duplicates', `The tool “${other.value.name}” does the same.`, 'Nothing needs to be done.', {
            itemId: id,
          }),
        ]
      : [];
  });
}

/** Without comments and blanks. */
const codeOf = ({ tokens }: ToolTokens): string =>
  JSON.stringify(tokens.filter(({ kind }) => kind !== 'comment').map(({ kind, text }) => [kind, text]));

const trio: readonly ToolTag[] = ['private_read', 'untrusted_in', 'egress'];

function capabilityFindings(tool: LearnedTool, { active, standingTags }: ToolScreeningContext): Finding[] {
  const others = active.flatMap(({ kind, text }) => {
    const other = kind === 'tool' ? readLearnedTool(text) : undefined;
    return other?.ok === true ? tagsOf(other.value) : [];
  });
  const added = tagsOf(tool);
  const { pairs, fullTrio } = unlockedBy([...standingTags, ...others], added);
  // A tool that adds nothing to the trio is not to blame where the other tools have it.
  if (fullTrio && added.some((tag) => trio.includes(tag)))
    return [
      block(
        'protected',
        'With it, something private, texts from elsewhere and a way out would stand together.',
        'Use a model on this device, or leave the files out.',
        { guardrail: 'no-silent-network', words: added },
      ),
    ];
  return pairs.map(({ sentence, tags }) =>
    warn('protected', sentence, 'Approve it only if you need it.', { words: tags }),
  );
}

type More = Partial<Pick<Finding, 'words' | 'itemId' | 'guardrail'>>;

const block = (layer: LayerId, sentence: string, remedy: string, more: More = {}): Finding => ({
  layer,
  severity: 'block',
  words: [],
  sentence,
  remedy,
  ...more,
});

const warn = (layer: LayerId, sentence: string, remedy: string, more: More = {}): Finding => ({
  ...block(layer, sentence, remedy, more),
  severity: 'warn',
});

const quoted = (names: readonly string[]): string => {
  const shown = names.slice(0, 4).map((name) => `“${name}”`);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
};
