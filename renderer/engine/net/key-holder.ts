/** One key holder (relay or trustee) in a session of this device. */
import type { z } from 'zod'
import { SESSION_LABEL, sessionMessage, sign } from '../../../shared/crypto/signing.ts'
import type { Holder } from '../../../shared/crypto/oprf.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { ChallengeAnswer, SessionAnswer } from '../../../shared/protocol/http.ts'
import type { Identity } from '../crypto/identity.ts'
import { request, type NetworkPorts } from './request.ts'

const isRefused = (error: unknown): boolean =>
  error instanceof RuggensteunError && error.code === 'device-refused'

export class KeyHolder {
  readonly holder: Holder
  readonly url: string
  readonly #identity: Identity
  readonly #ports: NetworkPorts
  readonly #introduce: (() => Promise<void>) | undefined
  #token: string | null = null

  /** `introduce` brings a holder that does not know this device the statements that admit it. */
  constructor(
    holder: Holder,
    url: string,
    identity: Identity,
    ports: NetworkPorts,
    introduce?: () => Promise<void>,
  ) {
    this.holder = holder
    this.url = url.replace(/\/$/, '')
    this.#identity = identity
    this.#ports = ports
    this.#introduce = introduce
  }

  /** The session token, made when there is none. */
  async token(): Promise<string> {
    if (this.#token) return this.#token
    try {
      return await this.#openSession()
    } catch (error) {
      if (!this.#introduce || !isRefused(error)) throw error
      await this.#introduce()
      return this.#openSession()
    }
  }

  async #openSession(): Promise<string> {
    const { challenge } = await this.open('POST', '/v1/session/challenge', ChallengeAnswer, {})
    const signature = toBase64url(
      await sign(this.#identity.signingKey, SESSION_LABEL, sessionMessage(this.holder, challenge)),
    )
    this.#token = (
      await this.open('POST', '/v1/session', SessionAnswer, {
        device: this.#identity.device.id,
        challenge,
        signature,
      })
    ).token
    return this.#token
  }

  forget(): void {
    this.#token = null
  }

  /** A request in the session; an expired one is renewed once. */
  async call<T extends z.ZodType>(
    method: 'GET' | 'POST',
    path: string,
    schema: T,
    body?: unknown,
  ): Promise<z.infer<T>> {
    const token = await this.token()
    try {
      return await this.#request(method, path, schema, body, token)
    } catch (error) {
      if (!isRefused(error)) throw error
      this.forget()
      return this.#request(method, path, schema, body, await this.token())
    }
  }

  /** A request outside of any session. */
  open<T extends z.ZodType>(
    method: 'GET' | 'POST',
    path: string,
    schema: T,
    body?: unknown,
  ): Promise<z.infer<T>> {
    return this.#request(method, path, schema, body, null)
  }

  #request<T extends z.ZodType>(
    method: 'GET' | 'POST',
    path: string,
    schema: T,
    body: unknown,
    token: string | null,
  ): Promise<z.infer<T>> {
    return request(this.holder, this.url, this.#ports, { method, path, schema, body, token })
  }
}
