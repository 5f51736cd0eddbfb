/**
 * The holder's seed of each epoch and the keys made from it, one per match key type. A seed lives in a file of its own
 * that only this process' user may read, never in the database: no backup may carry it (crypto.md 3.3).
 */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { signStatement } from '../../shared/crypto/signing.ts'
import { toBase64url, utf8 } from '../../shared/encoding.ts'
import { MatchKeyType, type Statement } from '../../shared/protocol/statements.ts'
import { epochNumber, type Clock } from '../../shared/time.ts'
import { deriveKeyPair, type KeyPair } from '../../shared/crypto/ristretto.ts'

const OVERLAP_MS = 14 * 86_400_000

export type HolderName = 'relay' | 'trustee'
export interface Holder { readonly name: HolderName; readonly signingKey: CryptoKey; readonly keysDir: string; readonly clock: Clock }

const GENERATIONS = 'generations.json'
const Generations = z.record(z.string(), z.number().int().nonnegative())

const readGenerations = async (keysDir: string): Promise<Record<string, number>> => {
  const file = join(keysDir, GENERATIONS)
  return existsSync(file) ? Generations.parse(JSON.parse(await readFile(file, 'utf8'))) : {}
}

const seedFiles = async (keysDir: string): Promise<{ path: string; epoch: number; generation: number }[]> =>
  (await readdir(keysDir).catch(() => [])).flatMap((file) => {
    const [, epoch, generation] = /^epoch-(\d+)\.(\d+)\.seed$/.exec(file) ?? []
    return epoch ? [{ path: join(keysDir, file), epoch: Number(epoch), generation: Number(generation) }] : []
  })

const destroySeed = async (path: string): Promise<void> => {
  const handle = await open(path, 'r+')
  await handle.write(randomBytes(32), 0, 32, 0)
  await handle.sync()
  await handle.close()
  await rm(path)
}

/** Epochs with a seed or a number of their own, with the number that their next seed would have. */
export const nextGenerations = async (keysDir: string): Promise<Record<string, number>> => {
  const known = await readGenerations(keysDir)
  for (const { epoch, generation } of await seedFiles(keysDir)) known[epoch] = Math.max(known[epoch] ?? 0, generation)
  return Object.fromEntries(Object.entries(known).map(([epoch, generation]) => [epoch, generation + 1]))
}

/** From now on the seeds of these epochs are of these generations: fresh ones, because an old one was stolen or lost. */
export const useGenerations = async (keysDir: string, generations: Readonly<Record<string, number>>): Promise<void> => {
  await mkdir(keysDir, { recursive: true, mode: 0o700 })
  await writeFile(join(keysDir, GENERATIONS), JSON.stringify({ ...(await readGenerations(keysDir)), ...generations }), { mode: 0o600 })
  for (const { path, epoch, generation } of await seedFiles(keysDir)) if (generation < (generations[epoch] ?? 0)) await destroySeed(path)
}

export class Epochs {
  readonly #holder: Holder
  readonly #keys = new Map<string, KeyPair>()
  constructor(holder: Holder) {
    this.#holder = holder
  }

  /** The current epoch, and around a change the one before or after for 14 days. */
  served(): number[] {
    const now = this.#holder.clock.now()
    return [...new Set([now - OVERLAP_MS, now, now + OVERLAP_MS].map((at) => epochNumber(new Date(at))))]
  }

  /** Null for an epoch that is not served. */
  async keyOf(epoch: number, type: MatchKeyType): Promise<KeyPair | null> {
    if (!this.served().includes(epoch)) return null
    const name = `${epoch}|${type}`
    const generation = await this.generationOf(epoch)
    const cached = `${generation}|${name}`
    const known = this.#keys.get(cached)
    if (known) return known
    const key = deriveKeyPair(await this.#seed(epoch, generation), utf8(name))
    this.#keys.set(cached, key)
    return key
  }

  async statements(): Promise<Statement[]> {
    return Promise.all(this.served().map(async (epoch) => {
      const pairs = await Promise.all(MatchKeyType.options.map(async (type) => [type, toBase64url((await this.keyOf(epoch, type))!.publicKey)] as const))
      const keys = Object.fromEntries(pairs) as Record<MatchKeyType, string>
      return signStatement({ type: 'oprf-keys', holder: this.#holder.name, epoch, generation: await this.generationOf(epoch), keys }, [{ by: this.#holder.name, key: this.#holder.signingKey }])
    }))
  }

  /** How often the seed of this epoch was replaced. Read from disk: another process may have replaced it. */
  async generationOf(epoch: number): Promise<number> {
    return (await readGenerations(this.#holder.keysDir))[epoch] ?? 0
  }

  /** Overwrites and removes the seeds of epochs that are over, and those that were replaced; how many. */
  async deleteEnded(): Promise<number> {
    const oldest = Math.min(...this.served())
    let count = 0
    for (const { path, epoch, generation } of await seedFiles(this.#holder.keysDir)) {
      if (epoch >= oldest && generation >= (await this.generationOf(epoch))) continue
      await destroySeed(path)
      for (const type of MatchKeyType.options) this.#keys.delete(`${generation}|${epoch}|${type}`)
      count += 1
    }
    return count
  }

  /** Made once: of several processes the first to create the file decides. */
  async #seed(epoch: number, generation: number): Promise<Uint8Array> {
    await mkdir(this.#holder.keysDir, { recursive: true, mode: 0o700 })
    const path = join(this.#holder.keysDir, `epoch-${epoch}.${generation}.seed`)
    try {
      const handle = await open(path, 'wx', 0o600)
      await handle.write(randomBytes(32))
      await handle.sync()
      await handle.close()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    for (let tries = 0; tries < 50; tries++) {
      const seed = await readFile(path)
      if (seed.length === 32) return seed
      await new Promise((later) => setTimeout(later, 20))
    }
    throw new Error(`the seed of epoch ${epoch} is damaged: ${path}`)
  }
}
