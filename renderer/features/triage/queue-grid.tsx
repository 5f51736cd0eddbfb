import { useVirtualizer } from '@tanstack/react-virtual'
import { Hourglass, Link2, MessageCircle, UserCheck } from 'lucide-react'
import type { TFunction } from 'i18next'
import { memo, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Linie } from '../../../shared/domain/identifiers.ts'
import type { NeighbourhoodSignal } from '../../../shared/api/triage.ts'
import { useView } from '../../client/engine.ts'
import { useDates, type Dates } from '../../i18n/dates.ts'
import { Chip } from '../../ui/chip.tsx'
import { isForRow, rowAfter } from '../../ui/grid-rows.ts'
import { useLatest } from '../../ui/use-latest.ts'
import { daysLate, lineNow } from './queue.ts'
import styles from './triage.module.css'

const ROW_HEIGHT = 46
const PAGE_ROWS = 8
const MOST_SQUARES = 10

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
const coverage = (t: TFunction, looked: number | null, of: number) => {
  if (looked === null) return <span className="muted">{t('triage.lookedUnknown')}</span>
  const squares = Math.min(of, MOST_SQUARES)
  return (
    <span className={styles.coverage}>
      <span aria-hidden="true">
        {Array.from({ length: squares }, (_, i) => (
          <span key={i} className={i < Math.round((looked / Math.max(1, of)) * squares) ? styles.on : ''} />
        ))}
      </span>
      {t('triage.looked', { looked, of })}
    </span>
  )
}

const clock = (t: TFunction, dates: Dates, signal: NeighbourhoodSignal, today: string) => {
  const late = daysLate(signal, today)
  if (signal.state === 'closed')
    return <Chip>{signal.outcome ? t(`outcome.${signal.outcome}`) : t('area.states.closed')}</Chip>
  if (signal.state === 'answered')
    return (
      <Chip tone={signal.awaitsEnd ? 'wait' : 'good'} icon={MessageCircle}>
        {t(signal.awaitsEnd ? 'triage.noEnd' : 'triage.answered')}
      </Chip>
    )
  if (late > 0)
    return (
      <Chip tone="alarm" icon={Hourglass}>
        {t('triage.daysLate', { count: late })}
      </Chip>
    )
  if (signal.answerBy === today)
    return (
      <Chip tone="wait" icon={Hourglass}>
        {t('triage.dueToday')}
      </Chip>
    )
  return <Chip>{t('triage.dueOn', { date: dates.short(signal.answerBy) })}</Chip>
}

/** Taken as one with others, or a requester says that it belongs to one. */
const linked = (t: TFunction, links: NeighbourhoodSignal['links']) => {
  const merged = links.filter((one) => one.merged)
  const shown = merged.length > 0 ? merged : links
  const numbers = shown.flatMap(({ number }) => (number ? [number] : [])).join(', ')
  return (
    <span className={`${styles.linked} small${merged.length > 0 ? '' : ` ${styles.proposed}`}`}>
      <Link2 size={14} aria-hidden="true" />
      <span aria-hidden="true">{numbers === '' ? t('triage.elsewhere') : numbers}</span>
      <span className="hidden-visually">
        {numbers === ''
          ? t('triage.linkedElsewhere')
          : t(merged.length > 0 ? 'triage.mergedWith' : 'triage.linked', { numbers })}
      </span>
    </span>
  )
}

interface RowProps {
  readonly signal: NeighbourhoodSignal
  readonly index: number
  readonly start: number
  readonly today: string
  readonly line: Linie
  readonly isCurrent: boolean
  readonly isChosen: boolean
  readonly acts: () => Pick<Props, 'onMove' | 'onChoose'>
}

/**
 * Drawn again only when something of it changed: a fling through ten thousand draws what comes into sight.
 */
