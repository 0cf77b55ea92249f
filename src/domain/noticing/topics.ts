/** Topics that are never learned from: medical, legal, financial, self-harm. Each word alone is a sign only in that sense. */
const sure =
  /\b(?:diagnos\w+|inhalers?|wheez\w*|antibiotics?|blood thinners?|sleeping (?:pills|tablets)|beta blockers?|steroids?|vitamins?|supplements?|vaccin\w*|chemist'?s|anorex\w+|bulimi\w+|self[- ]?starv\w*|court|lawyers?|alimony|child support|testif\w+|hmrc|irs|overdraft|forex|dividends?|leveraged|gambl\w+|tax(?:es)? (?:man|office|code|bracket|relief|year)|my (?:taxes|tax|(?:cash )?income|salary|ex)|prescri(?:bed|ption)\w*|medications?|antidepress\w+|insulin|chemo\w*|tumou?rs?|cancer|diabet\w+|epilep\w+|asthma|blood pressure|migraines?|biopsy|surgery|miscarriage|pregnan\w+|hiv|bipolar|schizo\w+|adhd|autis\w+|ptsd|ssri|ibuprofen|paracetamol|metformin|lisinopril|statins?|warfarin|\d+ ?mg|self[- ]?harm\w*|suicid\w+|kill myself|end my life|hurt(?:ing)? myself|harm(?:ing)? myself|painkillers?|chest pains?|cut(?:ting)? myself|overdos\w+|lawsuit|suing|sued|solicitor|attorney|custody (?:of|battle|case)|divorce|restraining order|probation|parole|criminal record|asylum|deport\w+|bankrupt\w*|mortgage|pension|crypto|bitcoin|stocks?|shares|etfs?|isa|401k|invest(?:s|ed|ing|ments?)|portfolio|payday loan|debts?|credit score|tax (?:return|evasion|advice|bill)|life savings)\b/i;

const pairs: [RegExp, RegExp][] = [
  [
    /\b(?:my|mum'?s|dad'?s|son'?s|daughter'?s|wife'?s|husband'?s|partner'?s) (?:doctor|gp|nurse|consultant|therapist|psychiatrist|lawyer|accountant|symptoms?|pills?|tablets?|dose|condition|illness|depression|anxiety|pain)\b/i,
    /\b(?:said|says|told|take|taking|took|every|always|never|prefer|remember|from now on|advice|worse|dose|stop)\b/i,
  ],
  [
    /\b(?:pills?|tablets?|dos(?:e|es|age)|symptoms?|painkillers?|therapy|depress(?:ed|ion)|anxiety|panic attacks?|allerg(?:y|ic|ies)|chest pain)\b/i,
    /\b(?:i|my|me|mg|take|taking|severe|doctor|hospital|daily)\b/i,
  ],
  [
    /\b(?:contract|landlord|tenan(?:t|cy)|eviction|court|judge|legal|lawyer|visa|police|arrest\w*|testament|inheritance)\b/i,
    /\b(?:sue|sign|clause|advice|hearing|case|rights|evict\w*|appeal|statement|claim)\b/i,
  ],
  [
    /\b(?:buy|sell|invest|borrow|loan|salary|savings?)\b/i,
    /\b(?:shares|fund|broker|interest|repay|lend\w*|risk|retire\w*|market|trading|owe)\b/i,
  ],
];

/** Whether a text touches a topic that is never learned from. */
export function isHighStakes(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll('’', "'");
  return sure.test(plain) || pairs.some(([topic, sign]) => topic.test(plain) && sign.test(plain));
}
