/** The holder's keys of each epoch, one per match key type, made from its seed (seed-files.ts). */
import { signStatement } from '../../shared/crypto/signing.ts'
import { toBase64url, utf8 } from '../../shared/encoding.ts'
import { MatchKeyType, type Statement } from '../../shared/membership/statements.ts'
import { epochNumber, type Clock } from '../../shared/calendar/time.ts'
import { deriveKeyPair, type KeyPair } from '../../shared/crypto/ristretto.ts'
import type { Seeds } from './seed-files.ts'

const OVERLAP_MS = 14 * 86_400_000

export type HolderName = 'relay' | 'trustee'
export interface Holder {
  readonly name: HolderName
  readonly signingKey: CryptoKey
  readonly seeds: Seeds
  readonly clock: Clock
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
    const key = deriveKeyPair(await this.#holder.seeds.seedOf({ epoch, generation }), utf8(name))
    this.#keys.set(cached, key)
    return key
  }

  async statements(): Promise<Statement[]> {
    return Promise.all(
      this.served().map(async (epoch) => {
        const keys = Object.fromEntries(
          await Promise.all(
            MatchKeyType.options.map(
              async (type) => [type, toBase64url((await this.keyOf(epoch, type))!.publicKey)] as const,
            ),
          ),
        )
        return signStatement(
          {
            type: 'oprf-keys',
            holder: this.#holder.name,
            epoch,
            generation: await this.generationOf(epoch),
            keys,
          },
          [{ by: this.#holder.name, key: this.#holder.signingKey }],
        )
      }),
    )
  }

  generationOf(epoch: number): Promise<number> {
    return this.#holder.seeds.generationOf(epoch)
  }

  /** Overwrites and removes the seeds of epochs that are over, and those that were replaced; how many. */
  async deleteEnded(): Promise<number> {
    const oldest = Math.min(...this.served())
    let count = 0
    for (const name of await this.#holder.seeds.list()) {
      const { epoch, generation } = name
      if (epoch >= oldest && generation >= (await this.generationOf(epoch))) continue
      await this.#holder.seeds.destroy(name)
      for (const type of MatchKeyType.options) this.#keys.delete(`${generation}|${epoch}|${type}`)
      count += 1
    }
    return count
  }
}
