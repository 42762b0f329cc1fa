import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Download } from '@playwright/test'
import { expect, test, type Scope } from './scope'
import { sizes } from './sizes'

/** What a press of that button saves. */
async function saved({ page }: Scope, button: string): Promise<{ name: string; bytes: Buffer }> {
  const download: Promise<Download> = page.waitForEvent('download')
  await page.getByRole('button', { name: button, exact: true }).click()
  const file = await download
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

/** Width and height from a PNG's first chunk. */
const pngSize = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)]

/** Frames of a GIF, by its blocks (GIF89a §§17-27). */
function gifFrames(gif: Buffer): number {
  const table = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  let at = 13 + table(gif[10])
  let frames = 0
  const skipData = () => {
    while (gif[at] !== 0) at += gif[at] + 1
    at++
  }
  while (gif[at] !== 0x3b) {
    if (gif[at] === 0x2c) {
      frames++
      at += 10 + table(gif[at + 9]) + 1
    } else at += 2
    skipData()
  }
  return frames
}

/** As an `<img>` shows it: a file with anything wrong or missing in it has no size. */
const asImage = ({ page }: Scope, svg: string) =>
  page.evaluate(async (text) => {
    const image = new Image()
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
    await image.decode()
    return [image.naturalWidth, image.naturalHeight]
  }, svg)

/** Element names of an XML text; an error is one too. */
const elements = ({ page }: Scope, svg: string) =>
  page.evaluate((text) => {
    const read = new DOMParser().parseFromString(text, 'image/svg+xml')
    return [...read.querySelectorAll('*')].map(({ localName }) => localName)
  }, svg)

const dialog = ({ page }: Scope) => page.getByRole('dialog', { name: 'Pictures' })

test.beforeEach(async ({ scope }) => {
  await scope.open()
  await scope.scrub(40)
  await scope.click('Save pictures')
  await expect(dialog(scope)).toBeVisible()
})

const drawings = {
  Stage: { name: /^natscope-home-router-snat-step-40-stage\.svg$/, holds: ['192.168.1.10', '198.51.100.4'] },
  Ladder: { name: /^natscope-home-router-snat-ladder\.svg$/, holds: ['192.168.1.10:54321', '203.0.113.5:54321'] },
  'State chart': { name: /^natscope-home-router-snat-step-40-state-chart\.svg$/, holds: ['SYN_RECV', 'ESTABLISHED'] },
}

