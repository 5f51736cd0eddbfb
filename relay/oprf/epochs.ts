/**
 * The holder's seed of each epoch and the keys made from it, one per match key type. A seed lives in a file of its own
 * that only this process' user may read, never in the database: no backup may carry it (crypto.md 3.3).
 */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { signStatement } from '../../shared/crypto/signing.ts'
import { toBase64url, utf8 } from '../../shared/encoding.ts'
import { MatchKeyType, type Statement } from '../../shared/protocol/statements.ts'
import { epochNumber, type Clock } from '../../shared/time.ts'
import { deriveKeyPair, type KeyPair } from './ristretto.ts'

const OVERLAP_MS = 14 * 86_400_000

export type HolderName = 'relay' | 'trustee'
export interface Holder { readonly name: HolderName; readonly signingKey: CryptoKey; readonly keysDir: string; readonly clock: Clock }

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
    const known = this.#keys.get(name)
    if (known) return known
    const key = deriveKeyPair(await this.#seed(epoch), utf8(name))
    this.#keys.set(name, key)
    return key
  }

  async statements(): Promise<Statement[]> {
    return Promise.all(this.served().map(async (epoch) => {
      const pairs = await Promise.all(MatchKeyType.options.map(async (type) => [type, toBase64url((await this.keyOf(epoch, type))!.publicKey)] as const))
      const keys = Object.fromEntries(pairs) as Record<MatchKeyType, string>
      return signStatement({ type: 'oprf-keys', holder: this.#holder.name, epoch, keys }, [{ by: this.#holder.name, key: this.#holder.signingKey }])
    }))
  }

  /** Overwrites and removes the seeds of epochs that are over; how many. */
  async deleteEnded(): Promise<number> {
    const oldest = Math.min(...this.served())
    let count = 0
    for (const file of await readdir(this.#holder.keysDir).catch(() => [])) {
      const epoch = Number(/^epoch-(\d+)\.seed$/.exec(file)?.[1] ?? Number.NaN)
      if (!(epoch < oldest)) continue
      const path = join(this.#holder.keysDir, file)
      const handle = await open(path, 'r+')
      await handle.write(randomBytes(32), 0, 32, 0)
      await handle.sync()
      await handle.close()
      await rm(path)
      for (const type of MatchKeyType.options) this.#keys.delete(`${epoch}|${type}`)
      count += 1
    }
    return count
  }

  /** Made once: of several processes the first to create the file decides. */
  async #seed(epoch: number): Promise<Uint8Array> {
    await mkdir(this.#holder.keysDir, { recursive: true, mode: 0o700 })
    const path = join(this.#holder.keysDir, `epoch-${epoch}.seed`)
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
