/**
 * The closed list of what can go wrong, with what the caller may do about it. The words a user reads live in
 * the catalogue under `error.<code>`: what happened, what was kept, what to do.
 */
import { z } from 'zod'

export const ErrorName = z.enum([
  // network and servers
  'offline',
  'relay-down',
  'trustee-down',
  'relay-garbage',
  'trustee-garbage',
  'relay-wrong-proof',
  'trustee-wrong-proof',
  'relay-other-log',
  'relay-lost-events',
  'device-refused',
  'directory-refused',
  'invite-unknown',
  'invite-broken',
  'too-many-tries',
  'device-revoked',
  'not-your-role',
  'last-administrator',
  'already-moved',
  'dpia-missing',
  'budget-exhausted',
  'relay-storage-full',
  'relay-quota',
  'relay-busy',
  'upgrade-needed',
  'server-too-old',
  'too-old-checkpoint',
  'no-week-key',
  'tls-intercepted',
  // this machine
  'storage-full',
  'storage-broken',
  'storage-damaged',
  'storage-lost',
  'second-window',
  'wrong-passphrase',
  'weak-secret',
  'vault-unreadable',
  'keychain-changed',
  'keychain-missing',
  'locked',
  'newer-data',
  'pdf-not-saved',
  'letter-not-loaded',
  'screen-not-loaded',
  // input
  'device-file-broken',
  'carried-broken',
  'carried-elsewhere',
  'carried-gap',
  'file-empty',
  'file-too-large',
  'file-encoding',
  'file-no-header',
  'file-missing-columns',
  'file-broken-quotes',
  'file-other-kind',
  'file-old-excel',
  'file-password',
  'file-broken',
  'file-unsafe',
  'file-doctype',
  'file-xml-broken',
  'file-too-many-rows',
  'import-ended',
  'undo-gone',
  'child-incomplete',
  'bsn',
  'no-attempt',
  'unsafe-since',
  'secrecy-weighing',
  'secrecy-unknown',
  'date-in-future',
  'date-in-past',
  'no-coordinator',
  'date-missing',
  'date-too-old',
  'date-out-of-bounds',
  'unknown-child',
  'unknown-signal',
  'too-many-children',
  'not-allowed',
  'tokens-missing',
  'already-closed',
  'unexpected',
])
export type ErrorName = z.infer<typeof ErrorName>

export type Policy = 'retry' | 'show' | 'report'

const RETRY: readonly ErrorName[] = [
  'offline',
  'relay-down',
  'trustee-down',
  'relay-storage-full',
  'relay-quota',
  'relay-busy',
  'upgrade-needed',
  'server-too-old',
  'too-old-checkpoint',
  'tokens-missing',
  'no-week-key',
  'tls-intercepted',
]
const REPORT: readonly ErrorName[] = [
  'relay-garbage',
  'trustee-garbage',
  'relay-wrong-proof',
  'trustee-wrong-proof',
  'relay-other-log',
  'relay-lost-events',
  'unexpected',
]
const policyOf = (name: ErrorName): Policy =>
  RETRY.includes(name) ? 'retry' : REPORT.includes(name) ? 'report' : 'show'

/** Values for the words of the catalogue; never personal data. */
export type ErrorParams = Readonly<Record<string, string | number>>

export class RuggensteunError extends Error {
  readonly code: ErrorName
  readonly params: ErrorParams
  constructor(code: ErrorName, params: ErrorParams = {}, options?: ErrorOptions) {
    super(code, options)
    this.name = 'RuggensteunError'
    this.code = code
    this.params = params
  }
  get policy(): Policy {
    return policyOf(this.code)
  }
}

export const asRuggensteunError = (cause: unknown): RuggensteunError =>
  cause instanceof RuggensteunError
    ? cause
    : new RuggensteunError(
        'unexpected',
        { detail: cause instanceof Error ? cause.name : typeof cause },
        { cause },
      )
