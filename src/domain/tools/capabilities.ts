import { unlockedBy, type DangerousPair, type ToolTag } from '../watching/capability-overhang.ts';

export interface TaggedTool {
  name: string;
  tags: readonly ToolTag[];
}

export interface Capability {
  tag: ToolTag;
  /** "read what is private". */
  words: string;
  /** The tools that have it, by name. */
  tools: readonly string[];
  /** Whether the model's server adds it: all that is in the prompt goes there. */
  byEngine: boolean;
}

export interface CapabilityView {
  /** All five, also those that no tool has. */
  capabilities: readonly Capability[];
  union: readonly ToolTag[];
  /** What is possible with these tools together. */
  pairs: readonly DangerousPair[];
  /** Private data, texts from elsewhere and a way out stand together. */
  isTrioComplete: boolean;
}

const words: Record<ToolTag, string> = {
  private_read: 'read what is private',
  untrusted_in: 'take in texts from elsewhere',
  egress: 'send something out of this device',
  destructive: 'delete or overwrite',
  persistent_write: 'keep something for later',
};

/**
 * What these tools can do together. Pass the tools that are offered; `engineSends` where the model's server is not on loopback. Shown as it is:
 * what must be withheld says `withheld`.
 */
export function capabilityView(tools: readonly TaggedTool[], engineSends: boolean): CapabilityView {
  const capabilities = (Object.keys(words) as ToolTag[]).map((tag) => ({
    tag,
    words: words[tag],
    tools: tools.filter(({ tags }) => tags.includes(tag)).map(({ name }) => name),
    byEngine: engineSends && tag === 'egress',
  }));
  const union = capabilities.filter((one) => one.byEngine || one.tools.length > 0).map(({ tag }) => tag);
  const { pairs, fullTrio } = unlockedBy([], union);
  return { capabilities, union, pairs, isTrioComplete: fullTrio };
}

/**
 * Names of tools that must not be offered while something can be sent: those that read what is private, so that the trio cannot be
 * complete, whatever the others do.
 */
export function withheld(tools: readonly TaggedTool[], engineSends: boolean): string[] {
  const sends = engineSends || tools.some(({ tags }) => tags.includes('egress'));
  return sends ? tools.filter(({ tags }) => tags.includes('private_read')).map(({ name }) => name) : [];
}
