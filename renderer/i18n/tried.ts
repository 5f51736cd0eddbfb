import { useTranslation } from 'react-i18next'
import type { Attempt } from '../../shared/domain/signal.ts'

/** What was tried, in words: `Gebeld 3×, Langsgegaan`; nothing has to be where it is not safe. */
export const useTried = (): ((attempts: readonly Attempt[]) => string) => {
  const { t } = useTranslation()
  return (attempts) =>
    attempts.length === 0
      ? t('signal.triedNothing')
      : attempts
          .map(({ way, times }) =>
            times > 1 ? `${t(`way.${way}`)} ${t('signal.times', { count: times })}` : t(`way.${way}`),
          )
          .join(', ')
}
