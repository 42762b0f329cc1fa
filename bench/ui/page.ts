/** A page of its own for each measurement, and how one gets about in it: by what a person would press. */
import type { Browser, Page } from '@playwright/test'
import { watch } from './watch'

export interface Place {
  browser: Browser
  /** Where the built page is served. */
  url: string
}

/** Once it has loaded and nothing moves. A context of its own: the cache is cold. */
export async function open({ browser, url }: Place, where = ''): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(watch)
  await page.goto(url + where)
  await page.waitForFunction(() => window.natscope)
  await idle(page)
  return page
}

export const close = (page: Page): Promise<void> => page.context().close()

export const idle = (page: Page): Promise<void> => page.evaluate(() => window.natscope?.whenIdle())

export async function tab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name }).click()
}

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click()

export function median(values: readonly number[]): number {
  return part(values, 0.5)
}

/** The value that `share` of all do not exceed. */
export function part(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
}