const Row = memo(({ signal, index, start, today, line, isCurrent, isChosen, acts }: RowProps) => {
  const { t } = useTranslation()
  const dates = useDates()
  return (
    <div
      role="row"
      data-row={index}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      aria-current={isCurrent ? 'true' : undefined}
      tabIndex={isCurrent ? 0 : -1}
      className={`grid-row${isCurrent ? ` ${styles.current}` : ''}${isChosen ? ` ${styles.chosen}` : ''}`}
      style={{ transform: `translateY(${start}px)` }}
      onFocus={(event) => {
        if (event.target === event.currentTarget && !isCurrent) acts().onMove(index)
      }}
    >
      <div role="gridcell">
        <label className={`check ${styles.only}`}>
          <input
            type="checkbox"
            className="hidden-visually"
            aria-label={t('triage.chooseOne', { number: signal.number })}
            tabIndex={-1}
            checked={isChosen}
            onChange={() => acts().onChoose(signal.id)}
          />
          <span className="box" aria-hidden="true" />
        </label>
      </div>
      <div role="gridcell" className={styles.signal}>
        <b>{signal.number}</b>
        <br />
        {signal.taken && (
          <span className={`${styles.taken} small`}>
            <UserCheck size={14} aria-hidden="true" />
            <span>{signal.taken.mine ? t('triage.mine') : signal.taken.name}</span>
          </span>
        )}
        {signal.links.length > 0 && linked(t, signal.links)}
        <span className="small muted">
          {t(`kind.${signal.organisationKind}`)} · {signal.children.join(', ')}
        </span>
      </div>
      <div role="gridcell">{t('area.days', { count: dates.daysSince(signal.lostSince, today) })}</div>
      <div role="gridcell">{coverage(t, signal.looked, signal.of)}</div>
      <div role="gridcell">{clock(t, dates, signal, today)}</div>
      <div role="gridcell">{t(`linie.${line}`)}</div>
    </div>
  )
})

const Head = () => {
  const { t } = useTranslation()
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className="grid-row">
        <div role="columnheader">
          <span className="hidden-visually">{t('triage.choose')}</span>
        </div>
        {(['signal', 'lost', 'lookedBy', 'clock', 'line'] as const).map((name) => (
          <div key={name} role="columnheader">
            {t(`triage.${name}`)}
          </div>
        ))}
      </div>
    </div>
  )
}

/**
 * The whole queue, of which only the rows in sight exist. One stop for Tab; arrows, Home, End and Page move,
 * Space chooses.
 */
export const QueueGrid = ({ signals, today, current, onMove, chosen, onChoose }: Props) => {
  const { t } = useTranslation()
  const organisations = useView('organisations')
  const lines = useMemo(() => new Map(organisations.map(({ id, linie }) => [id, linie])), [organisations])
  const box = useRef<HTMLDivElement>(null)
  const focused = useRef(false)
  const acts = useLatest({ onMove, onChoose })
  // oxlint-disable-next-line react/incompatible-library -- its functions are used in this component only, which nothing memoises
  const virtual = useVirtualizer({
    count: signals.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    scrollPaddingStart: 40,
  })
  useEffect(() => {
    if (signals.length === 0) return
    virtual.scrollToIndex(current)
    if (focused.current)
      box.current?.querySelector<HTMLElement>(`[data-row="${current}"]`)?.focus({ preventScroll: true })
  }, [current, signals.length, virtual])
  const press = (event: React.KeyboardEvent): void => {
    if (!isForRow(event)) return
    const to = rowAfter(event.key, current, signals.length, PAGE_ROWS)
    if (to !== null) onMove(to)
    else if (event.key === ' ') onChoose(signals[current]!.id)
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={box}
      className={`grid ${styles.queue}`}
      role="grid"
      tabIndex={-1}
      aria-label={t('triage.title')}
      aria-rowcount={signals.length + 1}
      aria-colcount={6}
      aria-multiselectable="true"
      onKeyDown={press}
      onFocus={() => {
        focused.current = true
      }}
      onBlur={() => {
        focused.current = false
      }}
    >
      <Head />
      <div role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const signal = signals[index]!
          return (
            <Row
              key={signal.id}
              signal={signal}
              index={index}
              start={start}
              today={today}
              line={lineNow(signal, (id) => lines.get(id))}
              isCurrent={index === current}
              isChosen={chosen.has(signal.id)}
              acts={acts}
            />
          )
        })}
      </div>
    </div>
  )
}
