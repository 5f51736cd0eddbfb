import { useTranslation } from 'react-i18next'
import type { Outcome } from '../../shared/domain/signal.ts'

/** How it ended, in words: `Verhuisd, verder met gemeente Groningen`. */
export const useOutcome = (): ((outcome: Outcome, onward: string | null) => string) => {
  const { t } = useTranslation()
  return (outcome, onward) =>
    onward === null
      ? t(`outcome.${outcome}`)
      : t('outcome.andOnward', { outcome: t(`outcome.${outcome}`), onward })
}
