import { describe, expect, it } from 'vitest';
import {
  expectedSpeed,
  fitMeasured,
  paceOf,
  quickerEngine,
  speedInWords,
  speedsInWords,
  withAnswer,
  type DeviceCheckRecord,
} from '../../../src/domain/expected-speed.ts';
import type { CatalogueModel, Fit } from '../../../src/domain/model.ts';

const record = (paces: DeviceCheckRecord['paces']): DeviceCheckRecord => ({ at: 1, paces });
const plain = (bytesPerSecond: number) => ({ bytesPerSecond, tokenMs: 0 });
const model = (engine: 'webllm' | 'wllama', bytes: number): CatalogueModel => ({
  id: 'm',
  name: 'M',
  engine,
  bytes,
  vramBytes: bytes,
  context: 4096,
  license: 'MIT',
  languages: ['en'],
  requires: [],
  source: { gguf: [] },
  note: '',
});

describe('the expected speed', () => {
  it('is bytes read per second ÷ bytes of the model', () => {
    const slow = record({ processor: plain(4e9) });
    expect(expectedSpeed(model('wllama', 400e6), slow)).toBeCloseTo(10);
    expect(expectedSpeed(model('wllama', 800e6), slow)).toBeCloseTo(5);
  });

  it('counts what each token costs whatever the model', () => {
    const pace = { bytesPerSecond: 4e9, tokenMs: 100 };
    expect(expectedSpeed(model('wllama', 400e6), record({ processor: pace }))).toBeCloseTo(5);
  });

  it('is that of the better place, for what can run in both', () => {
    const both = record({ processor: plain(4e9), 'graphics-file': plain(40e9) });
    expect(expectedSpeed(model('wllama', 400e6), both)).toBeCloseTo(100);
  });

  it('comes near to what web-llm was measured to do on a machine of 400 GB a second', () => {
    // 0.85 of the nominal pace is what plain reading reaches.
    const m3 = record({ graphics: plain(0.85 * 400e9) });
    expect(expectedSpeed(model('webllm', 4.5e9), m3)).toBeCloseTo(41, -1);
    expect(expectedSpeed(model('webllm', 2.15e9), m3)).toBeCloseTo(71, -1);
  });

  it('is not known where the engine was not measured', () => {
    expect(expectedSpeed(model('webllm', 1e9), record({ processor: plain(4e9) }))).toBeUndefined();
    expect(expectedSpeed(model('wllama', 1e9), record({ graphics: plain(4e9) }))).toBeUndefined();
    expect(expectedSpeed({ engine: 'server', bytes: 1 }, record({ processor: plain(4e9) }))).toBeUndefined();
  });
});

describe('the pace from two models', () => {
  it('tells apart what the bytes cost from what each token costs', () => {
    const pace = paceOf({ bytes: 16e6, tokenMs: 6 }, { bytes: 48e6, tokenMs: 14 });
    expect(pace.tokenMs).toBeCloseTo(2);
    expect(pace.bytesPerSecond).toBeCloseTo(4e9, -3);
  });

  it.each([
    ['the larger was not slower', 10, 10],
    ['the larger was quicker', 10, 8],
    ['the difference is more than the bytes explain', 1, 14],
  ])('puts all of the time down to the bytes where %s', (_name, small, large) => {
    expect(paceOf({ bytes: 16e6, tokenMs: small }, { bytes: 48e6, tokenMs: large })).toEqual({
      bytesPerSecond: 48e9 / large,
      tokenMs: 0,
    });
  });
});

describe('the quicker engine', () => {
  it.each<[string, DeviceCheckRecord['paces'], string | undefined]>([
    ['graphics that are quicker', { processor: plain(4e9), graphics: plain(40e9) }, 'webllm'],
    ['graphics that are a stand-in', { processor: plain(4e9), graphics: plain(1e9) }, 'wllama'],
    ['no graphics', { processor: plain(4e9) }, 'wllama'],
    ['only graphics', { graphics: plain(4e9) }, 'webllm'],
    ['nothing', {}, undefined],
  ])('with %s', (_name, paces, engine) => {
    expect(quickerEngine(record(paces))).toBe(engine);
  });
});

describe('the fit, once it was measured', () => {
  const good: Fit = { level: 'good', sentence: 'Runs well here.' };
  const wllama = model('wllama', 400e6);

  it('tells the speed, and is slow below the pace of reading', () => {
    expect(fitMeasured(good, wllama, record({ processor: plain(6.4e9) }))).toEqual({
      level: 'good',
      sentence: 'Runs well here: about 12 words a second.',
    });
    expect(fitMeasured(good, wllama, record({ processor: plain(1e9) }))).toEqual({
      level: 'slow',
      sentence: 'Runs slowly here: about 2 words a second.',
    });
  });

  it('does not make possible what is not, nor roomy what is tight', () => {
    const quick = record({ processor: plain(50e9), graphics: plain(50e9) });
    const no: Fit = { level: 'no', sentence: 'Will not run, because.' };
    expect(fitMeasured(no, wllama, quick)).toBe(no);
    const tight: Fit = { level: 'tight', sentence: 'Tight: much memory.' };
    expect(fitMeasured(tight, wllama, quick)).toEqual({
      level: 'tight',
      sentence: 'Tight: much memory. Expected: about 94 words a second.',
    });
  });

  it('settles a doubt about the graphics', () => {
    const doubt: Fit = { level: 'tight', sentence: 'Tight: Firefox.', doubtful: true };
    const webllm = model('webllm', 400e6);
    expect(fitMeasured(doubt, webllm, record({ graphics: plain(50e9) })).level).toBe('good');
    expect(fitMeasured(doubt, webllm, record({ processor: plain(50e9) }))).toBe(doubt);
  });
});

describe('speeds in words', () => {
  it.each([
    [0.3, 'less than one word a second'],
    [1.2, 'about one word a second'],
    [16, 'about 12 words a second'],
    [180, 'about 140 words a second'],
  ])('%d tokens', (tokens, words) => {
    expect(speedInWords(tokens)).toBe(words);
  });

  it.each([
    [16, 12, 'Expected about 12, really 9 words a second.'],
    [16, 1.2, 'Expected about 12, really one word a second.'],
    [16, 0.3, 'Expected: about 12 words a second; really less than one word a second.'],
    [16, undefined, 'Expected: about 12 words a second.'],
    [undefined, 12, 'Really about 9 words a second.'],
    [undefined, undefined, ''],
  ])('expected %d beside real %d', (expected, real, words) => {
    expect(speedsInWords(expected, real)).toBe(words);
  });
});

describe('real speeds', () => {
  it('follow the answers, the newest weighing most of one', () => {
    expect(withAnswer({ other: 5 }, 'm', 20, 10)).toEqual({ other: 5, m: 10 });
    expect(withAnswer({ m: 10 }, 'm', 20, 20)).toEqual({ m: 13 });
  });

  it.each([
    ['a short answer', 7, 10],
    ['an answer that was not timed', 20, 0],
    ['nonsense', 20, Number.NaN],
    ['no time at all', 20, Number.POSITIVE_INFINITY],
  ])('learn nothing from %s', (_name, tokens, speed) => {
    expect(withAnswer({ m: 10 }, 'm', tokens, speed)).toBeUndefined();
  });
});
