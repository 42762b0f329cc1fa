/**
 * `npm start`: builds the page and serves it on this machine only. What is served is what would be
 * published, so it opens at once and behaves as there; `npm run dev` is the server to develop with.
 */
import { build, preview } from 'vite'

await build({ logLevel: 'warn' })
const server = await preview({ logLevel: 'warn', preview: { host: '127.0.0.1', port: 4173 } })
const address = server.resolvedUrls?.local[0]
console.log(`\n  Natscope is ready:  ${address}\n\n  Stop it with Ctrl-C.\n`)
