import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ForkView, SaidUnderNumber } from '../../shared/api/conversation.ts'
import { useDates } from '../i18n/dates.ts'

/** What one device said in two ways: which of the two counts, and the other one, so that a person can ask. */
export const Forks = ({ forks }: { forks: readonly ForkView[] }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const words = ({ text, answer, outcome }: SaidUnderNumber): string => {
    if (text !== null) return t('forks.quoted', { text })
    if (answer !== null) return t(`forks.answer.${answer}`)
    return outcome === null ? t('forks.without') : t(`outcome.${outcome}`)
  }
  return forks.map((fork, i) => (
    <section key={i} className="card waits row" role="note">
      <Copy size={22} aria-hidden="true" />
      <div className="grow stack tight">
        <h2>{t('forks.title')}</h2>
        <p>{t('forks.text', { organisation: fork.organisation })}</p>
        <dl className="facts">
          <dt>{t('forks.counts')}</dt>
          <dd>{words(fork.counts)}</dd>
          <dt>{t('forks.other')}</dt>
          <dd>{words(fork.other)}</dd>
        </dl>
        <p className="small muted">{dates.moment(fork.at)}</p>
      </div>
    </section>
  ))
}
