/** `npm run fidelity`: writes docs/fidelity.md and the app's table from the recordings and the last random cases. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runner } from './setup/bundle.mjs'
import { root } from './setup/root.mjs'

/** @param {string} name */
const path = (name) => fileURLToPath(new URL(name, root))

const { fidelity } = await runner()
const { page, table } = fidelity(path('src/cases/fixtures'), path('kernel/results.json'))
mkdirSync(path('docs'), { recursive: true })
for (const [name, text] of Object.entries({ 'docs/fidelity.md': page, 'src/ui/help/fidelity.json': table })) {
  writeFileSync(path(name), text)
  console.log(name)
}
