import { guardrails, type GuardrailId } from '../guardrails.ts';
import { preferenceSentence } from '../learned/slots.ts';
import { isHighStakes } from '../noticing/topics.ts';
import type { ToolTag } from '../watching/capability-overhang.ts';
import { createLinearClassifier, type LinearWeights } from '../text/linear-classifier.ts';
import { classifyRule, thresholds } from './classifier.ts';
import { pairFindings } from './conflicts.ts';
import { duplicateFindings } from './duplicates.ts';
import { familiesOf, type Family } from './families.ts';
import { narrowing } from './monotonicity.ts';
import { normalise } from './normalise.ts';
import { analyse, type Analysis } from './pair-analysis.ts';
import { createPairRelation } from './pair-relation.ts';
import { privateFindings } from './private.ts';
import type {
  Finding,
  LayerId,
  Screen,
  ScreeningContext,
  ScreeningReport,
  ScreeningSubject,
} from './report.ts';
import { screenTool } from './screen-tool.ts';
import { likelyGuardrail } from './likely-guardrail.ts';
import { structureOf } from './structure.ts';
import { understandingFindings } from './understanding.ts';
import { weakeningOf } from './weakening.ts';

/** A path that climbs out of the workspace, or to where keys lie. */
const pathOutside = /(?:\.\.[/\\]){1,}|(?:^|[\s/])\.ssh\b|\bid_(?:rsa|ed25519|ecdsa)\b|(?:^|\s)~\//;

const remembered = 400;

/**
 * All layers over one text, cheapest first. The trained classifier decides with the lexicons: they name the guardrail and
 * the words, it knows what neither list foresaw.
 */
export function createScreen(
  ruleWeights: LinearWeights,
  pairWeights: LinearWeights,
  words: { words: string },
  /** What stands beside a learned tool now: the tags of the built-in ones, and `egress` where the model's server is elsewhere. */
  standingTags: () => readonly ToolTag[] = () => [],
): Screen {
  const classifier = createLinearClassifier(ruleWeights);
  const relate = createPairRelation(pairWeights);
  const known = new Set(words.words.split(' '));
  const seen = new Map<string, Analysis>();
  const analysed = (text: string): Analysis => {
    const found = seen.get(text);
    if (found !== undefined) return found;
    if (seen.size >= remembered) seen.clear();
    const made = analyse(text);
    seen.set(text, made);
    return made;
  };

  const meaningFindings = (plain: string): Finding[] => {
    const outside = pathOutside.exec(plain)?.[0];
    if (outside !== undefined) return [finding('protected', 'block', 'stay-in-workspace', [outside])];
    const families = familiesOf(plain);
    const { score, words } = weakeningOf(plain);
    const probabilities = classifyRule(classifier, plain);
    const meta = probabilities['meta'] ?? 0;
    const danger = meta + (probabilities['weakens'] ?? 0);
    const family = mainFamily(families, meta > danger / 2);
    const narrowed = family === undefined ? undefined : narrowing(plain, structureOf(plain));
    const touched = family === undefined ? [] : (families.get(family) ?? []);
    if (narrowed !== undefined && danger >= thresholds.unsure)
      return [finding('monotonicity', 'block', family, [...touched, narrowed])];
    // The lexicon's own score counts where the classifier is not sure that it means no harm.
    if (danger >= thresholds.sure || (score >= 2 && danger >= thresholds.half)) {
      const layer =
        family === undefined ? 'classifier' : score >= 2 && family !== 'meta' ? 'weakening' : 'protected';
      return [finding(layer, 'block', family, [...touched, ...words], likelyGuardrail(plain))];
    }
    if (danger >= thresholds.unsure)
      return [finding('classifier', 'warn', family, [...touched, ...words], likelyGuardrail(plain))];
    return [];
  };

  const screen: Screen = (subject, context) => {
    if (subject.kind === 'tool')
      return reportOf(look('structure', () => toolFindings(subject.text, context)));
    const normal = attempt('normalise', () => normalise(sentenceOf(subject)));
    if ('failed' in normal) return reportOf([normal.failed]);
    const { text, plain, hidden, findings } = normal;
    const all = [
      ...findings,
      ...look('normalise', () => hidden.flatMap((words) => hiddenFindings(words, meaningFindings))),
    ];
    if (isBlocked(all)) return reportOf(all);
    // A value from a fixed list has no meaning that could harm.
    if (!isPlainValue(subject)) {
      all.push(...look('classifier', () => meaningFindings(plain)));
      all.push(...look('protected', () => (isHighStakes(text) ? [sensitiveFinding] : [])));
      all.push(...look('structure', () => understandingFindings(plain, known)));
    }
    all.push(...look('private', () => privateFindings(text, context.foreignTexts)));
    all.push(...look('duplicates', () => duplicateFindings(analysed(plain), context, analysed)));
    all.push(
      ...look('conflicts', () =>
        pairFindings(
          { analysis: analysed(plain), scope: subject.scope },
          context.active,
          (item) => analysed(sentenceOf(item)),
          relate,
        ),
      ),
    );
    return reportOf(all);
  };

  /** Its code by layers of its own; its words as a rule's. */
  const toolFindings = (text: string, context: ScreeningContext): Finding[] =>
    screenTool(text, {
      active: context.active,
      standingTags: context.alone === true ? [] : standingTags(),
      describe: (words) => [
        ...screen({ kind: 'rule', text: words, scope: 'always' }, { ...context, active: [] }).findings,
      ],
    });
  return screen;
}

