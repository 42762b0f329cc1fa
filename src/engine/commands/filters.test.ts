import { describe, expect, test } from 'vitest'
import { filter } from './filters'

const through = (line: string, ...lines: string[]) => {
  const [name, ...words] = line.split(' ')
  return filter(name, words, lines.map((l) => `${l}\n`).join(''))?.stdout
}

describe('behind a pipe', () => {
  test.each<[string, string[], string[]]>([
    ['grep b', ['abc', 'xyz'], ['abc']],
    ['grep -v b', ['abc', 'xyz'], ['xyz']],
    ['grep -c b', ['abc', 'xyz'], ['1']],
    ['grep -o sport=[0-9]*', ['sport=7 dport=9'], ['sport=7']],
    ['grep a+', ['aa', 'a+'], ['a+']],
    ['grep -E a+', ['aa', 'b'], ['aa']],
    ['grep -e a -e b', ['a', 'b', 'c'], ['a', 'b']],
    ['head -n 1', ['a', 'b'], ['a']],
    ['head -1', ['a', 'b'], ['a']],
    ['tail -n1', ['a', 'b'], ['b']],
    ['tail', ['a', 'b'], ['a', 'b']],
    ['wc -l', ['a', 'b'], ['2']],
    ['sort -u', ['b', 'a', 'b'], ['a', 'b']],
    ['sort -n', ['10', '9'], ['9', '10']],
    ['uniq -c', ['a', 'a', 'b'], ['      2 a', '      1 b']],
    ['sed s/^[^]]*.//', ['[12] a]', 'b'], [' a]', '']],
    ['sed s/a/b/', ['aa'], ['ba']],
    ['sed -E s/(a+)c/<\\1>/g', ['aacac'], ['<aa><a>']],
  ])('%s', (line, lines, out) => {
    expect(through(line, ...lines)).toEqual(out)
  })

  test('grep says by its code whether it found anything', () => {
    expect(filter('grep', ['x'], 'a\n')?.code).toBe(1)
    expect(filter('awk', [], '')).toBeNull()
  })
})
