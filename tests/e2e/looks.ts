/** `npm run test:long` looks at more of everything than there is time for in `npm test`. */
export const isLong = process.env['ASSENT_LONG'] !== undefined;

const sizes = {
  phone: { width: 412, height: 915 },
  desktop: { width: 1280, height: 800 },
  narrowest: { width: 320, height: 640 },
};

const all = (['light', 'dark'] as const).flatMap((colorScheme) =>
  (['phone', 'desktop', 'narrowest'] as const).map((size) => ({ colorScheme, size, viewport: sizes[size] })),
);

/** How the screens are looked at: each size and each theme; all of them together where there is time. */
export const looks = isLong
  ? all
  : all.filter(({ colorScheme, size }) => (colorScheme === 'dark') === (size === 'desktop'));
