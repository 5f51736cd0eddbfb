import {
  CalendarCheck,
  CircleHelp,
  Eye,
  HandHelping,
  Hourglass,
  KeyRound,
  type LucideIcon,
  Mail,
  MapPinned,
  MessageSquareReply,
  MessageSquareWarning,
  PenLine,
  Phone,
  ShieldAlert,
  Split,
  Sun,
  UsersRound,
} from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Task } from '../../../shared/api/my-day.ts'
import { useAreaName } from '../../client/areas.ts'
import { useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { useInterface } from '../../state/interface.ts'
import { useShortcuts } from '../../state/shortcuts.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'

const ICONS: Readonly<Record<Task['kind'], LucideIcon>> = {
  'possible-match': Eye,
  consulting: Hourglass,
  hint: CircleHelp,
  asked: HandHelping,
  speak: Phone,
  outcome: PenLine,
  agreement: CalendarCheck,
  'follow-up': CalendarCheck,
  inform: Mail,
  consult: ShieldAlert,
  contradiction: Split,
  'name-asked': KeyRound,
  introduce: Phone,
  neighbourhood: MapPinned,
  'neighbourhood-answered': MapPinned,
  'second-asked': UsersRound,
  'obstacle-owed': MessageSquareWarning,
  'obstacle-answered': MessageSquareReply,
}
const GROUPS = ['before', 'dueNow', 'soon', 'whenever'] as const
const groupOf = ({ dueOn }: Task, today: string): (typeof GROUPS)[number] => {
  if (dueOn === null) return 'whenever'
  if (dueOn < today) return 'before'
  return dueOn === today ? 'dueNow' : 'soon'
}

const useWords = (): ((task: Task) => string) => {
  const { t } = useTranslation()
  return (task) => {
    switch (task.kind) {
      case 'asked':
        return t('myDay.kind.asked', {
          with: task.with ?? '',
          ask: task.ask ? t(`conversation.asks.${task.ask}`) : '',
        })
      case 'agreement':
        return t(task.agreement?.by === 'both' ? 'myDay.kind.agreementBoth' : 'myDay.kind.agreement', {
          what: task.agreement ? t(`conversation.what.${task.agreement.what}`) : '',
        })
      case 'neighbourhood':
      case 'neighbourhood-answered':
        return t(`myDay.kind.${task.kind}`, { count: task.count })
      case 'obstacle-owed':
      case 'obstacle-answered':
        return t(`myDay.kind.${task.kind}`, {
          about: task.obstacle ? t(`obstacles.kind.${task.obstacle}`) : '',
        })
      default:
        return t(`myDay.kind.${task.kind}`, { with: task.with ?? '' })
    }
  }
}

const Row = ({ task, today }: { task: Task; today: string }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const open = useInterface((state) => state.open)
  const words = useWords()
  const areaName = useAreaName()
  const Icon = ICONS[task.kind]
  return (
    <li>
      <AriaButton className="item task" onPress={() => open(task.screen, task.signalId)}>
        <Icon size={20} aria-hidden="true" />
        <span className="grow">
          <b>{words(task)}</b>
          <span className="small muted">
            {[task.names.join(', '), task.number && areaName(task.number)].filter(Boolean).join(' · ')}
            {task.phone && (task.kind === 'speak' || task.kind === 'introduce') ? ` · ${task.phone}` : ''}
          </span>
        </span>
        {task.dueOn && (
          <Chip tone={task.late ? 'alarm' : task.dueOn === today ? 'wait' : ''}>
            {task.late
              ? `${t('myDay.late')} · ${dates.short(task.dueOn)}`
              : task.dueOn === today
                ? t('myDay.dueToday')
                : t('myDay.due', { date: dates.long(task.dueOn) })}
          </Chip>
        )}
      </AriaButton>
    </li>
  )
}

/** Everything that waits for this person. Empty when it is done. */
export const MyDay = () => {
  const { t } = useTranslation()
  const tasks = useView('day')
  const today = useView('session').today ?? ''
  const open = useInterface((state) => state.open)
  const [first] = tasks
  useShortcuts(first ? [{ key: 'Enter', ctrl: true, run: () => open(first.screen, first.signalId) }] : [])
  if (tasks.length === 0)
    return <Empty icon={Sun} title={t('myDay.emptyTitle')} text={t('myDay.emptyText')} />
  return (
    <div className="main">
      <header>
        <h1>{t('myDay.title')}</h1>
        <p className="muted">{t('myDay.intro')}</p>
      </header>
      {GROUPS.map((group) => {
        const mine = tasks.filter((task) => groupOf(task, today) === group)
        return (
          mine.length > 0 && (
            <section key={group} className="stack tight" aria-label={t(`myDay.${group}`)}>
              <h2 className="h3">{t(`myDay.${group}`)}</h2>
              <ul className="tasks">
                {mine.map((task) => (
                  <Row key={task.id} task={task} today={today} />
                ))}
              </ul>
            </section>
          )
        )
      })}
    </div>
  )
}
