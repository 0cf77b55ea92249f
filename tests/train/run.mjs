/** `npm run train -- rules|pairs|turns|words|watchers`: trains one classifier on its corpus, prints cross-validated figures, writes its weights. */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const trainings = ['rules', 'pairs', 'turns', 'words', 'watchers'];
const [what = ''] = process.argv.slice(2);
if (!trainings.includes(what)) {
  console.error(`Say what to train: ${trainings.join(', ')}.`);
  process.exit(2);
}
process.chdir(root);
const { module } = await runnerImport(`${root}/tests/train/${what}.ts`, {
  root,
  configFile: false,
  logLevel: 'error',
});
await module.run();
