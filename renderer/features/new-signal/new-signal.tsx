import { addDays } from 'date-fns/addDays'
import { subDays } from 'date-fns/subDays'
import { Clock, UsersRound } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { boundsOf } from '../../../shared/calendar/day-bounds.ts'
import { parentsAdvice, parentsToSay } from '../../../shared/domain/parents-advice.ts'
import { AttemptWay, ParentsInformed, Urgency, type Attempt } from '../../../shared/domain/signal.ts'
import { MOST_KEPT_DAYS } from '../../../shared/membership/agreements.ts'
import type { AttemptsView } from '../../../shared/api/my-day.ts'
import type { Person } from '../../../shared/api/session.ts'
import type { SignalDraft } from '../../../shared/api/sent-signals.ts'
import { useKnownChildren } from '../../client/children.ts'
import { engine, useView } from '../../client/engine.ts'
import { useToday } from '../../client/today.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { UnsafeAdvice } from '../../widgets/unsafe-advice.tsx'
import { useTerm } from '../../i18n/term.ts'
import { useInterface } from '../../state/interface.ts'
import { useShortcuts } from '../../state/shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { Choices, Pills } from '../../ui/choice.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { Empty } from '../../ui/empty.tsx'
import { useAction } from '../../ui/use-action.ts'
import { AbsenceHint } from './absence-hint.tsx'
import { Attempts } from './attempts.tsx'
import { ChildPicker } from './child-picker.tsx'
import { Consequence } from './consequence.tsx'
import { isoOf, missingOf, useDraft, type Missing } from './draft.ts'
import { NotShare } from './not-share.tsx'
import { AskSecrecyStep, SecrecyStep } from './secrecy-step.tsx'
import { Step } from './step.tsx'
import styles from './new-signal.module.css'

const WEEKS = { week1: 7, week2: 14, week4: 28 } as const
type Weeks = keyof typeof WEEKS
/** What can be missing, in order, and its step on the screen. */
const PLACES: readonly (readonly [Missing, number])[] = [
  ['child', 0],
  ['date', 1],
  ['tried', 2],
  ['parents', 4],
  ['weighing', 5],
  ['secrecy', 5],
]

/** Of several children the most in each way. */
const mostOf = (noted: readonly AttemptsView[]): Attempt[] =>
  AttemptWay.options.flatMap((way) => {
    const times = Math.max(
      0,
      ...noted.flatMap((one) =>
        one.times.filter((attempt) => attempt.way === way).map((attempt) => attempt.times),
      ),
    )
    return times > 0 ? [{ way, times }] : []
  })

