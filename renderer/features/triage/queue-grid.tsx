import { useVirtualizer } from '@tanstack/react-virtual'
import { Hourglass, MessageCircle, UserCheck } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Checkbox } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { NeighbourhoodSignal } from '../../../shared/worker.ts'
import { useDates } from '../../i18n/dates.ts'
import { Chip } from '../../ui/chip.tsx'
import { daysLate } from './queue.ts'

const ROW_HEIGHT = 52
const PAGE_ROWS = 8

interface Props {
  readonly signals: readonly NeighbourhoodSignal[]
  readonly today: string
  /** Its place in `signals`. */
  readonly current: number
  readonly onMove: (to: number) => void
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (id: string) => void
}

/** How many of the others looked: small squares, and the number. */
const Coverage = ({ looked, of }: { looked: number | null; of: number }) => {
  const { t } = useTranslation()
  if (looked === null) return <span className="muted">{t('triage.lookedUnknown')}</span>
  return <span className="coverage"><span aria-hidden="true">{Array.from({ length: Math.min(of, 10) }, (_, i) => <span key={i} className={i < Math.round((looked / Math.max(1, of)) * Math.min(of, 10)) ? 'on' : ''} />)}</span>{t('triage.looked', { looked, of })}</span>
}

const Clock = ({ signal, today }: { signal: NeighbourhoodSignal; today: string }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const late = daysLate(signal, today)
  if (signal.state === 'closed') return <Chip>{signal.outcome ? t(`outcome.${signal.outcome}`) : t('area.states.closed')}</Chip>
  if (signal.state === 'answered') return <Chip tone={signal.awaitsEnd ? 'wait' : 'good'} icon={MessageCircle}>{t(signal.awaitsEnd ? 'area.awaitsEnd' : 'area.states.answered')}</Chip>
  if (late > 0) return <Chip tone="alarm" icon={Hourglass}>{t('triage.daysLate', { count: late })}</Chip>
  if (signal.answerBy === today) return <Chip tone="wait" icon={Hourglass}>{t('triage.dueToday')}</Chip>
  return <Chip>{t('triage.dueOn', { date: dates.short(signal.answerBy) })}</Chip>
}

/** The whole queue, of which only the rows in sight exist. One stop for Tab; arrows, Home, End and Page move, Space chooses. */
export const QueueGrid = ({ signals, today, current, onMove, chosen, onChoose }: Props) => {
  const { t } = useTranslation()
  const dates = useDates()
  const box = useRef<HTMLDivElement>(null)
  const focused = useRef(false)
  // oxlint-disable-next-line react/incompatible-library -- its functions are used in this component only, which nothing memoises
  const virtual = useVirtualizer({ count: signals.length, getScrollElement: () => box.current, estimateSize: () => ROW_HEIGHT, overscan: 10, scrollPaddingStart: 44 })
  useEffect(() => {
    if (signals.length === 0) return
    virtual.scrollToIndex(current)
    if (focused.current) box.current?.querySelector<HTMLElement>(`[data-row="${current}"]`)?.focus({ preventScroll: true })
  }, [current, signals.length, virtual])
  const press = (event: React.KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + PAGE_ROWS, PageUp: current - PAGE_ROWS, Home: 0, End: signals.length - 1 }
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target as HTMLElement).matches('[data-row]')) return
    if (event.key in moves) onMove(moves[event.key]!)
    else if (event.key === ' ') onChoose(signals[current]!.id)
    else return
    event.preventDefault()
  }
  return (
    <div ref={box} className="grid queue" role="grid" tabIndex={-1} aria-label={t('triage.title')} aria-rowcount={signals.length + 1} aria-colcount={5} aria-multiselectable="true" onKeyDown={press} onFocus={() => { focused.current = true }} onBlur={() => { focused.current = false }}>
      <div role="rowgroup" className="grid-head">
        <div role="row" aria-rowindex={1} className="grid-row">
          <div role="columnheader"><span className="hidden-visually">{t('triage.choose')}</span></div>
          {(['signal', 'lost', 'lookedBy', 'clock'] as const).map((name) => <div key={name} role="columnheader">{t(`triage.${name}`)}</div>)}
        </div>
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const signal = signals[index]!
          return (
            <div key={signal.id} role="row" data-row={index} aria-rowindex={index + 2} aria-selected={chosen.has(signal.id)} aria-current={index === current ? 'true' : undefined} tabIndex={index === current ? 0 : -1} className={`grid-row${index === current ? ' current' : ''}${chosen.has(signal.id) ? ' chosen' : ''}`} style={{ transform: `translateY(${start}px)` }} onFocus={(event) => { if (event.target === event.currentTarget && index !== current) onMove(index) }}>
              <div role="gridcell"><Checkbox className="check only" aria-label={t('triage.chooseOne', { number: signal.number })} excludeFromTabOrder isSelected={chosen.has(signal.id)} onChange={() => onChoose(signal.id)}><span className="box" aria-hidden="true" /></Checkbox></div>
              <div role="gridcell" className="signal"><b>{signal.number}</b>{signal.taken && <span className="taken small"><UserCheck size={14} aria-hidden="true" />{signal.taken.mine ? t('triage.mine') : signal.taken.name}</span>}<br /><span className="small muted">{t(`kind.${signal.organisationKind}`)} · {signal.children.join(', ')}</span></div>
              <div role="gridcell">{t('area.days', { count: dates.daysSince(signal.lostSince, today) })}</div>
              <div role="gridcell"><Coverage looked={signal.looked} of={signal.of} /></div>
              <div role="gridcell"><Clock signal={signal} today={today} /></div>
            </div>
          )
        })}
      </div>
    </div>
  )
}
