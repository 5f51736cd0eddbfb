import { useTranslation } from 'react-i18next'
import { ObstacleKind, Verdict } from '../../../shared/domain/obstacle.ts'
import { Weighing } from '../../../shared/domain/secrecy.ts'
import { AnswerKind, Outcome } from '../../../shared/domain/signal.ts'
import { LetterLanguage } from '../../../shared/domain/letter-language.ts'
import { InformingView, NotSharedReason } from '../../../shared/api/my-signals.ts'
import type { LogEntry } from '../../../shared/api/logbook.ts'
import { useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import styles from './logbook.module.css'

/** What was exported, by the word of the record; a kind of file stands as it is. */
const EXPORTED = {
  triage: 'nav.neighbourhood',
  figures: 'nav.neighbourhoods',
  print: 'exporting.print',
} as const

export const Logbook = () => {
  const { t } = useTranslation()
  const dates = useDates()
  const entries = useView('logbook')
  const detail = ({ kind, detail: value }: LogEntry): string | null => {
    if (value === null) return null
    const [reason, outcome, answer] = [
      NotSharedReason.safeParse(value),
      Outcome.safeParse(value),
      AnswerKind.safeParse(value),
    ]
    const weighing = Weighing.safeParse(value)
    if ((kind === 'filed' || kind === 'weighed') && weighing.success)
      return t(`secrecy.weighing.${weighing.data}`)
    if (kind === 'secrecy-set') return t(value === 'on' ? 'secrecy.on' : 'secrecy.off')
    if (kind === 'not-shared' && reason.success) return t(`notShare.${reason.data}`)
    if (kind === 'letter-made')
      return value
        .split(', ')
        .flatMap((one) => {
          const language = LetterLanguage.safeParse(one)
          return language.success ? [t(`letter.languages.${language.data}`)] : []
        })
        .join(', ')
    if (kind === 'export-made')
      return value
        .split(' ')
        .map((one) => (one in EXPORTED ? t(EXPORTED[one as keyof typeof EXPORTED]) : one.toUpperCase()))
        .join(' · ')
    const [obstacle, verdict] = [ObstacleKind.safeParse(value), Verdict.safeParse(value)]
    if ((kind === 'obstacle-raised' || kind === 'obstacle-renewed') && obstacle.success)
      return t(`obstacles.kind.${obstacle.data}`)
    if (kind === 'obstacle-answered' && verdict.success) return t(`obstacles.verdict.${verdict.data}`)
    const informing = InformingView.shape.state.safeParse(value)
    if (kind === 'informing' && informing.success) return t(`informing.chip.${informing.data}`)
    if (answer.success)
      return t(
        answer.data === 'contact-call-me'
          ? 'match.call'
          : answer.data === 'perhaps-call-me'
            ? 'hint.perhaps'
            : 'match.parents',
      )
    return outcome.success ? t(`outcome.${outcome.data}`) : value
  }
  return (
    <div className="main">
      <header>
        <h1>{t('log.title')}</h1>
        <p className="muted">{t('log.intro')}</p>
      </header>
      {entries.length === 0 ? (
        <p className="muted">{t('log.empty')}</p>
      ) : (
        <ol className={styles.looked} tabIndex={0} aria-label={t('log.title')}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <span className="grow">
                <b>{t(`log.kind.${entry.kind}`)}</b>
                {[entry.about, detail(entry)].filter(Boolean).map((words) => (
                  <span key={words}> · {words}</span>
                ))}
              </span>
              <time dateTime={entry.at}>{dates.moment(entry.at)}</time>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
