/** `fidelity`: the fidelity page and the app's table, from the recordings in a folder and the results of the random cases. */
import { readFileSync } from 'node:fs'
import { fidelity as workOut } from '../cases/fidelity'
import { fidelityPage } from '../cases/fidelity-page'
import { caseFiles, loadCase } from './files'

/** The Markdown and the JSON. */
export function fidelity(folder: string, results: string): { page: string; table: string } {
  const found = workOut(caseFiles(folder).map(loadCase), JSON.parse(readFileSync(results, 'utf8')))
  return { page: fidelityPage(found), table: `${JSON.stringify(found, null, 1)}\n` }
}
