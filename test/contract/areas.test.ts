/**
 * The parts of the program are cut by the same names (CONTRIBUTING.md, "Removing a feature"): whoever knows where a
 * screen stands knows where its commands, its views and its schemas stand.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const foldersOf = (path: string): string[] =>
  readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  )
const filesOf = (path: string): string[] =>
  readdirSync(join(root, path)).flatMap((name) => (name.endsWith('.ts') ? [name.slice(0, -3)] : []))

const areas = new Set([...foldersOf('renderer/features'), ...foldersOf('renderer/widgets')])

test.each([
  ['renderer/engine/commands', foldersOf('renderer/engine/commands'), []],
  // Composed of the others, used by several, and about the device as a whole.
  ['renderer/engine/views', filesOf('renderer/engine/views'), ['views', 'shared', 'sync']],
  // The same; and who takes part, and the file of absence, which several screens show.
  ['shared/api', filesOf('shared/api'), ['api', 'session', 'sync', 'membership', 'absence']],
] as const)('%s has the names of the screens', (_, names, general) => {
  expect(names.length).toBeGreaterThan(0)
  expect(names.filter((name) => !areas.has(name)).toSorted()).toEqual(general.toSorted())
})
