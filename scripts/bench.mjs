/** `npm run bench [-- NAME …]`: the engine's speed and size beside what was aimed at, minified as the page has it. */
import { bundled } from './setup/bundle.mjs'

const sources = ['bench', ...['packet', 'rules', 'model', 'engine', 'scenarios'].map((name) => `src/${name}`)]
const { main } = await bundled({ entry: 'bench/main.ts', name: 'bench', sources, minify: true })
await main(process.argv.slice(2), (/** @type {string} */ line) => process.stdout.write(`${line}\n`))
