/** The vocabulary of the stories: what a person sees and does, by role and name. */
import { test as base, expect, type Locator, type Page } from '@playwright/test'

declare global {
  interface Window {
    /** Offered by the page (`src/ui/store/idle.ts`). */
    natscope?: { whenIdle(): Promise<void> }
  }
}

export class Scope {
  /** What the console complained of; a story that leaves something here has failed. */
  readonly complaints: string[] = []

  constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.complain(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complain(message.text())
    })
  }

  private complain(text: string): void {
    const [line = ''] = text.split('\n')
    if (!this.complaints.includes(line)) this.complaints.push(line)
  }

  /** Opens the page; `where` is what stands behind its address: "?theme=dark", "#s=1.…". */
  async open(where = ''): Promise<void> {
    await this.page.goto(`./${where}`)
    await expect(this.timeline).toBeVisible()
    await this.settle()
  }

  /** Until no update is pending and nothing moves. */
  async settle(): Promise<void> {
    await this.page.waitForFunction(() => window.natscope)
    await this.page.evaluate(() => window.natscope?.whenIdle())
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }
  region(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true })
  }
  get timeline(): Locator {
    return this.page.getByRole('slider', { name: 'Timeline' })
  }
  get packet(): Locator {
    return this.region('Packet')
  }
  /** The strip under the stage. */
  get here(): Locator {
    return this.region('The packet as it is here')
  }
  get explanation(): Locator {
    return this.page.getByRole('log', { name: 'Explanation' })
  }
  get conntrack(): Locator {
    return this.page.getByRole('table', { name: 'Conntrack' })
  }
  /** The entries, without the row of column names. */
  get entries(): Locator {
    return this.conntrack.getByRole('row').filter({ has: this.page.getByRole('cell') })
  }

  async press(key: string, times = 1): Promise<void> {
    for (let i = 0; i < times; i++) await this.page.keyboard.press(key)
    await this.settle()
  }

  /** Presses a key very often, from inside the page; each press is drawn before the next. */
  async walk(key: string, times: number): Promise<void> {
    await this.page.evaluate(
      async ([code, count]) => {
        for (let i = 0; i < count; i++) {
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key: code, bubbles: true, cancelable: true }))
          await new Promise((resolve) => queueMicrotask(() => resolve(null)))
        }
      },
      [key, times] as const,
    )
    await this.settle()
  }

  async click(name: string): Promise<void> {
    await this.button(name).click()
    await this.settle()
  }

  /** How many events have happened at the playhead. */
  async playhead(): Promise<number> {
    return Number(await this.timeline.inputValue())
  }

  /** How many events the run has. */
  async length(): Promise<number> {
    return Number(await this.timeline.getAttribute('max'))
  }

  /** Steps by the keyboard until `locator` holds `text`; fails at the end of the run. */
  async stepUntil(locator: Locator, text: string | RegExp): Promise<void> {
    const held = locator.filter({ hasText: text })
    // A press is an event: to ask the page each time where it is would take half as long again.
    let left = (await this.length()) - (await this.playhead())
    for (; (await held.count()) === 0; left--) {
      expect(left, `the run ended before anything said ${text}`).toBeGreaterThan(0)
      await this.page.keyboard.press('ArrowRight')
    }
    await this.settle()
  }

  async choose(title: string): Promise<void> {
    await this.page.getByLabel('Scenario').selectOption(title)
    await this.settle()
  }

  /** Scrubs to the event of that number. */
  async scrub(to: number): Promise<void> {
    await this.timeline.fill(String(to))
    await this.settle()
  }
}

export const test = base.extend<{ scope: Scope }>({
  scope: async ({ page }, use) => {
    const scope = new Scope(page)
    await use(scope)
    expect(scope.complaints, 'the console stays silent').toEqual([])
  },
})

export { expect }
