import { useTranslation } from 'react-i18next'
import type { Attempt } from '../../shared/domain/signal.ts'

/** What was tried, in words: `Gebeld 3×, Langsgegaan`. */
export const useTried = (): ((attempts: readonly Attempt[]) => string) => {
  const { t } = useTranslation()
  return (attempts) =>
    attempts
      .map(({ way, times }) =>
        times > 1 ? `${t(`way.${way}`)} ${t('signal.times', { count: times })}` : t(`way.${way}`),
      )
      .join(', ')
}
