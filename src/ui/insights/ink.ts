import type { Tone } from './figure.ts';

/** The colours and the type that a chart is drawn with, as the theme has them now. */
export interface Ink {
  tones: Record<Tone, string>;
  text: string;
  line: string;
  paper: string;
  family: string;
  /** In CSS pixels. */
  size: number;
}

/** Reads the variables of `tokens.css` through an element: by themselves they are `light-dark()` and no colour yet. */
export function readInk(probe: HTMLElement): Ink {
  const style = getComputedStyle(probe);
  const colour = (name: string) => {
    probe.style.color = `var(${name})`;
    return style.color;
  };
  const ink: Ink = {
    tones: {
      accent: colour('--accent'),
      caution: colour('--caution'),
      danger: colour('--danger'),
      name: colour('--syntax-name'),
      soft: colour('--ink-soft'),
    },
    text: colour('--ink-soft'),
    line: colour('--line'),
    paper: colour('--paper-raised'),
    family: style.fontFamily,
    size: Number.parseFloat(style.fontSize),
  };
  probe.style.removeProperty('color');
  return ink;
}