type Attempt<Value> = Value | { failed: Finding };

/** A layer that fails blocks, and says which it was. */
function attempt<Value extends object>(layer: LayerId, work: () => Value): Attempt<Value> {
  try {
    return work();
  } catch {
    return {
      failed: {
        layer,
        severity: 'block',
        words: [],
        sentence: `${failure[layer]} could not be checked.`,
        remedy: 'Write it again in plain words.',
      },
    };
  }
}

/** What cannot be said of a text when its layer fails. */
const failure: Record<LayerId, string> = {
  normalise: 'The form of this text',
  structure: 'Whether this text can be understood',
  protected: 'Whether this is about a matter that is never learned',
  weakening: 'What this would change',
  monotonicity: 'What this would change',
  classifier: 'What this would change',
  duplicates: 'Whether this is known already',
  conflicts: 'Whether this contradicts another item',
  private: 'Whether this holds a secret',
};

const look = (layer: LayerId, work: () => Finding[]): Finding[] => {
  const found = attempt(layer, work);
  return 'failed' in found ? [found.failed] : found;
};

const sentenceOf = ({ kind, slot, text }: Pick<ScreeningSubject, 'kind' | 'slot' | 'text'>): string =>
  kind === 'preference' && slot !== undefined && slot !== 'free' ? preferenceSentence(slot, text) : text;

const sensitiveFinding: Finding = {
  layer: 'protected',
  severity: 'block',
  guardrail: 'no-high-stakes-learning',
  words: [],
  sentence: 'Assent learns nothing about medical, legal, financial or self-harm matters.',
  remedy: 'Leave that part out.',
};

const isPlainValue = ({ kind, slot = 'free', text }: ScreeningSubject): boolean =>
  kind === 'preference' && slot !== 'free' && slot !== 'name' && slot !== 'tone' && text.length <= 24;

/** What was encoded or spaced out is screened by itself; that it was hidden is enough of a reason to look twice. */
function hiddenFindings(words: string, look: (plain: string) => Finding[]): Finding[] {
  const blocked = look(words).some(({ severity }) => severity === 'block');
  return [
    {
      layer: 'normalise',
      severity: blocked ? 'block' : 'warn',
      words: [words.slice(0, 80)],
      sentence: 'It hides words in another form.',
      remedy: 'Write it in plain words.',
    },
  ];
}

const order: readonly Family[] = [
  'confirm-destructive',
  'no-credentials',
  'no-silent-network',
  'stay-in-workspace',
  'respect-limits',
  'no-high-stakes-learning',
  'owner-consents',
];

function mainFamily(families: ReadonlyMap<Family, unknown>, isMeta: boolean): Family | undefined {
  if (isMeta) return 'meta';
  return order.find((family) => families.has(family)) ?? (families.has('meta') ? 'meta' : undefined);
}

function finding(
  layer: Finding['layer'],
  severity: 'block' | 'warn',
  family: Family | undefined,
  words: readonly string[],
  /** What it most likely touches, where no list of words says so: for the count of attempts, not for the sentence. */
  likely: GuardrailId = 'owner-consents',
): Finding {
  const distinct = [...new Set(words)];
  const base = { layer, severity, words: distinct, guardrail: family ?? likely };
  if (severity === 'warn') {
    const about =
      family === undefined || family === 'meta' ? '' : ` It may touch the guardrail “${sealed(family)}”`;
    return {
      ...base,
      sentence: `Assent is not sure what this would change.${about}`,
      remedy: 'Say more exactly what you want.',
    };
  }
  if (family === 'meta') {
    const sentence = 'It is a rule about rules, learning or instructions, and those are never learned.';
    return { ...base, sentence, remedy: 'Say how answers should be, not how Assent should change.' };
  }
  const sentence =
    family === undefined
      ? 'It would weaken what keeps you safe.'
      : layer === 'monotonicity'
        ? `It would narrow the guardrail “${sealed(family)}” That one holds always.`
        : `It would weaken the guardrail “${sealed(family)}”`;
  return { ...base, sentence, remedy: 'Leave that part out; what remains can be screened again.' };
}

const sealed = (id: GuardrailId): string =>
  guardrails.find((guardrail) => guardrail.id === id)?.sentence ?? '';

const isBlocked = (findings: readonly Finding[]) => findings.some(({ severity }) => severity === 'block');

function reportOf(findings: readonly Finding[]): ScreeningReport {
  const warned = findings.some(({ severity }) => severity === 'warn');
  return { verdict: isBlocked(findings) ? 'blocked' : warned ? 'warned' : 'clear', findings };
}
