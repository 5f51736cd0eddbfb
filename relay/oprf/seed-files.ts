/**
 * Where a key holder keeps the seeds of its epochs: each in a file of its own that only this process' user
 * may read, never in the database, because no backup may carry it (docs/decisions/0006).
 */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { makeWhole, writeWhole } from '../store/whole-file.ts'

export interface SeedName {
  readonly epoch: number
  readonly generation: number
}
export interface Seeds {
  /** How often the seed of an epoch was replaced. Asked every time: another process may have replaced it. */
  generationOf(epoch: number): Promise<number>
  /**
   * 32 bytes, made at the first call: of several processes the first decides. Throws where what is kept is
   * damaged.
   */
  seedOf(name: SeedName): Promise<Uint8Array>
  list(): Promise<readonly SeedName[]>
  /** Overwrites and removes. */
  destroy(name: SeedName): Promise<void>
}

const GENERATIONS = 'generations.json'
const Generations = z.record(z.string(), z.number().int().nonnegative())

const fileOf = (keysDir: string, { epoch, generation }: SeedName): string =>
  join(keysDir, `epoch-${epoch}.${generation}.seed`)

const readGenerations = async (keysDir: string): Promise<Record<string, number>> => {
  const file = join(keysDir, GENERATIONS)
  return existsSync(file) ? Generations.parse(JSON.parse(await readFile(file, 'utf8'))) : {}
}

const listSeeds = async (keysDir: string): Promise<SeedName[]> =>
  (await readdir(keysDir).catch(() => [])).flatMap((file) => {
    const [, epoch, generation] = /^epoch-(\d+)\.(\d+)\.seed$/.exec(file) ?? []
    return epoch ? [{ epoch: Number(epoch), generation: Number(generation) }] : []
  })

const destroySeed = async (path: string): Promise<void> => {
  const handle = await open(path, 'r+')
  await handle.write(randomBytes(32), 0, 32, 0)
  await handle.sync()
  await handle.close()
  await rm(path)
}

const makeOrRead = async (keysDir: string, name: SeedName): Promise<Uint8Array> => {
  await mkdir(keysDir, { recursive: true, mode: 0o700 })
  const path = fileOf(keysDir, name)
  if (!existsSync(path)) await makeWhole(path, randomBytes(32))
  const seed = await readFile(path)
  if (seed.length !== 32) throw new Error(`the seed of epoch ${name.epoch} is damaged: ${path}`)
  return seed
}

export const seedFiles = (keysDir: string): Seeds => ({
  generationOf: async (epoch) => (await readGenerations(keysDir))[epoch] ?? 0,
  seedOf: (name) => makeOrRead(keysDir, name),
  list: () => listSeeds(keysDir),
  destroy: (name) => destroySeed(fileOf(keysDir, name)),
})

/** Epochs with a seed or a number of their own, with the number that their next seed would have. */
export const nextGenerations = async (keysDir: string): Promise<Record<string, number>> => {
  const known = await readGenerations(keysDir)
  for (const { epoch, generation } of await listSeeds(keysDir))
    known[epoch] = Math.max(known[epoch] ?? 0, generation)
  return Object.fromEntries(Object.entries(known).map(([epoch, generation]) => [epoch, generation + 1]))
}

/**
 * Sets the generation of the seeds of these epochs: fresh seeds are made, because an old one was stolen or
 * lost.
 */
export const useGenerations = async (
  keysDir: string,
  generations: Readonly<Record<string, number>>,
): Promise<void> => {
  await mkdir(keysDir, { recursive: true, mode: 0o700 })
  await writeWhole(
    join(keysDir, GENERATIONS),
    JSON.stringify({ ...(await readGenerations(keysDir)), ...generations }),
  )
  for (const name of await listSeeds(keysDir))
    if (name.generation < (generations[name.epoch] ?? 0)) await destroySeed(fileOf(keysDir, name))
}
