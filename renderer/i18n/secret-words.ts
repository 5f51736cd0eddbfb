import { useTranslation } from 'react-i18next'
import type { SecretWords } from '../ui/secret-fields.tsx'

/** The words of the lock, the same wherever somebody chooses one. */
export const useSecretWords = (): SecretWords => {
  const { t } = useTranslation()
  return {
    how: t('lock.how'),
    pin: t('lock.pin'),
    pinText: t('lock.pinText'),
    passphrase: t('lock.passphrase'),
    passphraseText: t('lock.passphraseText'),
    none: t('lock.none'),
    noneText: t('lock.noneText'),
    again: t('lock.again'),
    differ: t('lock.differ'),
  }
}
