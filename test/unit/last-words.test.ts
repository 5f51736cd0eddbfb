import { expect, test } from 'vitest'
import { whatIsMissing } from '../../build/complete.mjs'
import { lastWords } from '../../relay/store/last-words.ts'

test.each([
  [
    'a Node that throws',
    "node:internal/child_process:1\n  throw e\nError: spawn /root/x/initdb EACCES\n    at ChildProcess (node:1:2) {\n  errno: -13,\n  code: 'EACCES',\n}\n\nNode.js v24.21.0\n",
    'Error: spawn /root/x/initdb EACCES',
  ],
  [
    'PostgreSQL',
    'LOG:  starting\nFATAL:  could not create lock file: Permission denied\nHINT:  Try it elsewhere.\n',
    'FATAL:  could not create lock file: Permission denied',
  ],
  ['a program that says something else', 'one\ntwo\n', 'two'],
  ['a program that says nothing', '\n\n', ''],
])('the last words of %s', (_, output, words) => {
  expect(lastWords(output)).toBe(words)
})

test('however much a program says, it is one short line', () => {
  expect(lastWords(`error ${'x'.repeat(10_000)}`)).toHaveLength(300)
})

test('a folder without its packages, and an old Node, are told in one line what to do', () => {
  expect(whatIsMissing('/nowhere')).toMatch(/^The packages are not installed here. Run: npm ci$/)
  expect(whatIsMissing(undefined, '20.1.0')).toMatch(/^Node 24 or newer is needed, this is 20.1.0\. [^\n]+$/)
  expect(whatIsMissing(undefined, '24.0.0')).toBeNull()
})
