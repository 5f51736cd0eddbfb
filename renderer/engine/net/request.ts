/**
 * One request to a key holder, checked: every answer must be JSON of the right schema; a captive portal's
 * page, a redirect or a wrong shape is `<holder>-garbage` and nothing of it is used. The only user of
 * `fetch`.
 */
import type { z } from 'zod'
import type { Holder } from '../../../shared/crypto/oprf.ts'
import { RuggensteunError, type ErrorName } from '../../../shared/errors.ts'
import { ErrorAnswer } from '../../../shared/protocol/http.ts'
import { OLDEST_PROTOCOL, PROTOCOL_JSON, protocolOf } from '../../../shared/protocol/version.ts'
import type { Ports } from '../ports.ts'

export const REQUEST_LIMIT_MS = 20_000

const NAMES: Readonly<Record<Holder, { down: ErrorName; garbage: ErrorName }>> = {
  relay: { down: 'relay-down', garbage: 'relay-garbage' },
  trustee: { down: 'trustee-down', garbage: 'trustee-garbage' },
}

/**
 * 'unknown-epoch': this device slept over the end of an epoch while it made tokens; the next try is for the
 * right one.
 */
const REFUSALS: Readonly<Partial<Record<z.infer<typeof ErrorAnswer>['error'], ErrorName>>> = {
  unauthorised: 'device-refused',
  'budget-exhausted': 'budget-exhausted',
  'storage-full': 'relay-storage-full',
  'quota-exhausted': 'relay-quota',
  busy: 'relay-busy',
  'upgrade-needed': 'upgrade-needed',
  conflict: 'directory-refused',
  'too-many-tries': 'too-many-tries',
  'not-found': 'invite-unknown',
  'unknown-epoch': 'tokens-missing',
}

export interface Asked<T extends z.ZodType> {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly schema: T
  readonly body?: unknown
  readonly token?: string | null
}
export type NetworkPorts = Pick<Ports, 'fetch' | 'isOnline' | 'after'>

/** Throws a named error; the holder's refusal keeps its numbers (`left`, `until`, `seconds`) as params. */
export const request = async <T extends z.ZodType>(
  holder: Holder,
  url: string,
  { fetch, isOnline, after }: NetworkPorts,
  { method, path, schema, body, token }: Asked<T>,
): Promise<z.infer<T>> => {
  const names = NAMES[holder]
  const headers: Record<string, string> = { accept: PROTOCOL_JSON }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (token) headers['authorization'] = `Bearer ${token}`
  const limit = new AbortController()
  const init: RequestInit = {
    method,
    headers,
    redirect: 'error',
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: limit.signal,
  }
  if (body !== undefined) init.body = JSON.stringify(body)
  let response: Response
  let text: string
  const callOff = after(REQUEST_LIMIT_MS, () => limit.abort())
  try {
    response = await fetch(`${url}${path}`, init)
    text = await response.text()
  } catch (cause) {
    throw new RuggensteunError(isOnline() ? names.down : 'offline', {}, { cause })
  } finally {
    callOff()
  }
  if (protocolOf(response.headers.get('content-type')) < OLDEST_PROTOCOL)
    throw new RuggensteunError('server-too-old')
  const json = response.headers.get('content-type')?.includes('application/json')
    ? parseJson(text)
    : undefined
  if (response.ok) {
    const answer = schema.safeParse(json)
    if (!answer.success) throw new RuggensteunError(names.garbage, { path })
    return answer.data
  }
  const refusal = ErrorAnswer.safeParse(json)
  // A newer server may refuse by a name we do not know: what it asks of us its status says.
  if (!refusal.success)
    throw new RuggensteunError(
      response.status >= 500 || response.status === 429 ? names.down : names.garbage,
      { status: response.status },
    )
  const { error, detail = '', left = 0, until = '', seconds = 0 } = refusal.data
  throw new RuggensteunError(error === 'unavailable' ? names.down : (REFUSALS[error] ?? 'unexpected'), {
    detail,
    left,
    until,
    seconds,
  })
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
