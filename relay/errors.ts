/** An error with an answer: what a client may know of it, and nothing more. */
import type { ErrorCode } from '../shared/protocol/http.ts'

const STATUS: Readonly<Record<ErrorCode, number>> = {
  unauthorised: 401,
  forbidden: 403,
  malformed: 400,
  'too-large': 413,
  'not-found': 404,
  conflict: 409,
  'too-many-tries': 429,
  'unknown-epoch': 400,
  'budget-exhausted': 429,
  'quota-exhausted': 429,
  'storage-full': 507,
  busy: 503,
  unavailable: 503,
  'upgrade-needed': 406,
}

/** Seconds after which it may be tried again, where no better time is known (RFC 9110 section 10.2.3). */
const RETRY_AFTER: Readonly<Partial<Record<ErrorCode, number>>> = {
  unavailable: 5,
  busy: 2,
  'storage-full': 60,
}

export class Refusal extends Error {
  readonly code: ErrorCode
  readonly detail: string | undefined
  /** Further fields of the answer (http.ts, ErrorAnswer). */
  readonly more: Readonly<Record<string, string | number>>
  constructor(
    code: ErrorCode,
    detail?: string,
    options?: ErrorOptions & { more?: Readonly<Record<string, string | number>> },
  ) {
    super(code, options)
    this.code = code
    this.detail = detail
    this.more = options?.more ?? {}
  }
  get status(): number {
    return STATUS[this.code]
  }
  get retryAfter(): number | null {
    return Number(this.more['seconds'] ?? RETRY_AFTER[this.code] ?? 0) || null
  }
}
