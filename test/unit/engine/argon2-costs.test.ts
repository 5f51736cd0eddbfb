/** Outside of tests a secret always costs what this machine can bear: nothing cheaper can be handed in. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  LEAST_COST,
  measuredCosts,
  openWithPassphrase,
  sealWithPassphrase,
  systemRandom,
} from '../../../shared/crypto/seal.ts'
import { utf8 } from '../../../shared/encoding.ts'

const root = resolve(import.meta.dirname, '../../..')
const sources = ['shared', 'renderer', 'electron', 'relay', 'build'].flatMap((folder) =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')] as const
    }),
)
/** The first parameters of the kind for which OWASP gives a minimum. */
const OWASP = { memoryKiB: 19_456, passes: 2 }

/** A clock on which the one timed pass takes so many milliseconds. */
const passOf = (ms: number): (() => number) => {
  let asked = 0
  return () => asked++ * ms
}

describe('what a secret costs to try', () => {
  test.each([0, 1, 40, 90, 400, 10_000, -5])(
    'is never less than the minimum, whatever a pass takes (%i ms)',
    async (ms) => {
      const { memoryKiB, passes } = await measuredCosts(passOf(ms)).lock()
      expect(memoryKiB).toBeGreaterThanOrEqual(OWASP.memoryKiB)
      expect(passes).toBeGreaterThanOrEqual(OWASP.passes)
    },
  )

  test('grows with a fast machine, memory first', async () => {
    const [fast, slow] = [await measuredCosts(passOf(20)).lock(), await measuredCosts(passOf(400)).lock()]
    expect(slow).toEqual(OWASP)
    expect(fast.memoryKiB).toBeGreaterThan(5 * slow.memoryKiB)
  })

  test('a secret that was sealed at the real cost opens, and only with the same words', async () => {
    const cost = await measuredCosts(() => performance.now()).lock()
    const box = await sealWithPassphrase('een echte zin', utf8('inhoud'), 'test', systemRandom, cost)
    expect(box.kdf).toMatchObject({ name: 'argon2id', ...cost })
    expect(await openWithPassphrase('een echte zin', box, 'test')).toEqual(utf8('inhoud'))
    expect(await openWithPassphrase('een andere zin', box, 'test')).toBeNull()
  })

  test('a file that travels costs the minimum everywhere', () => {
    expect(LEAST_COST).toEqual(OWASP)
    expect(measuredCosts(() => 0).file).toEqual(OWASP)
  })

  test('every engine outside of the tests is given the measured costs, and no source names others', () => {
    const given = sources.flatMap(([file, text]) =>
      [...text.matchAll(/\bargon2: ?([\w.]+)/g)].map(([, value]) => `${file}: ${value}`),
    )
    expect(given.toSorted()).toEqual([
      'build/demo/quarter/make.ts: Argon2Costs',
      'build/demo/quarter/quarter.ts: measuredCosts',
      'renderer/engine/ports.ts: Argon2Costs',
      'renderer/engine/session/vault-record.ts: Argon2Costs',
      'renderer/engine/worker.ts: measuredCosts',
    ])
    const engines = sources.filter(([, text]) => /new Engine\(/.test(text)).map(([file]) => file)
    expect(engines.toSorted()).toEqual(['build/demo/quarter/resident.ts', 'renderer/engine/worker.ts'])
    const costs = sources
      .filter(([, text]) => /memoryKiB|passes:|: Argon2Costs = /.test(text))
      .map(([file]) => file)
    expect(costs).toEqual(['shared/crypto/seal.ts'])
  })
})
