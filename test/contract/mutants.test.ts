/** A mutant whose rule was rewritten would break nothing: each stands in its file exactly once. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MUTANTS } from '../mutation/mutants.ts'

const root = join(import.meta.dirname, '../..')

test('every mutant has its place, and tests that exist', () => {
  const lost = MUTANTS.filter(
    ({ file, from, tests }) =>
      !tests.every((path) => existsSync(join(root, path))) ||
      !existsSync(join(root, file)) ||
      readFileSync(join(root, file), 'utf8').split(from).length !== 2,
  )
  expect(lost.map(({ file, from }) => `${file}: ${from}`)).toEqual([])
})
