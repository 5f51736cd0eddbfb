/**
 * One key holder (relay or trustee) over HTTPS: session, checked requests, named errors. Every answer must be JSON of the
 * right schema; a captive portal's page, a redirect or a wrong shape is `<holder>-garbage` and nothing of it is used.
 */
import type { z } from 'zod'
import { SESSION_LABEL, sessionMessage, sign } from '../../../shared/crypto/signing.ts'
import type { Holder } from '../../../shared/crypto/oprf.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import { RuggensteunError, type ErrorName } from '../../../shared/errors.ts'
import { ChallengeAnswer, ErrorAnswer, SessionAnswer } from '../../../shared/protocol/http.ts'
import type { Identity } from '../crypto/identity.ts'
import type { Ports } from '../ports.ts'

const TIMEOUT_MS = 20_000

const NAMES: Readonly<Record<Holder, { down: ErrorName; garbage: ErrorName }>> = {
  relay: { down: 'relay-down', garbage: 'relay-garbage' },
  trustee: { down: 'trustee-down', garbage: 'trustee-garbage' },
}

export class KeyHolder {
  readonly holder: Holder
  readonly url: string
  readonly #identity: Identity
  readonly #ports: Pick<Ports, 'fetch' | 'isOnline'>
  #token: string | null = null

  constructor(holder: Holder, url: string, identity: Identity, ports: Pick<Ports, 'fetch' | 'isOnline'>) {
    this.holder = holder
    this.url = url.replace(/\/$/, '')
    this.#identity = identity
    this.#ports = ports
  }

  /** The session token, made when there is none. */
  async token(): Promise<string> {
    if (this.#token) return this.#token
    const { challenge } = await this.#request('POST', '/v1/session/challenge', ChallengeAnswer, {}, null)
    const signature = toBase64url(await sign(this.#identity.signingKey, SESSION_LABEL, sessionMessage(this.holder, challenge)))
    const body = { ...this.#identity.chain, challenge, signature }
    this.#token = (await this.#request('POST', '/v1/session', SessionAnswer, body, null)).token
    return this.#token
  }

  forget(): void {
    this.#token = null
  }

  /** A request in the session; an expired one is renewed once. */
  async call<T extends z.ZodType>(method: 'GET' | 'POST', path: string, schema: T, body?: unknown): Promise<z.infer<T>> {
    const token = await this.token()
    try {
      return await this.#request(method, path, schema, body, token)
    } catch (error) {
      if (!(error instanceof RuggensteunError) || error.code !== 'device-refused') throw error
      this.forget()
      return this.#request(method, path, schema, body, await this.token())
    }
  }

  async #request<T extends z.ZodType>(method: 'GET' | 'POST', path: string, schema: T, body: unknown, token: string | null): Promise<z.infer<T>> {
    const names = NAMES[this.holder]
    const headers: Record<string, string> = { accept: 'application/json' }
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (token) headers['authorization'] = `Bearer ${token}`
    const init: RequestInit = { method, headers, redirect: 'error', cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(TIMEOUT_MS) }
    if (body !== undefined) init.body = JSON.stringify(body)
    let response: Response
    let text: string
    try {
      response = await this.#ports.fetch(`${this.url}${path}`, init)
      text = await response.text()
    } catch (cause) {
      throw new RuggensteunError(this.#ports.isOnline() ? names.down : 'offline', {}, { cause })
    }
    const json = response.headers.get('content-type')?.includes('application/json') ? parseJson(text) : undefined
    if (response.ok) {
      const answer = schema.safeParse(json)
      if (!answer.success) throw new RuggensteunError(names.garbage, { path })
      return answer.data
    }
    const refusal = ErrorAnswer.safeParse(json)
    if (!refusal.success) throw new RuggensteunError(response.status >= 500 ? names.down : names.garbage, { status: response.status })
    throw new RuggensteunError(this.#nameOf(refusal.data.error), { detail: refusal.data.detail ?? '' })
  }

  #nameOf(error: z.infer<typeof ErrorAnswer>['error']): ErrorName {
    if (error === 'unauthorised') return 'device-refused'
    if (error === 'budget-exhausted') return 'budget-exhausted'
    if (error === 'storage-full') return 'relay-storage-full'
    if (error === 'unavailable') return NAMES[this.holder].down
    return 'unexpected'
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
