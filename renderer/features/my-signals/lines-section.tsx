import { Landmark } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SentSignal } from '../../../shared/api/my-signals.ts'
import { useDates } from '../../i18n/dates.ts'

/**
 * Whom a coordinator asked about this signaal, and to which line behind it was opened: the latter from the
 * directory itself.
 */
export const LinesSection = ({ signal: { lines, escalations } }: { signal: SentSignal }) => {
  const { t } = useTranslation()
  const dates = useDates()
  if (lines.length === 0 && escalations.length === 0) return null
  return (
    <section className={`card stack tight${escalations.length > 0 ? ' waits' : ''}`} aria-labelledby="lines">
      <h2 className="row h3" id="lines">
        <Landmark size={20} aria-hidden="true" />
        <span className="grow">{t('pitch.fromTitle')}</span>
      </h2>
      {escalations.map(({ organisation, confirmed }) => (
        <p key={organisation}>
          <b>{t(confirmed ? 'pitch.openedTo' : 'pitch.waitsFor', { organisation })}</b>
        </p>
      ))}
      <ol className="small plain stack tight">
        {lines.toReversed().map(({ organisation, action, reason, name, at }) => (
          <li key={`${at}${action}${organisation}`}>
            <time className="muted" dateTime={at}>
              {dates.moment(at)}
            </time>{' '}
            {organisation === null
              ? t('pitch.askedSomebody', { name })
              : t(`pitch.action.${action}`, { name, organisation })}
            {reason && ` ${t(`escalationReason.${reason}`)}.`}
          </li>
        ))}
      </ol>
    </section>
  )
}
