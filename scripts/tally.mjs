/** @typedef {{ passed: number, failed: number }} Count */

/**
 * A stage that ends badly has failed, whatever it counted; one that counted nothing has not run.
 * @param {boolean} good Its exit code was 0.
 * @param {((output: string) => Count) | undefined} count Without it the stage is one check.
 * @param {string} output What it printed.
 * @returns {Count}
 */
export function tally(good, count, output) {
  let counted = { passed: good ? 1 : 0, failed: 0 }
  try {
    if (count) counted = count(output)
  } catch {
    counted = { passed: 0, failed: 1 }
  }
  const { passed, failed } = counted
  const sound = good && Number.isInteger(passed) && passed > 0
  return { passed: passed || 0, failed: Math.max(failed || 0, sound ? 0 : 1) }
}
