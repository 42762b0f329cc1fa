import { expect, test } from 'vitest'
import { rulesOf } from './sheet'

const all = { media: () => true, keep: () => true }

test('media queries are decided, and vanish', () => {
  const css = '.a { top: 0 } @media (max-width: 700px) { .a { top: 1px } .b { left: 0 } }'
  expect(rulesOf(css, { ...all, media: (query) => query.includes('min') })).toBe('.a{top: 0}')
  expect(rulesOf(css, all)).toBe('.a{top: 0}\n.a{top: 1px}\n.b{left: 0}')
})

test('only rules that are wanted stay, and neither fonts nor keyframes', () => {
  const css = '.a{top:0}.b{top:0}@font-face{src:url(x)}@keyframes k{from{top:0}to{top:1px}}.a>.b{top:2px}'
  expect(rulesOf(css, { ...all, keep: (selector) => selector.includes('a') })).toBe('.a{top:0}\n.a>.b{top:2px}')
})

test('a container’s rules stay together with those nested in them', () => {
  const css = '@container head (max-width:26em){.a{& > .b{top:0}}}'
  expect(rulesOf(css, all)).toBe(css)
})

test('braces in strings and comments are no braces', () => {
  expect(rulesOf(`@charset "utf-8"; /* } { */ .a::before { content: '}"' } .b { top: 0 }`, all)).toBe(
    `.a::before{content: '}"'}\n.b{top: 0}`,
  )
})
