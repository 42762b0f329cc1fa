/**
 * Makes a fresh clone ready; npm calls it before `npm start` and `npm test`.
 *
 *   node scripts/setup.mjs             the packages
 *   node scripts/setup.mjs --browser   and a browser for the stories
 *
 * Only Node's own modules are imported before the packages are there.
 */
import { checkNode } from './setup/node.mjs'
import { installPackages } from './setup/packages.mjs'

checkNode()
installPackages()

if (process.argv.includes('--browser')) {
  const { findBrowser } = await import('./setup/browser.mjs')
  // Without one the stories say so and fail; everything else can still be tested.
  await findBrowser().catch((/** @type {Error} */ why) => console.error(`\n${why.message}\n`))
}
