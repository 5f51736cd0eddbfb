import { importHpkeKey, type HpkeKey } from '../../../shared/crypto/hpke.ts'
import { fromBase64url } from '../../../shared/encoding.ts'

/** Private reply keys, made ready for use once each: that is slow, and every reply is tried with each. */
export class ReplyKeys {
  readonly #keys = new Map<string, Promise<HpkeKey>>()

  /** `privateKey`: base64url. */
  of(privateKey: string): Promise<HpkeKey> {
    const key = this.#keys.get(privateKey) ?? importHpkeKey(fromBase64url(privateKey))
    this.#keys.set(privateKey, key)
    return key
  }
}
