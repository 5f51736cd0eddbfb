import { Phone, Split } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Weighing } from '../../../shared/domain/secrecy.ts'
import type { HintView } from '../../../shared/api/possible-match.ts'
import type { Person } from '../../../shared/api/session.ts'
import { engine } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { AskSecrecy, useUnweighed, Weigh } from '../../widgets/weighing.tsx'
import { useInterface } from '../../state/interface.ts'
import { useShortcuts } from '../../state/shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Choices } from '../../ui/choice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { ConsultFirst } from './consult-first.tsx'
import { ComparisonTable } from './comparison-table.tsx'
import { Heading } from './heading.tsx'
import { sayNotTheSame } from './not-the-same.ts'

type Reply = 'perhaps' | 'not-the-same'

const DONE_WORDS = {
  'not-the-same': 'match.notSameDone',
  'answer-waiting': 'match.answerWaiting',
} as const

/** Too little agrees to open anything: the own record is looked at first, and only a person can say more. */
/** The answer to a hint while it is being made. */
const useHintAnswer = (hint: HintView, next: () => void) => {
  const { t } = useTranslation()
  const { announce, select } = useInterface.getState()
  const [reply, setReply] = useState<Reply | null>(null)
  const [weighing, setWeighing] = useState<Weighing | null>(null)
  const unweighed = useUnweighed(weighing)
  const missing = reply === 'not-the-same' ? null : unweighed
  const action = useAction()
  const open = hint.state === 'new'
  const deny = (): void => {
    if (!open || action.busy) return
    select(hint.id)
    action.run(async () => {
      await sayNotTheSame(hint, true)
      announce(t('match.notSameDone'))
    })
  }
  const send = (): void => {
    if (!reply || !open || action.busy) return
    if (reply === 'not-the-same') return deny()
    if (missing) return announce(t(missing))
    select(hint.id)
    action.run(async () => {
      await engine().send({
        kind: 'answer-hint',
        signalId: hint.id,
        ...(weighing ? { weighing } : {}),
      })
      announce(t('match.sent'))
    })
  }
  const undo = (): void => action.run(() => sayNotTheSame(hint, false))
  useShortcuts([
    {
      key: '1',
      run: () => {
        if (open) setReply('perhaps')
      },
    },
    { key: '3', run: deny },
    { key: 'j', run: next },
    { key: 'Enter', ctrl: true, run: send },
  ])
  return { reply, setReply, weighing, setWeighing, missing, action, open, send, undo }
}
type HintAnswer = ReturnType<typeof useHintAnswer>

const Answering = ({
  hint,
  form: { reply, setReply, weighing, setWeighing, action, open, undo },
}: {
  hint: HintView
  form: HintAnswer
}) => {
  const { t } = useTranslation()
  const options = [
    {
      value: 'perhaps' as const,
      title: t('hint.perhaps'),
      text: t('hint.perhapsText'),
      keys: '1',
      icon: <Phone size={20} aria-hidden="true" />,
    },
    {
      value: 'not-the-same' as const,
      title: t(hint.about === 'family' ? 'hint.notFamily' : 'match.notSame'),
      text: t('match.notSameText'),
      keys: '3',
      icon: <Split size={20} aria-hidden="true" />,
    },
  ]
  if (!open)
    return (
      <section className="card leaves stack">
        <h2>{t(DONE_WORDS[hint.state as keyof typeof DONE_WORDS] ?? 'match.answered')}</h2>
        {hint.state === 'not-the-same' && (
          <div className="row">
            <Button isDisabled={action.busy} onPress={undo}>
              {t('app.undo')}
            </Button>
          </div>
        )}
      </section>
    )
  return (
    <>
      <AskSecrecy />
      <h2>2. {t('match.step2')}</h2>
      <Choices label={t('match.step2')} value={reply} onChange={setReply} options={options} />
      {reply === 'perhaps' && <Weigh weighing={weighing} onChange={setWeighing} />}
      {/* Nobody here can read whether it is safe: then the parents are not the first to ask. */}
      <ConsultFirst signalId={hint.id} until={hint.consulting} unsafe />
    </>
  )
}

const Panel = ({
  hint,
  person,
  form: { reply, missing, action, open, send },
}: {
  hint: HintView
  person: Person
  form: HintAnswer
}) => {
  const { t } = useTranslation()
  const dates = useDates()
  return (
    <aside className="panel" tabIndex={0} aria-label={t('hint.panel')}>
      <section className="stack tight">
        <h2>{t('hint.panel')}</h2>
        <p>{t(hint.about === 'family' ? 'hint.familyWhy' : 'hint.why')}</p>
        <p className="muted small">{t('hint.gone', { date: dates.long(hint.disappearsOn) })}</p>
      </section>
      {open && (
        <>
          <section className="card leaves stack tight" aria-live="polite">
            <h3>{t('match.seesTitle')}</h3>
            {reply === null && <p>{t('match.seesChoose')}</p>}
            {reply === 'not-the-same' && <p>{t('match.seesNothing')}</p>}
            {reply === 'perhaps' && (
              <>
                <p>
                  {t(hint.about === 'family' ? 'hint.seesFamily' : 'hint.seesPerhaps', {
                    organisation: person.organisation,
                  })}
                </p>
                <p>{t('match.seesName', { name: person.name, function: person.function })}</p>
                <p>{t('match.seesPhone', { phone: person.phone })}</p>
              </>
            )}
          </section>
          <div className="bottom">
            <Button
              look="primary"
              keys="Ctrl ↵"
              isDisabled={!reply || missing !== null || action.busy}
              onPress={send}
            >
              {t('match.send')}
            </Button>
          </div>
        </>
      )}
    </aside>
  )
}

export const HintScreen = ({
  hint,
  person,
  index,
  total,
  next,
}: {
  hint: HintView
  person: Person
  index: number
  total: number
  next: () => void
}) => {
  const { t } = useTranslation()
  const { open: show } = useInterface.getState()
  const form = useHintAnswer(hint, next)
  return (
    <>
      <div className="main">
        <Heading
          title={t(hint.about === 'family' ? 'hint.familyTitle' : 'hint.title')}
          intro={t('hint.intro')}
          index={index}
          total={total}
          next={next}
        />
        <div className="row apart">
          <h2>1. {t('hint.step1')}</h2>
          <Chip tone="wait">{t('match.certainty.hint')}</Chip>
        </div>
        <ComparisonTable items={hint.children} number={null} />
        <p className="small">{t(hint.about === 'family' ? 'hint.familyCheck' : 'hint.check')}</p>
        <div className="row">
          <Button onPress={() => show('caseload')}>{t('hint.toList')}</Button>
        </div>
        <Answering hint={hint} form={form} />
        <Fault error={form.action.error} />
      </div>
      <Panel hint={hint} person={person} form={form} />
    </>
  )
}
