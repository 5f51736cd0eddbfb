/**
 * A feature is deleted by deleting its files in each part and its lines in the registers (CONTRIBUTING.md, "Removing a
 * feature"): shown for the oversight of programmabureau and municipality, in a copy of the tree.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ROUNDS } from '../rounds.ts'

const root = join(import.meta.dirname, '../..')
const PARTS = ['electron', 'renderer', 'shared', 'relay', 'build']
/** One in each part: what is shown, the screen with its words and styles, what makes it. */
const FILES = ['shared/api/oversight.ts', 'renderer/features/oversight', 'renderer/engine/views/oversight.ts']
const NAME = /oversight/i
/** Every file that names it, with how many lines it has for it. */
const REGISTERS = {
  'renderer/app/screens.ts': 2,
  'renderer/app/window.tsx': 1,
  'renderer/engine/views/views.ts': 2,
  'renderer/i18n/en.ts': 2,
  'renderer/i18n/frame.en.ts': 1,
  'renderer/i18n/frame.nl.ts': 1,
  'renderer/i18n/nl.ts': 2,
  'shared/api/api.ts': 3,
  'shared/bridge.ts': 1,
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ruggensteun-without-'))
  for (const part of PARTS) cpSync(join(root, part), join(folder, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const { include: _, ...config } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
    include: string[]
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...config, include: PARTS }))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const typeErrors = (): string =>
  spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], {
    encoding: 'utf8',
  }).stdout

test('without its files and its lines the rest of the program is whole', () => {
  for (const file of FILES) rmSync(join(folder, file), { recursive: true }) // fails where there is none
  const lines = Object.fromEntries(
    PARTS.flatMap((part) =>
      readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' })
        .map((name) => join(part, name).replaceAll('\\', '/'))
        .filter((file) => /\.(ts|tsx)$/.test(file))
        .flatMap((file): [string, number][] => {
          const all = readFileSync(join(folder, file), 'utf8').split('\n')
          const rest = all.filter((line) => !NAME.test(line))
          if (rest.length === all.length) return []
          writeFileSync(join(folder, file), rest.join('\n'))
          return [[file, all.length - rest.length]]
        }),
    ),
  )
  expect(lines).toEqual(REGISTERS)
  if (ROUNDS.compileWithout) expect(typeErrors()).toBe('')
}, 600_000)
