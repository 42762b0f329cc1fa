/** The headless runner: `npm run natscope -- run | check | trace …`. */
import { runner } from './setup/bundle.mjs'

const { main } = await runner()
process.exitCode = main(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
})
