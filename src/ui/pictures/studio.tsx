/**
 * Where pictures are taken: a frame beside the page with a document of its own, so that a picture has its own size, theme
 * and moment, and the page stays as it is. The same components draw in it.
 */
import type { ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { createStore } from 'zustand'
import type { View } from '../../model/view'
import { motion } from '../player/motion'
import { Instead, useScope } from '../store/store'
import type { Theme } from '../theme/theme'
import { cssOf } from './sheet'
import { words } from './words'

export interface Size {
  width: number
  height: number
}

export interface Studio {
  page: Document
  /** Its style sheet, whole. */
  css: string
  /** Resolves when what was drawn stands still. */
  still(): Promise<void>
  /** Another moment of the same run. */
  turn(before: View, view: View): Promise<void>
  close(): void
}

/** Controls and scroll bars are for the page; nothing moves. */
const STILL = `
*, *::before, *::after { transition: none !important; animation: none !important; scrollbar-width: none !important; }
.zoom, .detail { display: none; }
`

/** A frame of a hidden tab never comes: then a moment must do. One of a busy page is waited for. */
const frame = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => resolve())
    setTimeout(resolve, document.hidden ? 60 : 2_000)
  })

export async function openStudio(scene: ReactNode, { width, height }: Size, theme: Theme): Promise<Studio> {
  const css = `${await cssOf(document)}
${STILL}`
  const booth = document.createElement('iframe')
  booth.setAttribute('aria-hidden', 'true')
  booth.tabIndex = -1
  booth.inert = true
  booth.className = 'pictures-booth'
  Object.assign(booth.style, { width: `${width}px`, height: `${height}px` })
  document.body.append(booth)
  const page = booth.contentDocument
  if (!page) throw new Error(words.noFrame)
  Object.assign(page.documentElement.dataset, document.documentElement.dataset, { theme, motion: 'reduced' })
  page.documentElement.lang = document.documentElement.lang
  const style = page.createElement('style')
  style.textContent = css
  page.head.append(style)
  const place = page.createElement('div')
  place.className = 'pictures-scene'
  page.body.append(place)

  const scope = createStore(() => useScope.getState())
  const root = createRoot(place)
  flushSync(() => root.render(<Instead value={scope}>{scene}</Instead>))
  const studio: Studio = {
    page,
    css,
    async still() {
      // Measured, drawn for what was measured, and any part that comes later has come.
      for (let i = 0; i < 3; i++) await frame()
    },
    async turn(before, view) {
      flushSync(() => scope.setState({ before, view, playhead: view.n, selection: {} }))
      await frame()
    },
    close() {
      root.unmount()
      booth.remove()
    },
  }
  await motion.settled()
  await studio.still()
  return studio
}
