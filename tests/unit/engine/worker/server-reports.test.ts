import { describe, expect, it } from 'vitest';
import { onEmbedderBlock, onPolicyViolation } from '../../../../src/engine/worker/server-reports.ts';

/** A browser whose observer is given `reports` at once. */
function scopeWith(reports: object[]) {
  class ReportingObserver {
    #listener: (reports: object[]) => void;
    constructor(listener: (reports: object[]) => void) {
      this.#listener = listener;
    }
    observe() {
      this.#listener(reports);
    }
  }
  return { ReportingObserver };
}

/** As Chrome makes them: no field but by `toJSON`. */
const body = (fields: object) => ({ toJSON: () => fields });

describe('onEmbedderBlock', () => {
  it('reads the address of what was hidden, and passes over other reports', () => {
    const heard: string[] = [];
    const scope = scopeWith([
      { type: 'coep', body: body({ type: 'corp', blockedURL: 'http://localhost:1/v1/models' }) },
      { type: 'deprecation', body: body({ blockedURL: 'http://localhost:2/' }) },
      { type: 'coep', body: null },
      { type: 'coep', body: body({ blockedURL: 4 }) },
    ]);
    expect(onEmbedderBlock(scope, (url) => heard.push(url))).toBe(true);
    expect(heard).toEqual(['http://localhost:1/v1/models']);
  });

  it('says where the browser has no such reports', () => {
    expect(onEmbedderBlock({}, () => undefined)).toBe(false);
  });
});

describe('onPolicyViolation', () => {
  it('reads the address of what was refused', () => {
    const heard: string[] = [];
    const scope = new EventTarget();
    onPolicyViolation(scope, (url) => heard.push(url));
    scope.dispatchEvent(
      Object.assign(new Event('securitypolicyviolation'), { blockedURI: 'http://localhost:1/' }),
    );
    scope.dispatchEvent(new Event('securitypolicyviolation'));
    expect(heard).toEqual(['http://localhost:1/']);
  });
});
