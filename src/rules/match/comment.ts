/** `-m comment`: says something to the reader and matches everything. */
import { Wrong, type Extension } from '../grammar'
import { quote } from '../tokens'

export interface CommentMatch {
  kind: 'comment'
  text: string
}

/** Bytes, with the final zero (`XT_MAX_COMMENT_LEN`). */
const LONGEST = 256

export const comment: Extension<CommentMatch> = {
  kind: 'comment',
  name: 'comment',
  begin: () => ({ kind: 'comment', text: '' }),
  options: [
    {
      names: ['comment'],
      must: true,
      expected: 'a text, in double quotes if it has blanks',
      read(m, r) {
        if (r.args[0].length >= LONGEST)
          throw new Wrong(
            `COMMENT: Argument to "--comment" is too long (max. ${LONGEST - 1} characters)`,
            `at most ${LONGEST - 1} characters`,
          )
        m.text = r.args[0]
      },
    },
  ],
  print: (m) => `--comment ${quote(m.text)}`,
  list: (m) => `/* ${m.text} */`,
}
