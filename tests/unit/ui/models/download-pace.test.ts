import { describe, expect, it } from 'vitest';
import { createPace } from '../../../../src/ui/models/download-pace.ts';

const at = (done: number) => ({
  phase: 'download' as const,
  fraction: done / 1000,
  bytes: { done, total: 1000 },
});

describe('createPace', () => {
  it('tells the speed and the time left once it has seen two seconds', () => {
    let now = 0;
    const timeLeft = createPace(() => now);
    expect(timeLeft(at(0))).toBeUndefined();
    now = 1000;
    expect(timeLeft(at(10))).toBeUndefined();
    now = 10_000;
    expect(timeLeft(at(100))).toBe('10 bytes a second, about 2 minutes left');
  });

  it('forgets an attempt that started over', () => {
    let now = 0;
    const timeLeft = createPace(() => now);
    timeLeft(at(500));
    now = 5000;
    expect(timeLeft(at(0))).toBeUndefined();
  });

  it('says nothing where the size is unknown', () => {
    expect(createPace(() => 0)({ phase: 'waiting', fraction: undefined })).toBeUndefined();
  });
});
