import type { ErrorName } from '../../shared/errors.ts'

/** What the shell can say of the vault, by the name in front of its words. */
const VAULT_FAULTS: Readonly<Record<string, ErrorName>> = {
  'vault-unreadable': 'vault-unreadable',
  'vault-backend-changed': 'keychain-changed',
  'keychain-gone': 'keychain-missing',
}

/** The name of the error that the screen shows; null where the shell said something else. */
export const vaultFault = (cause: unknown): ErrorName | null =>
  (cause instanceof Error && VAULT_FAULTS[cause.message.split(':')[0]!]) || null