export const NewSignal = ({ person }: { person: Person }) => {
  const { t, i18n } = useTranslation()
  const dates = useDates()
  const { total } = useView('caseload')
  const { open, announce } = useInterface.getState()
  const today = useToday()
  const own = useView('own')
  const secrecy = own?.secrecy ?? false
  const asksSecrecy = own?.asksSecrecy ?? false
  const { draft: chosen, restored, change, clear, done } = useDraft()
  const { children, siblings, advice: known } = useKnownChildren(chosen.childIds)
  const parents = parentsToSay(chosen.parents, known)
  const isKnown = known !== 'usual' && parents === 'unsafe'
  const draft: SignalDraft = parents === chosen.parents ? chosen : { ...chosen, parents }
  const [asked, setAsked] = useState(false)
  const [notShare, setNotShare] = useState(false)
  const [dateOpen, setDateOpen] = useState(false)
  /** A number of weeks takes the place of what stands in the field beside it, and of its fault. */
  const [picked, setPicked] = useState(0)
  const [noteOpen, setNoteOpen] = useState(draft.note !== '')
  const action = useAction()
  const advice = parentsAdvice(draft.parents ? [draft.parents] : [])
  const form = useRef<HTMLDivElement>(null)
  const missing = missingOf(draft, today, { secrecy, asksSecrecy })
  const agreed = useView('rules').wijken.map(({ now }) => now.keptDays)
  const base = new Date(`${today}T12:00:00`)
  const lastDay = isoOf(addDays(base, Math.min(MOST_KEPT_DAYS, ...agreed)))
  const disappearsOn = draft.disappearsOn > lastDay ? lastDay : draft.disappearsOn
  const term = useTerm()
  const log = useView('attempts')
  const noted = (childIds: readonly string[]) => log.filter(({ childId }) => childIds.includes(childId))
  /** What was noted of these children, unless the person filled it in themselves. */
  const filledFor = (childIds: readonly string[]): Partial<SignalDraft> => {
    const untouched =
      draft.attempts.length === 0 ||
      JSON.stringify(draft.attempts) === JSON.stringify(mostOf(noted(draft.childIds)))
    return untouched ? { attempts: mostOf(noted(childIds)) } : {}
  }
  const firstTried = noted(draft.childIds)
    .flatMap(({ tried }) => tried.map(({ on }) => on))
    .sort()[0]
  const triedWords =
    advice !== 'usual'
      ? 'signal.triedUnsafe'
      : missing.has('tried')
        ? 'signal.triedNone'
        : 'signal.triedEnough'
  const quick =
    (Object.keys(WEEKS) as Weeks[]).find((weeks) => isoOf(subDays(base, WEEKS[weeks])) === draft.lostSince) ??
    null
  const fault = (what: Missing, words: string): string | null => (asked && missing.has(what) ? words : null)

  const send = (): void => {
    setAsked(true)
    if (missing.size > 0) {
      announce(t('signal.needAll'))
      const first = PLACES.find(([what]) => missing.has(what))
      const steps = form.current?.querySelectorAll('[data-step]') ?? []
      const step = first && steps[first[1]]
      const place =
        step?.querySelector<HTMLElement>('input:checked') ??
        step?.querySelector<HTMLElement>('input, button, [role=spinbutton]')
      place?.focus()
      return
    }
    if (action.busy) return
    action.run(async () => {
      done()
      const { signalId, number, parents: said } = await engine().send({ kind: 'file-signal', draft })
      announce(t(said === 'unsafe' ? 'signal.savedUnsafe' : 'signal.saved', { number }))
      open('my-signals', signalId)
    })
  }
  useShortcuts([
    { key: 'Enter', ctrl: true, run: send },
    { key: 'n', run: () => form.current?.querySelector('input')?.focus() },
  ])

  if (total === 0)
    return (
      <Empty icon={UsersRound} title={t('signal.emptyTitle')} text={t('signal.emptyText')}>
        <Button look="primary" onPress={() => open('caseload')}>
          {t('signal.emptyButton')}
        </Button>
      </Empty>
    )

  const since =
    draft.lostSince && draft.lostSince <= today
      ? t('signal.daysAgo', {
          date: dates.long(draft.lostSince),
          count: dates.daysSince(draft.lostSince, today),
        })
      : null
  return (
    <>
      <div className="main" ref={form}>
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
        <Step
          title={t('signal.child')}
          aside={t('signal.childHelp')}
          done={!missing.has('child')}
          fault={fault('child', t('signal.needChild'))}
        >
          <ChildPicker
            first={children[0] ?? null}
            siblings={siblings}
            childIds={draft.childIds}
            today={today}
            onChange={(childIds) => change({ childIds, weighing: null, ...filledFor(childIds) })}
          />
          <AbsenceHint childIds={draft.childIds} />
        </Step>
        <Step
          title={t('signal.since')}
          aside={since}
          done={!missing.has('date')}
          fault={fault('date', draft.lostSince ? t('signal.needDateFuture') : t('signal.needDate'))}
        >
          <Pills
            label={t('signal.since')}
            value={quick}
            onChange={(weeks) => {
              setPicked(picked + 1)
              change({ lostSince: isoOf(subDays(base, WEEKS[weeks])) })
            }}
            options={(Object.keys(WEEKS) as Weeks[]).map((weeks) => [weeks, t(`signal.${weeks}`)] as const)}
          >
            <span className="muted small">{t('signal.orOn')}</span>
            <DateField
              key={picked}
              label={t('signal.date')}
              language={i18n.language}
              value={quick ? null : draft.lostSince}
              {...boundsOf('lost', today)}
              onChange={(lostSince) => {
                if (lostSince !== null || !quick) change({ lostSince })
              }}
            />
          </Pills>
        </Step>
        <Step
          title={t('signal.tried')}
          aside={t(triedWords)}
          done={!missing.has('tried')}
          fault={fault('tried', t('signal.needTried'))}
        >
          <Attempts attempts={draft.attempts} onChange={(attempts) => change({ attempts })} />
          {firstTried && (
            <p className="small muted">{t('attempts.filled', { date: dates.day(firstTried) })}</p>
          )}
        </Step>
        <Step title={t('signal.soon')} done>
          <Choices
            row
            label={t('signal.soon')}
            value={draft.urgency}
            onChange={(urgency) => change({ urgency })}
            options={Urgency.options.map((value) => ({
              value,
              title: t(`signal.${value}`),
              text: term(value),
            }))}
            aside={
              <button
                type="button"
                className={`choice ${styles.dashed}`}
                aria-haspopup="dialog"
                onClick={() => useInterface.getState().showSafety(true)}
              >
                <span>
                  <b className="danger-words">{t('signal.danger')}</b>
                  <span className="text">{t('signal.dangerText')}</span>
                </span>
              </button>
            }
          />
        </Step>
        <Step
          title={t('signal.parents')}
          aside={
            draft.parents && draft.parents !== 'informed' && advice === 'usual'
              ? t('signal.parentsLater')
              : null
          }
          done={!missing.has('parents')}
          fault={fault('parents', t('signal.needParents'))}
        >
          <Pills
            label={t('signal.parents')}
            value={draft.parents}
            onChange={(parents) => change({ parents })}
            options={ParentsInformed.options
              .filter((value) => known === 'usual' || value === 'unsafe' || value === 'informed')
              .map((value) => [value, t(`parents.${value}`)] as const)}
          />
          {advice !== 'usual' && <UnsafeAdvice text={t(isKnown ? 'unsafe.linked' : 'unsafe.draft')} />}
        </Step>
        {asksSecrecy && <AskSecrecyStep asked={asked} />}
        {secrecy && !asksSecrecy && (
          <SecrecyStep
            value={draft.weighing ?? null}
            asked={asked}
            onChange={(weighing) => change({ weighing })}
            canNotShare={!missing.has('child')}
            onNotShare={() => setNotShare(true)}
          />
        )}
        {noteOpen ? (
          <TextInput
            label={t('signal.note')}
            value={draft.note}
            onChange={(note) => change({ note })}
            help={t('signal.noteText')}
            lines={3}
            maxLength={2000}
          />
        ) : (
          <p className={styles.ownNote}>
            <Button look="quiet" onPress={() => setNoteOpen(true)}>
              {t('signal.note')}…
            </Button>
          </p>
        )}
        <Fault error={action.error} />
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
                onChange={(on) => {
                  if (on) change({ disappearsOn: on })
                }}
              />
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
          <Button look="quiet" isDisabled={missing.has('child')} onPress={() => setNotShare(true)}>
            {t('signal.notShare')}
          </Button>
          <Button look="primary" keys="Ctrl ↵" isDisabled={action.busy} onPress={send}>
            {action.busy ? t('signal.sending') : t('signal.send')}
          </Button>
        </footer>
      </div>
      <Consequence draft={draft} lost={children} person={person} today={today} />
      <NotShare
        open={notShare}
        secrecy={secrecy}
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
