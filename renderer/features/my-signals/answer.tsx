import { PhoneCall, UsersRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isYoungPersonAlone } from '../../../shared/domain/informing.ts'
import type { ReceivedAnswer, SentSignal } from '../../../shared/api/my-signals.ts'
import { useView } from '../../client/engine.ts'
import { useOutcome } from '../../i18n/outcome.ts'
import { Reach } from '../../widgets/reach.tsx'
import styles from './my-signals.module.css'

/** Who wants to speak with the family first, where that is not safe, is called by the number of Wie is wie. */
const CallAtOnce = ({ organisation }: { organisation: string }) => {
  const { t } = useTranslation()
  const contact = useView('organisations').find(({ name }) => name === organisation)?.contact
  return (
    <>
      <p>
        <b>{t('unsafe.answered', { organisation })}</b>
      </p>
      {contact && <Reach kind="call" written={contact.phone} />}
    </>
  )
}

const quoteOf = ({ answer, phone }: ReceivedAnswer, young: boolean) => {
  if (answer === 'perhaps-call-me') return 'mine.quotePerhaps' as const
  if (phone) return 'mine.quoteCall' as const
  return young ? ('mine.quoteYoungPerson' as const) : ('mine.quoteParents' as const)
}

/** Who answered, in their words, and how to reach them. */
export const Answer = ({ answer, signal }: { answer: ReceivedAnswer; signal: SentSignal }) => {
  const { t } = useTranslation()
  const young = isYoungPersonAlone(signal.content.children)
  const ended = useOutcome()
  const { phone } = answer
  const perhaps = answer.answer === 'perhaps-call-me'
  const shielded = answer.answer === 'in-view-unnamed'
  return (
    <section className={`card leaves ${styles.answer}`}>
      <span className={styles.ring} aria-hidden="true">
        {phone ? <PhoneCall size={22} /> : <UsersRound size={22} />}
      </span>
      <div className="grow">
        <h2>
          {shielded
            ? t('mine.shielded')
            : t(perhaps ? 'mine.perhaps' : 'mine.has', { organisation: answer.organisation })}
        </h2>
        <p>
          <b>{answer.name}</b>, {answer.function}:{' '}
          {shielded
            ? t('mine.quoteUnnamed', { organisation: answer.organisation })
            : t(quoteOf(answer, young))}
        </p>
        {!phone &&
          (signal.advice === 'usual' ? (
            <p className="muted small">{t(young ? 'mine.theyCallYoungPerson' : 'mine.theyCall')}</p>
          ) : (
            <CallAtOnce organisation={answer.organisation} />
          ))}
        {answer.outcome && (
          <p className="muted small">
            {t('mine.theirOutcome', { outcome: ended(answer.outcome, answer.onward) })}
          </p>
        )}
      </div>
      {phone && <Reach kind="call" written={phone} />}
    </section>
  )
}
