/** `npm run bench [-- what]`: builds the app, measures its budgets and prints a table. TypeScript goes through Vite's runner. */
import { fileURLToPath } from 'node:url';
import { build, runnerImport } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Those that drive the built app are built first. */
const needsBuild = {
  instant: false,
  conversation: true,
  download: true,
  learning: false,
  sandbox: true,
  tools: true,
};
const benches = Object.keys(needsBuild);
const [what = 'conversation', ...words] = process.argv.slice(2);

if (!benches.includes(what)) {
  console.error(`There is no bench "${what}". There are: ${benches.join(', ')}.`);
  process.exit(2);
}
process.chdir(root);
if (needsBuild[what]) await build({ logLevel: 'warn' });
const { module } = await runnerImport(`${root}/tests/bench/${what}.ts`, {
  root,
  configFile: false,
  logLevel: 'error',
});
await module.bench(words);
