/** What a tool can do that matters once it stands beside others. */
export type ToolTag = 'private_read' | 'untrusted_in' | 'egress' | 'destructive' | 'persistent_write';

/** Two abilities that are harmless apart, and what they come to together. */
export interface DangerousPair {
  readonly tags: readonly [ToolTag, ToolTag];
  readonly sentence: string;
}

const pairs: readonly DangerousPair[] = [
  {
    tags: ['private_read', 'egress'],
    sentence: 'It could read something private and send it away.',
  },
  {
    tags: ['private_read', 'untrusted_in'],
    sentence: 'A text from elsewhere could ask for what is private.',
  },
  {
    tags: ['untrusted_in', 'egress'],
    sentence: 'A text from elsewhere could decide what is sent, and where.',
  },
  {
    tags: ['untrusted_in', 'destructive'],
    sentence: 'A text from elsewhere could have something deleted or overwritten.',
  },
  {
    tags: ['untrusted_in', 'persistent_write'],
    sentence: 'A text from elsewhere could be kept, and act again later.',
  },
];

const trio: readonly ToolTag[] = ['private_read', 'untrusted_in', 'egress'];

export interface Unlocked {
  /** The dangerous pairs that are possible with the new tool, and were not before. */
  pairs: DangerousPair[];
  /** With the new tool, private data, texts from elsewhere and a way out would stand together: it is to be refused. */
  fullTrio: boolean;
}

/** What a new tool makes possible beside the tools that are active. `active` are the tags of all of them together. */
export function unlockedBy(active: Iterable<ToolTag>, added: Iterable<ToolTag>): Unlocked {
  const before = new Set(active);
  const after = new Set([...before, ...added]);
  const within = (tags: readonly ToolTag[], all: ReadonlySet<ToolTag>) => tags.every((tag) => all.has(tag));
  return {
    pairs: pairs.filter(({ tags }) => within(tags, after) && !within(tags, before)),
    fullTrio: within(trio, after),
  };
}
