import { describe, expect, it } from 'vitest';
import { textSource } from '../../../../src/ui/chat/text-source.ts';

describe('textSource', () => {
  it('knows what was not typed', () => {
    expect(textSource('insertFromPaste')).toBe('pasted');
    expect(textSource('insertFromPasteAsQuotation')).toBe('pasted');
    expect(textSource('insertFromDrop')).toBe('dropped');
    expect(textSource('historyRedo')).toBe('pasted');
  });

  it('takes dictation, input methods and corrections as typed', () => {
    for (const type of [
      'insertText',
      'insertCompositionText',
      'insertReplacementText',
      'insertLineBreak',
      'deleteByDrag',
      '',
    ]) {
      expect(textSource(type)).toBeUndefined();
    }
  });
});
