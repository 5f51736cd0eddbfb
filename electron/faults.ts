/**
 * What the shell can refuse or fail at. The name crosses the bridge in front of the message: `bad-payload:
 * ...`.
 */
export type FaultName =
  | 'untrusted-sender'
  | 'bad-payload'
  | 'vault-backend-changed'
  | 'vault-unreadable'
  | 'keychain-gone'
  | 'device-file-unreadable'
  | 'device-file-too-large'
  | 'unexpected'

export class Fault extends Error {
  override readonly name: FaultName

  constructor(name: FaultName, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = name
  }
}

/**
 * An error of the system keeps its code (`EACCES`) and loses its text, which may hold a path with somebody's
 * name.
 */
export function toFault(error: unknown): Fault {
  if (error instanceof Fault) return error
  const code = errorCode(error) ?? (error instanceof Error ? error.name : typeof error)
  return new Fault('unexpected', `the app could not do this (${code}); nothing was changed on purpose`, {
    cause: error,
  })
}

export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
