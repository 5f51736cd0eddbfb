/** How soon an answer is asked for, in words, by the agreements of the wijk. */
import { useTranslation } from 'react-i18next'
import type { Urgency } from '../../shared/domain/signal.ts'
import { firstAnswerTerm, USUAL_TERMS } from '../../shared/membership/agreements.ts'
import { useView } from '../client/engine.ts'

/**
 * Of the first wijk of the own organisation, where a signaal is of when nothing else is known of the child.
 */
export const useTerm = (): ((urgency: Urgency) => string) => {
  const { t } = useTranslation()
  const wijk = useView('organisations').find(({ own }) => own)?.neighbourhoods[0]
  const terms =
    useView('rules').wijken.find(({ neighbourhood }) => neighbourhood === wijk)?.now.terms ?? USUAL_TERMS
  return (urgency) => {
    const count = firstAnswerTerm(terms, urgency)
    return count === 0 ? t('urgency.today') : t('urgency.within', { count })
  }
}
