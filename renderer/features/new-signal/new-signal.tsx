import { addDays } from 'date-fns/addDays'
import { Clock, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../shared/api/session.ts'
import { engine, useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { useShortcuts } from '../../state/shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Consequence } from './consequence.tsx'
import { isoOf } from './draft.ts'
import { NotShare } from './not-share.tsx'
import { AskSecrecyStep, SecrecyStep } from './secrecy-step.tsx'
import { ChildStep, OwnNote, ParentsStep, SinceStep, TriedStep, UrgencyStep } from './steps.tsx'
import { useNewSignal, type NewSignalForm } from './use-new-signal.ts'
import styles from './new-signal.module.css'

const NoList = () => {
  const { t } = useTranslation()
  const { open } = useInterface.getState()
  return (
    <Empty icon={UsersRound} title={t('signal.emptyTitle')} text={t('signal.emptyText')}>
      <Button look="primary" onPress={() => open('caseload')}>
        {t('signal.emptyButton')}
      </Button>
    </Empty>
  )
}

const Foot = ({ form, onNotShare }: { form: NewSignalForm; onNotShare: () => void }) => {
  const { t, i18n } = useTranslation()
  const dates = useDates()
  const [dateOpen, setDateOpen] = useState(false)
  const { base, lastDay, disappearsOn, changeEnd, missing, fault, action, send } = form
  const endFault = fault('end', t('signal.needEnd', { date: dates.day(lastDay) }))
  return (
    <footer className={styles.foot}>
      <Clock size={16} aria-hidden="true" />
      {dateOpen ? (
        <span className="row">
          <span className="small">{t('signal.disappearsLabel')}</span>
          <DateField
            label={t('signal.disappearsLabel')}
            language={i18n.language}
            value={disappearsOn}
            min={isoOf(addDays(base, 1))}
            max={lastDay}
            onChange={changeEnd}
          />
          {endFault && (
            <span className="fault" role="alert">
              {endFault}
            </span>
          )}
        </span>
      ) : (
        <span>
          {t('signal.disappears')} <b>{dates.day(disappearsOn)}</b>{' '}
          <button type="button" className="link" onClick={() => setDateOpen(true)}>
            {t('signal.change')}
          </button>
        </span>
      )}
      <span className="grow" />
      <Button look="quiet" isDisabled={missing.has('child')} onPress={onNotShare}>
        {t('signal.notShare')}
      </Button>
      <Button look="primary" keys="Ctrl ↵" isDisabled={action.busy} onPress={send}>
        {action.busy ? t('signal.sending') : t('signal.send')}
      </Button>
    </footer>
  )
}

/** Weighing once more, for who has professional secrecy or was never asked. */
const Secrecy = ({ form, onNotShare }: { form: NewSignalForm; onNotShare: () => void }) => {
  const { secrecy, asksSecrecy, asked, draft, change, missing } = form
  if (asksSecrecy) return <AskSecrecyStep asked={asked} />
  if (!secrecy) return null
  return (
    <SecrecyStep
      value={draft.weighing ?? null}
      asked={asked}
      onChange={(weighing) => change({ weighing })}
      canNotShare={!missing.has('child')}
      onNotShare={onNotShare}
    />
  )
}

export const NewSignal = ({ person }: { person: Person }) => {
  const { t } = useTranslation()
  const { total } = useView('caseload')
  const { open, announce } = useInterface.getState()
  const form = useNewSignal()
  const { draft, restored, clear, known, today, action, place, send } = form
  const [notShare, setNotShare] = useState(false)
  useShortcuts([
    { key: 'Enter', ctrl: true, run: send },
    { key: 'n', run: () => place.current?.querySelector('input')?.focus() },
  ])
  if (total === 0) return <NoList />
  const askNotToShare = (): void => setNotShare(true)
  return (
    <>
      <div className="main" ref={place}>
        <header>
          <h1>{t('signal.title')}</h1>
          <p className="muted">{t('signal.intro')}</p>
        </header>
        {restored && (
          <p className="row small">
            <span className="chip wait">{t('signal.draft')}</span>
            <Button look="quiet" onPress={clear}>
              {t('signal.draftClear')}
            </Button>
          </p>
        )}
        <ChildStep form={form} />
        <SinceStep form={form} />
        <TriedStep form={form} />
        <UrgencyStep form={form} />
        <ParentsStep form={form} />
        <Secrecy form={form} onNotShare={askNotToShare} />
        <OwnNote form={form} />
        <Fault error={action.error} />
        <Foot form={form} onNotShare={askNotToShare} />
      </div>
      <Consequence draft={draft} lost={known.children} person={person} today={today} />
      <NotShare
        open={notShare}
        secrecy={form.secrecy}
        onClose={() => setNotShare(false)}
        onChoose={(reason) =>
          action.run(async () => {
            await engine().send({ kind: 'do-not-share', draft, reason })
            setNotShare(false)
            clear()
            announce(t('notShare.done'))
            open('logbook')
          })
        }
      />
    </>
  )
}
