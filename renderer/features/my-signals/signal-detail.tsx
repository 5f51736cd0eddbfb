import { CloudOff, Hourglass, Mail, Split } from 'lucide-react'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outcome } from '../../../shared/domain/signal.ts'
import type { Conflict, SentSignal, TimelineEntry } from '../../../shared/api/my-signals.ts'
import { Conversation } from '../../widgets/conversation/conversation.tsx'
import { engine, useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { OutcomeDialog } from '../../widgets/outcome-dialog.tsx'
import { useOutcome } from '../../i18n/outcome.ts'
import { useTried } from '../../i18n/tried.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { useAction } from '../../ui/use-action.ts'
import { Answer } from './answer.tsx'
import { CoordinatedSection } from './coordinated-section.tsx'
import { LinesSection } from './lines-section.tsx'
import { LinkedSection } from './linked-section.tsx'
import { Forks } from '../../widgets/forks.tsx'
import { InformingSection } from './informing-section.tsx'
import styles from './my-signals.module.css'

/** Two people did something at once that does not go links. Both stay; a person says how it is. */
const Contradiction = ({
  signalId,
  conflict,
  reopen,
}: {
  signalId: string
  conflict: Conflict
  reopen: () => void
}) => {
  const { t } = useTranslation()
  const crossed = conflict.kind === 'answered-after-close'
  const resolveConflict = (): void =>
    void engine().send({ kind: 'resolve-conflict', signalId, conflictId: conflict.id })
  return (
    <section className="card waits row">
      <Split size={22} aria-hidden="true" />
      <div className="grow">
        <h2>{t('mine.conflict.title')}</h2>
        <p>{t(`mine.conflict.${conflict.kind}`, { organisation: conflict.organisation })}</p>
      </div>
      <div className="row">
        {crossed && <Button onPress={reopen}>{t('mine.conflict.reopen')}</Button>}
        <Button onPress={resolveConflict}>
          {t(crossed ? 'mine.conflict.keepClosed' : 'mine.conflict.settle')}
        </Button>
      </div>
    </section>
  )
}

/** Two weeks after contact was restored. */
const FollowUp = ({ signal }: { signal: SentSignal }) => {
  const { t } = useTranslation()
  const announce = useInterface((state) => state.announce)
  const today = useView('session').today
  const action = useAction()
  const { followUp, answers } = signal
  const whom = answers.find(({ conversation }) => conversation !== null)
  if (
    !followUp ||
    !whom?.conversation ||
    followUp.inContact !== null ||
    today === null ||
    followUp.on > today
  )
    return null
  const { responder } = whom.conversation
  const tell = (inContact: boolean): void =>
    action.run(async () => {
      await engine().send({
        kind: 'say',
        signalId: signal.id,
        responder,
        entry: { kind: 'follow-up', inContact },
      })
      announce(
        t(inContact ? 'conversation.followUpDone' : 'conversation.followUpReopened', { name: whom.name }),
      )
    })
  return (
    <section className="card waits stack tight">
      <h2>{t('conversation.followUp')}</h2>
      <p>{t('conversation.followUpText')}</p>
      <Fault error={action.error} />
      <div className="row">
        <Button look="primary" isDisabled={action.busy} onPress={() => tell(true)}>
          {t('conversation.stillYes')}
        </Button>
        <Button isDisabled={action.busy} onPress={() => tell(false)}>
          {t('conversation.stillNo')}
        </Button>
      </div>
    </section>
  )
}

const Timeline = ({ entries }: { entries: readonly TimelineEntry[] }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const ended = useOutcome()
  const words = (entry: TimelineEntry): string =>
    t(`mine.entry.${entry.kind}`, {
      who: entry.who ?? '',
      outcome: entry.outcome ? ended(entry.outcome, entry.onward) : '',
    })
  return (
    <ol className={styles.timeline}>
      {entries.toReversed().map((entry) => (
        <li key={`${entry.at}${entry.kind}${entry.who}`}>
          <time dateTime={entry.at}>{dates.moment(entry.at)}</time>
          <span className={styles.node} aria-hidden="true" />
          <span>{words(entry)}</span>
        </li>
      ))}
    </ol>
  )
}

const Waiting = ({ signal: { waitingFor, carriedAt } }: { signal: SentSignal }) => {
  const { t } = useTranslation()
  const dates = useDates()
  return (
    <section className="card waits row">
      <CloudOff size={22} aria-hidden="true" />
      <div className="grow">
        <h2>{t('mine.waitingTitle')}</h2>
        <p>{t('mine.waitingText')}</p>
        {waitingFor && <p className="small">{t('mine.waitingWhy', { words: t(`error.${waitingFor}`) })}</p>}
        {carriedAt && <p className="small">{t('mine.carried', { time: dates.moment(carriedAt) })}</p>}
      </div>
    </section>
  )
}

/** Nobody answered yet: until when somebody may, and what happens then. */
const Nobody = ({ signal: { answerBy, clock } }: { signal: SentSignal }) => {
  const { t } = useTranslation()
  const dates = useDates()
  return (
    <section className="card row">
      <Hourglass size={22} aria-hidden="true" />
      <div className="grow">
        <h2>{t('mine.nobody')}</h2>
        <p className="muted">
          {t('mine.answerBy', { date: dates.long(answerBy) })}
          {clock &&
            ` ${clock.next ? t('clock.thenCoordinator', { date: dates.long(clock.next.on) }) : t('clock.coordinator')}`}
        </p>
      </div>
    </section>
  )
}

const WhatHappened = ({ signal }: { signal: SentSignal }) => {
  const { t } = useTranslation()
  const tried = useTried()(signal.content.attempts)
  return (
    <section className="stack">
      <h2 className="h3">{t('mine.timeline')}</h2>
      <Timeline entries={signal.timeline} />
      <dl className="facts">
        <dt>{t('mine.tried')}</dt>
        <dd>{tried}</dd>
        {signal.note && (
          <>
            <dt>{t('mine.note')}</dt>
            <dd>{signal.note}</dd>
          </>
        )}
      </dl>
    </section>
  )
}

const Looked = ({ signal: { looked, of } }: { signal: SentSignal }) => {
  const { t } = useTranslation()
  return (
    <section className="stack tight">
      <h2 className="h3">{t('mine.lookedTitle')}</h2>
      <p>
        {looked === null ? (
          <span className="muted">{t('mine.lookedFew')}</span>
        ) : (
          <>
            <b className={styles.phone}>{looked}</b>{' '}
            <span className="muted">{t('mine.lookedCount', { of })}</span>
          </>
        )}
      </p>
      <p className="small muted">{t('mine.lookedHelp')}</p>
    </section>
  )
}

/** Whom it is about, and how it ends; the outcome is asked in a dialog. */
const Head = ({
  signal,
  busy,
  onClose,
  onWithdraw,
}: {
  signal: SentSignal
  busy: boolean
  onClose: () => void
  onWithdraw: () => void
}) => {
  const { t } = useTranslation()
  const dates = useDates()
  const openLetter = useInterface((state) => state.openLetter)
  return (
    <header className="row apart">
      <div>
        <h2>{signal.children.map(({ name }) => name).join(', ')}</h2>
        <p className="muted small">
          {t('mine.subtitle', { number: signal.number, date: dates.day(signal.disappearsOn) })}
        </p>
      </div>
      <div className="row">
        {signal.state !== 'closed' && signal.answers.length === 0 && (
          <Button look="quiet" isDisabled={busy} onPress={onWithdraw}>
            {t('mine.withdraw')}
          </Button>
        )}
        {signal.advice === 'usual' && (
          <Button onPress={() => openLetter(signal.id)}>
            <Mail size={16} aria-hidden="true" />
            {t('letter.open')}
          </Button>
        )}
        {signal.state !== 'closed' && <Button onPress={onClose}>{t('mine.close')}</Button>}
      </div>
    </header>
  )
}

export const SignalDetail = ({ signal }: { signal: SentSignal }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const announce = useInterface((state) => state.announce)
  const [closing, setClosing] = useState(false)
  const action = useAction()
  const close = (outcome: Outcome, onward?: string): void =>
    action.run(async () => {
      await engine().send({ kind: 'close', signalId: signal.id, outcome, onward })
      setClosing(false)
      announce(t(outcome === 'reopened' ? 'mine.reopened' : 'outcome.done'))
    })
  return (
    <div className="main">
      <Head
        signal={signal}
        busy={action.busy}
        onClose={() => setClosing(true)}
        onWithdraw={() => close('withdrawn')}
      />
      <Fault error={action.error} />
      {signal.state === 'waiting' && <Waiting signal={signal} />}
      <Forks forks={signal.forks} />
      {signal.conflicts.map((conflict) => (
        <Contradiction
          key={conflict.id}
          signalId={signal.id}
          conflict={conflict}
          reopen={() => close('reopened')}
        />
      ))}
      <CoordinatedSection signal={signal} />
      <LinkedSection signal={signal} />
      <LinesSection signal={signal} />
      {signal.followUp && <FollowUp signal={signal} />}
      {signal.answers.map((answer) => (
        <Fragment key={`${answer.organisation}${answer.name}${answer.at}`}>
          <Answer answer={answer} signal={signal} />
          {answer.conversation && (
            <Conversation
              signalId={signal.id}
              number={signal.number}
              name={answer.name}
              conversation={answer.conversation}
              clock={answer.clock}
              advice={signal.advice}
              disappearsOn={signal.disappearsOn}
            />
          )}
        </Fragment>
      ))}
      {signal.state === 'open' && <Nobody signal={signal} />}
      <InformingSection signal={signal} />
      <div className={styles.columns}>
        <WhatHappened signal={signal} />
        <Looked signal={signal} />
      </div>
      <OutcomeDialog
        open={closing}
        onClose={() => setClosing(false)}
        onChoose={close}
        readBy={signal.namesOnward ? 'everybody' : null}
        disappearsOn={dates.day(signal.disappearsOn)}
      />
    </div>
  )
}
