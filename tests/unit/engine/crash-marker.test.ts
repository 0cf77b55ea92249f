import { describe, expect, it } from 'vitest';
import { createCrashMarker } from '../../../src/engine/crash-marker.ts';

function fakeStorage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

describe('createCrashMarker', () => {
  it('remembers the model across a crash, until it is cleared', () => {
    const storage = fakeStorage();
    createCrashMarker({ storage, now: () => 5 }).write('qwen');
    const afterwards = createCrashMarker({ storage, now: () => 9 });
    expect(afterwards.read()).toEqual({ modelId: 'qwen', at: 5 });
    afterwards.clear();
    expect(afterwards.read()).toBeUndefined();
  });

  it.each(['', 'nonsense', '{}', 'null', '[]', '{"modelId":3,"at":1}', '{"modelId":"x"}'])(
    'ignores %j',
    (text) => {
      const storage = fakeStorage();
      const marker = createCrashMarker({ storage, now: () => 5 });
      marker.write('x');
      for (const key of storage.items.keys()) storage.items.set(key, text);
      expect(marker.read()).toBeUndefined();
    },
  );

  it('does without where storage is blocked', () => {
    const blocked = () => {
      throw new Error('blocked');
    };
    const marker = createCrashMarker({
      storage: { getItem: blocked, setItem: blocked, removeItem: blocked },
      now: () => 5,
    });
    marker.write('x');
    marker.clear();
    expect(marker.read()).toBeUndefined();
  });
});
