/** The recorder as a running process: cases in, recorded cases out, one after another. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { kernelFolder } from './needs.mjs'

/**
 * @typedef {Record<string, unknown> & { name: string, nodes: Record<string, Node>, links?: [string, string][], steps: Step[],
 *   observed?: Observed[] }} Case
 */
/** @typedef {Record<string, unknown> & { interfaces: Record<string, unknown>, iptables?: string }} Node */
/** @typedef {Record<string, unknown>} Step */
/** @typedef {Record<string, unknown> & { sent?: object, emitted?: unknown[] }} Observed */

/** @param {string[]} words Without bytecode beside the sources. */
export const python = (words) =>
  spawn('python3', ['-B', ...words], { cwd: kernelFolder, stdio: ['pipe', 'pipe', 'inherit'] })

export class Recorder {
  #child = python(['record.py', '--serve'])
  #lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()

  /** The case as the kernel plays it now; null, with the reason told to `refused`, when it will not. */
  async record(/** @type {Case} */ given, /** @type {(why: string) => void} */ refused = () => {}) {
    const { observed: _, ...bare } = given
    this.#child.stdin.write(`${JSON.stringify(bare)}\n`)
    const { value, done } = await this.#lines.next()
    if (done) throw new Error('the recorder ended')
    /** @type {{ case?: Case, refused?: string }} */
    const answer = JSON.parse(value)
    if (answer.case) return answer.case
    refused(answer.refused ?? 'no reason given')
    return null
  }

  async close() {
    this.#child.stdin.end()
    if (this.#child.exitCode === null) await once(this.#child, 'close')
  }
}
