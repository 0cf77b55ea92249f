/** What a rule is made of, as far as its words show (layer 2). */
export interface Structure {
  modality: 'must' | 'must-not' | 'may' | 'prefer';
  /** "without asking", "no need to confirm": something is to be left out. */
  leavesOut: boolean;
  /** "if …", "when …", "for small files". */
  condition: string | undefined;
  /** "except …", "unless …", "other than …". */
  exception: string | undefined;
  quantifier: 'all' | 'some' | 'none' | undefined;
}

export function structureOf(plain: string): Structure {
  const text = plain.toLowerCase();
  return {
    modality: modalityOf(text),
    leavesOut:
      /\bwithout\b|\bno (?:need|reason|longer)\b|\bneed ?n[o']t\b|\bdon'?t (?:bother|need|have|ask|wait|stop|check)\b|\binstead of (?:asking|checking|confirming)\b|\brather than (?:ask|check|confirm|bother)/.test(
        text,
      ),
    condition: /\b(?:if|when|whenever|while|once|as long as|provided|where|for|in case)\b ([^,.;]+)/.exec(
      text,
    )?.[1],
    exception: /\b(?:except|unless|but not|other than|apart from|excluding|only)\b ([^,.;]+)/.exec(text)?.[1],
    quantifier: /\b(?:all|every|any|always|each|everything)\b/.test(text)
      ? 'all'
      : /\b(?:no|none|never|nothing)\b/.test(text)
        ? 'none'
        : /\b(?:some|most|many|few|certain|important|large|big|minor|trivial|routine)\b/.test(text)
          ? 'some'
          : undefined,
  };
}

function modalityOf(text: string): Structure['modality'] {
  if (
    /\b(?:never|don'?t|do not|must not|mustn'?t|no|avoid|stop|shouldn'?t|cannot|can'?t)\b/.test(
      text.slice(0, 40),
    )
  )
    return 'must-not';
  if (
    /\b(?:may|might|can|could|fine|okay|ok|all right|allowed|free to|feel free|permitted|safe to)\b/.test(
      text,
    )
  )
    return 'may';
  return /\b(?:prefer|rather|ideally|try to)\b/.test(text) ? 'prefer' : 'must';
}
