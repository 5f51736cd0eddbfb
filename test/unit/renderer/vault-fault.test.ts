/** What a person reads where the key of this device does not open: what is so, and what to do. */
import { expect, test } from 'vitest'
import { vaultFault } from '../../../renderer/app/vault-fault.ts'
import { errorsEn } from '../../../renderer/i18n/errors.en.ts'
import { errorsNl } from '../../../renderer/i18n/errors.nl.ts'

test('a computer without a keychain is not said to have another one', () => {
  expect(vaultFault(new Error('keychain-gone: the key was sealed with x'))).toBe('keychain-missing')
  expect(vaultFault(new Error('vault-backend-changed: the key was sealed with x'))).toBe('keychain-changed')
  expect(vaultFault(new Error('unexpected: x'))).toBeNull()
  expect(vaultFault('keychain-gone')).toBeNull()
  expect(errorsNl.error['keychain-missing']).toMatch(/geen sleutelbos/)
  expect(errorsEn.error['keychain-missing']).toMatch(/no keychain/)
})
