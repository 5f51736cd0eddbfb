import {
  CircleAlert,
  CloudOff,
  Hourglass,
  MessageCircleReply,
  Plus,
  RadioTower,
  CheckCheck,
  Split,
} from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { SentSignal } from '../../../shared/api/my-signals.ts'
import { useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { useOutcome } from '../../i18n/outcome.ts'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { SignalDetail } from './signal-detail.tsx'
import styles from './my-signals.module.css'

const CHIPS = {
  waiting: ['', CloudOff],
  open: ['wait', Hourglass],
  answered: ['good', MessageCircleReply],
  closed: ['', CheckCheck],
} as const

const namesOf = (signal: SentSignal): string => signal.children.map(({ name }) => name).join(', ')

const Looked = ({ looked, of }: Pick<SentSignal, 'looked' | 'of'>) => {
  const { t } = useTranslation()
  if (looked === null) return null
  return (
    <>
      {Array.from({ length: Math.min(of, 12) }, (_, i) => (
        <i key={i} className={i < looked ? styles.on : ''} />
      ))}
      &nbsp;{t('mine.lookedOf', { looked, of })}
    </>
  )
}

const Item = ({ signal, current }: { signal: SentSignal; current: boolean }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const ended = useOutcome()
  const select = useInterface((state) => state.select)
  const contradicts = signal.conflicts.length > 0
  const today = useView('session').today
  const days =
    signal.state === 'open' && signal.clock && today ? dates.daysSince(today, signal.clock.dueOn) : null
  const stateWords = (): string => {
    if (contradicts) return t('mine.state.contradicts')
    if (days === null) return t(`mine.state.${signal.state}`)
    if (days === 0) return t('clock.today')
    return days < 0 ? t('clock.over') : t('clock.left', { count: days })
  }
  const [tone, icon] = contradicts ? (['alarm', Split] as const) : CHIPS[signal.state]
  return (
    <li>
      <AriaButton
        className="item"
        aria-current={current ? 'true' : undefined}
        onPress={() => select(signal.id)}
      >
        <span className="row apart">
          <b>{namesOf(signal)}</b>
          <Chip tone={tone} icon={icon}>
            {stateWords()}
          </Chip>
        </span>
        <span className="small muted">
          {signal.state === 'closed' && signal.outcome
            ? ended(signal.outcome, signal.onward)
            : t('mine.lostSince', { date: dates.day(signal.content.lostSince) })}
        </span>
        {signal.informing.due && (
          <span className="row">
            <Chip tone="wait" icon={CircleAlert}>
              {signal.advice === 'usual'
                ? t(`informing.todo.${signal.informing.addressee}`)
                : t('unsafe.todo')}
            </Chip>
          </span>
        )}
        {signal.state !== 'closed' && signal.state !== 'waiting' && (
          <span className={`${styles.looks} small muted`}>
            <Looked looked={signal.looked} of={signal.of} />
            <span className="grow" />
            {t('mine.until', { date: dates.short(signal.disappearsOn) })}
          </span>
        )}
      </AriaButton>
    </li>
  )
}

export const MySignals = () => {
  const { t } = useTranslation()
  const sent = useView('sent')
  const selected = useInterface((state) => state.selected)
  const open = useInterface((state) => state.open)
  const isRunning = ({ state, conflicts, informing }: SentSignal): boolean =>
    state !== 'closed' || conflicts.length > 0 || informing.due
  const [running, closed] = [sent.filter(isRunning), sent.filter((signal) => !isRunning(signal))]
  const current = sent.find(({ id }) => id === selected) ?? running[0] ?? closed[0]
  if (!current)
    return (
      <Empty icon={RadioTower} title={t('mine.emptyTitle')} text={t('mine.emptyText')}>
        <Button look="primary" keys="N" onPress={() => open('new-signal')}>
          {t('nav.new-signal')}
        </Button>
      </Empty>
    )
  return (
    <>
      <div className="list" role="region" aria-label={t('mine.list')}>
        <header className="row apart">
          <h1>{t('mine.title')}</h1>
          <AriaButton
            className="button quiet icon"
            aria-label={t('nav.new-signal')}
            onPress={() => open('new-signal')}
          >
            <Plus size={20} aria-hidden="true" />
          </AriaButton>
        </header>
        <ul>
          {running.map((signal) => (
            <Item key={signal.id} signal={signal} current={signal === current} />
          ))}
        </ul>
        {closed.length > 0 && (
          <>
            <h2>{t('mine.closed')}</h2>
            <ul>
              {closed.map((signal) => (
                <Item key={signal.id} signal={signal} current={signal === current} />
              ))}
            </ul>
          </>
        )}
      </div>
      <SignalDetail key={current.id} signal={current} />
    </>
  )
}
