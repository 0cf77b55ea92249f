import { readFileSync } from 'node:fs';

/** What `index.html` names is loaded before the composer can be used; all else comes when it is first needed. */
const html = readFileSync('dist/index.html', 'utf8');
const named = (ending) =>
  [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)]
    .map((match) => match[1])
    .filter((path) => path.endsWith(ending))
    .map((path) => `dist/${path}`);

export default [
  { name: 'JavaScript before the composer can be used', path: named('.js'), limit: '70 kB', gzip: true },
  { name: 'Styles before the composer can be used', path: named('.css'), limit: '15 kB', gzip: true },
];
