/**
 * A short run of `npm run fuzz`, and that its list is complete: what reads from outside is in it, or is left
 * out with a reason.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allTargets, type All } from './all-targets.ts'
import { runTarget, sharedOut } from './target.ts'

const root = resolve(import.meta.dirname, '../..')
const INPUTS = 20_000
const SEED = 20_261_123

/** Read nothing from outside, or only through what is in the list. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'renderer/engine/views/views.ts openViews':
    'makes what the screen shows from state in memory; reads no bytes',
  'renderer/engine/store/wrong-tries.ts readTries':
    'moments of wrong tries from IndexedDB; what does not read counts as none (test/failures)',
  'renderer/engine/session/lost-device.ts openKnownStore':
    'opens the database under a key; its rows are read by openRow',
  'renderer/engine/core/tallies.ts openAge': 'how long a signaal has been open; reads no bytes',
  'relay/store/database.ts openDatabase':
    'opens a connection to PostgreSQL; reads an address of the operator',
  'relay/cli/command-line.ts parseCommandLine':
    'words of the operator, by parseArgs of Node; its keys have a property test (test/unit/relay)',
  'electron/windows.ts openWindow': 'opens a window of Electron',
  'electron/settings/settings.ts openWindowState':
    'electron-store and a schema with .catch, as the settings, of which the schemas are in the list',
  'electron/secrets/vault.ts openVault': 'reads by readVaultFile, which is in the list',
  'electron/outside.ts openOutside':
    'opens one of two fixed pages by name; its argument passes a schema that is in the list',
}

const files = ['shared', 'renderer/engine', 'relay', 'electron'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')),
)
const readers = files.flatMap((file) =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /^export (?:const|(?:async )?function\*?) ((?:decode|read|open|parse)(?:[A-Z]\w*)?)\b/gm,
    ),
  ].map(([, name]) => `${file} ${name}`),
)

let all: All
beforeAll(async () => {
  all = await allTargets()
}, 60_000)
afterAll(() => all.stop())

describe('the list of what is fuzzed', () => {
  test('has every exported function that decodes, reads, opens or parses, or says why not', () => {
    const covered = new Set(all.targets.flatMap(({ covers }) => covers))
    expect(readers.length).toBeGreaterThan(40)
    expect(readers.filter((reader) => !covered.has(reader) && !(reader in LEFT_OUT))).toEqual([])
    expect(
      Object.keys(LEFT_OUT).filter((reader) => covered.has(reader) || !readers.includes(reader)),
    ).toEqual([])
  })

  test('names only functions that exist', () => {
    const named = all.targets.flatMap(({ covers }) => covers).filter((one) => one.includes('.ts '))
    expect(
      named.filter((one) => {
        const [file, name] = one.split(' ') as [string, string]
        return !new RegExp(`export (const|class|(async )?function\\*?) ${name}\\b`).test(
          readFileSync(join(root, file), 'utf8'),
        )
      }),
    ).toEqual([])
  })

  test('has every route of relay and trustee', () => {
    const sources = readdirSync(join(root, 'relay'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('\n')
    const ofCode = [...sources.matchAll(/\b(?:server|scope)\.(get|post)\('([^']+)'/g)].map(
      ([, method, path]) => `${method!.toUpperCase()} ${path}`,
    )
    const asked = new Set([...all.routes.map(({ method, path }) => `${method} ${path}`), 'GET /v1/live'])
    // The web edition serves files of a folder, and the fictional town its own; both have tests of their own.
    expect([...new Set(ofCode)].filter((route) => !asked.has(route))).toEqual([
      'GET /start.json',
      'GET /demo/:file',
    ])
    expect([...asked].filter((route) => !ofCode.includes(route))).toEqual([])
  })
})

test(`no input of ${INPUTS.toLocaleString('en')} breaks a promise: no crash, no error without a name, no answer that was not expected`, async () => {
  const counts = sharedOut(all.targets, INPUTS)
  const broken: string[] = []
  let inputs = 0
  for (const [i, target] of all.targets.entries()) {
    const outcome = await runTarget(target, counts[i]!, SEED)
    inputs += outcome.inputs
    if (outcome.failure) broken.push(`${outcome.name}: ${outcome.failure}`)
  }
  expect(broken).toEqual([])
  expect(inputs).toBeGreaterThanOrEqual(INPUTS)
}, 120_000)