for (const [what, { name, holds }] of Object.entries(drawings)) {
  test(`${what} as SVG: well-formed, with a title, and it needs nothing else`, async ({ scope }) => {
    const file = await saved(scope, `${what} as SVG`)
    expect(file.name).toMatch(name)
    const svg = file.bytes.toString()
    for (const text of holds) expect(svg).toContain(text)
    const found = await elements(scope, svg)
    expect(found).toEqual(expect.arrayContaining(['title', 'desc']))
    expect(found).not.toContain('parsererror')
    expect(svg.replaceAll(/xmlns(:\w+)?="[^"]*"/g, '')).not.toMatch(/https?:|@import|url\((?!#|"#)/)
    const [width, height] = await asImage(scope, svg)
    expect(width).toBeGreaterThan(600)
    expect(height).toBeGreaterThan(100)
    await expect(
      dialog(scope)
        .getByRole('status')
        .filter({ hasText: `Saved: ${file.name}` }),
    ).toBeVisible()
  })

  test(`${what} as PNG: twice as large as the drawing`, async ({ scope }) => {
    const { bytes: svg } = await saved(scope, `${what} as SVG`)
    const { bytes: png, name: pngName } = await saved(scope, `${what} as PNG`)
    expect(pngName).toMatch(/\.png$/)
    expect(pngSize(png)).toEqual((await asImage(scope, svg.toString())).map((side) => side * 2))
  })
}

test('a picture is whole at once, also on a machine too busy to say how large things are', async ({ scope, page }) => {
  const { bytes: inTime } = await saved(scope, 'State chart as PNG')
  await page.evaluate(() => {
    window.ResizeObserver = class extends ResizeObserver {
      constructor(tell: ResizeObserverCallback) {
        super((...what) => void setTimeout(() => tell(...what), 5_000))
      }
    }
  })
  const { bytes: late } = await saved(scope, 'State chart as PNG')
  expect(pngSize(late)).toEqual(pngSize(inTime))
})

test('ladder and state chart are plain drawings: no HTML, no classes, no variables, generic fonts', async ({
  scope,
}) => {
  for (const what of ['Ladder', 'State chart']) {
    const svg = (await saved(scope, `${what} as SVG`)).bytes.toString()
    expect(svg).not.toMatch(/foreignObject|class=|style=|var\(|color\(/)
    expect(new Set(svg.match(/font-family="[^"]*"/g))).toEqual(
      new Set(['font-family="sans-serif"', 'font-family="monospace"']),
    )
  }
})

test('all of the ladder is in its picture, however little of it is in view', async ({ scope, page }) => {
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Ladder' }).click()
  await scope.settle()
  const rungs = page.getByRole('listbox', { name: 'Ladder diagram' }).getByRole('option')
  const whole = Number(await rungs.first().getAttribute('aria-setsize'))
  expect(await rungs.count()).toBeLessThan(whole)
  await scope.click('Save pictures')
  const svg = (await saved(scope, 'Ladder as SVG')).bytes.toString()
  expect(svg.match(/translate\(0 \d+\)/g)).toHaveLength(whole)
})

test('a picture has the theme one chooses; the page keeps its own', async ({ scope, page }) => {
  const theme = () => page.evaluate(() => document.documentElement.dataset['theme'])
  const before = await theme()
  await page.getByText('High contrast', { exact: true }).click()
  const svg = (await saved(scope, 'Stage as SVG')).bytes.toString()
  expect(svg).toContain('data-theme="contrast"')
  expect(await theme()).toBe(before)
})

test('the ladder as a Mermaid file', async ({ scope }) => {
  const file = await saved(scope, 'Ladder as Mermaid file (.mmd)')
  expect(file.name).toBe('natscope-home-router-snat-ladder.mmd')
  expect(file.bytes.toString()).toMatch(/^sequenceDiagram\n {2}participant n0 as Laptop\n/)
})

test('a film is from here to the end of this packet, and the playhead stays', async ({ scope, page }) => {
  await expect(page.getByLabel('From event')).toHaveValue('40')
  const { name, bytes } = await saved(scope, 'Make the film')
  expect(name).toMatch(/^natscope-home-router-snat-step-40-\d+-film\.gif$/)
  const told = await dialog(scope)
    .getByText(/^\d+ frames, about/)
    .textContent()
  expect(gifFrames(bytes)).toBe(parseInt(told ?? '', 10))
  expect(gifFrames(bytes)).toBeGreaterThan(4)
  expect(await scope.playhead()).toBe(40)
  // Nothing of where it was made is left.
  await expect(page.locator('iframe')).toHaveCount(0)
})

test('a film as WebM plays as long as it says', async ({ scope, page }) => {
  await page.getByText('WebM', { exact: true }).click()
  const { name, bytes } = await saved(scope, 'Make the film')
  expect(name).toMatch(/\.webm$/)
  const film = await page.evaluate(async (base64) => {
    const video = document.createElement('video')
    video.src = `data:video/webm;base64,${base64}`
    await new Promise((resolve, reject) => {
      video.addEventListener('loadeddata', resolve)
      video.addEventListener('error', () => reject(new Error(video.error?.message)))
    })
    return { width: video.videoWidth, height: video.videoHeight, length: video.duration }
  }, bytes.toString('base64'))
  expect(film).toMatchObject({ width: 1280, height: 800 })
  expect(film.length).toBeGreaterThan(4)
})

test('a browser that does not encode says so, and offers a GIF only', async ({ scope, page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'VideoEncoder'))
  await page.reload()
  await scope.settle()
  await scope.click('Save pictures')
  await expect(dialog(scope).getByText('This browser does not encode WebM')).toBeVisible()
  await expect(dialog(scope).getByText('WebM', { exact: true })).toHaveCount(0)
})

test('a film can be called off: nothing is saved, nothing has moved', async ({ scope, page }) => {
  const downloads: string[] = []
  page.on('download', (file) => downloads.push(file.suggestedFilename()))
  await page.getByRole('button', { name: 'Whole run' }).click()
  await page.getByRole('button', { name: 'Make the film' }).click()
  await expect(page.getByRole('progressbar', { name: 'Frames made' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog(scope).getByText('The film was called off')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Make the film' })).toBeVisible()
  expect(downloads).toEqual([])
  expect(await scope.playhead()).toBe(40)
})

test('the page can be used while a film is made; a word says when it is ready', async ({ scope, page }) => {
  const download = page.waitForEvent('download')
  await page.getByLabel('to event').fill('110')
  await page.getByRole('button', { name: 'Make the film' }).click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowRight')
  expect(await scope.playhead()).toBe(41)
  await download
  await expect(page.getByRole('status').filter({ hasText: /Saved: .*film\.gif/ })).toBeVisible()
  expect(await scope.playhead()).toBe(41)
})

test('a stretch that is none is refused with words', async ({ scope, page }) => {
  await page.getByLabel('to event').fill('12')
  await expect(dialog(scope)).toContainText('From an event to a later one')
  await expect(page.getByRole('button', { name: 'Make the film' })).toBeDisabled()
})

test('with the keyboard alone: from the list of commands to a saved film', async ({ scope, page }) => {
  await page.keyboard.press('Escape')
  await expect(dialog(scope)).toBeHidden()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Command' })).toBeFocused()
  await page.keyboard.type('save pictures')
  await page.keyboard.press('Enter')
  await expect(dialog(scope)).toBeVisible()
  const make = page.getByRole('button', { name: 'Make the film' })
  for (let i = 0; i < 25 && !(await make.evaluate((one) => one === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  await expect(make).toBeFocused()
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  expect((await download).suggestedFilename()).toMatch(/film\.gif$/)
})

for (const [size, viewport] of Object.entries(sizes)) {
  test(`axe finds nothing in the dialog at ${size}`, async ({ scope, page }) => {
    await page.setViewportSize(viewport)
    await scope.settle()
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ).toEqual([])
  })
}
