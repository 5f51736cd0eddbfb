import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp, CalendarClock, Pencil, SearchX, Trash2 } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ListedChild, SortBy } from '../../../shared/api/caseload.ts'
import { fullName } from '../../../shared/domain/child.ts'
import { writtenPostcode } from '../../../shared/domain/postcode.ts'
import { useFoundChildren, type FoundChildren } from '../../client/children.ts'
import { useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { useHours } from '../../i18n/numbers.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { isForRow, rowAfter } from '../../ui/grid-rows.ts'
import styles from './caseload.module.css'

const COLUMNS: readonly SortBy[] = ['firstName', 'lastName', 'birthDate', 'group', 'postcode']
/** On a small window three columns are not shown. */
const COLUMN_STYLES: Readonly<Partial<Record<SortBy, string>>> = {
  birthDate: styles.birthDate,
  group: styles.group,
  postcode: styles.postcode,
}
const ROW_HEIGHT = 44
const PAGE_ROWS = 10

interface Props {
  readonly label: string
  readonly query: string
  readonly onEdit: (child: ListedChild) => void
  readonly onRemove: (child: ListedChild) => void
}

interface Order {
  readonly sort: SortBy
  readonly descending: boolean
}

const HeadRow = ({ sort, descending, onOrder }: Order & { onOrder: (column: SortBy) => void }) => {
  const { t } = useTranslation()
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className="grid-row">
        {COLUMNS.map((column) => (
          <div
            key={column}
            role="columnheader"
            className={COLUMN_STYLES[column]}
            aria-sort={column !== sort ? 'none' : descending ? 'descending' : 'ascending'}
          >
            <Button
              className={styles.sort}
              aria-label={t('list.sortOn', { column: t(`list.${column}`) })}
              onPress={() => onOrder(column)}
            >
              {t(`list.${column}`)}
              {column === sort &&
                (descending ? (
                  <ArrowDown size={14} aria-hidden="true" />
                ) : (
                  <ArrowUp size={14} aria-hidden="true" />
                ))}
            </Button>
          </div>
        ))}
        <div role="columnheader" className={styles.acts}>
          <span className="hidden-visually">{t('list.acts')}</span>
        </div>
      </div>
    </div>
  )
}

/** What is shown of one child; `absent`: hours of absence that are due to be reported. */
const Cells = ({
  child,
  absent,
  onEdit,
  onRemove,
}: Pick<Props, 'onEdit' | 'onRemove'> & { child: ListedChild | undefined; absent: number | undefined }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const hours = useHours()
  if (!child)
    return (
      <div role="gridcell" className="muted">
        {t('list.loading')}
      </div>
    )
  return (
    <>
      <div role="gridcell">{child.callName ?? child.firstName}</div>
      <div role="gridcell">
        <b>{[child.prefix, child.lastName].filter(Boolean).join(' ')}</b>
        {absent !== undefined && (
          <>
            {' '}
            <Chip tone="wait" icon={CalendarClock}>
              {t('absence.chip', { hours: hours(absent) })}
            </Chip>
          </>
        )}
      </div>
      <div role="gridcell" className={styles.birthDate}>
        {dates.birth(child.birthDate)}
      </div>
      <div role="gridcell" className={styles.group}>
        {child.group ?? '–'}
      </div>
      <div role="gridcell" className={styles.postcode}>
        {child.postcode ? writtenPostcode(child.postcode) : '–'}
      </div>
      <div role="gridcell" className={styles.acts}>
        <Button
          className="button quiet icon"
          excludeFromTabOrder
          aria-label={t('list.edit', { name: fullName(child) })}
          onPress={() => onEdit(child)}
        >
          <Pencil size={16} aria-hidden="true" />
        </Button>
        <Button
          className="button quiet icon"
          excludeFromTabOrder
          aria-label={t('list.remove', { name: fullName(child) })}
          onPress={() => onRemove(child)}
        >
          <Trash2 size={16} aria-hidden="true" />
        </Button>
      </div>
    </>
  )
}

/** Hours that are due to be reported, by child. */
const useDueHours = (): ReadonlyMap<string, number> => {
  const absence = useView('absence')
  return useMemo(
    () =>
      new Map(absence?.lines.flatMap((line) => (line.due ? [[line.childId, line.due.hours] as const] : []))),
    [absence],
  )
}

const useOrder = () => {
  const [order, setOrder] = useState<Order>({ sort: 'lastName', descending: false })
  const orderOn = (column: SortBy): void =>
    setOrder(({ sort, descending }) => ({ sort: column, descending: column === sort && !descending }))
  return [order, orderOn] as const
}

/** The row that has the focus or gets it with Tab, and the keys that move it. */
const useActiveRow = ({
  box,
  found,
  asked,
  scrollTo,
  onEdit,
  onRemove,
}: Pick<Props, 'onEdit' | 'onRemove'> & {
  box: RefObject<HTMLDivElement | null>
  found: FoundChildren
  /** The question that the list answers: at another one it begins at the first row. */
  asked: string
  scrollTo: (index: number) => void
}) => {
  const [active, setActive] = useState(0)
  const [answered, setAnswered] = useState(asked)
  if (answered !== asked) {
    setAnswered(asked)
    setActive(0)
  }
  const moved = useRef(false)
  const total = found.total ?? 0
  const current = Math.min(active, Math.max(0, total - 1))
  useEffect(() => {
    box.current?.scrollTo({ top: 0 })
  }, [box, asked])
  useEffect(() => {
    if (!moved.current) return
    const row = box.current?.querySelector<HTMLElement>(`[data-row="${current}"]`)
    if (!row) return
    moved.current = false
    row.focus({ preventScroll: true })
  })
  const go = (to: number): void => {
    const next = Math.max(0, Math.min(total - 1, to))
    moved.current = true
    setActive(next)
    scrollTo(next)
  }
  const press = (event: KeyboardEvent): void => {
    if (!isForRow(event)) return
    const child = found.row(current)
    const to = rowAfter(event.key, current, total, PAGE_ROWS)
    if (to !== null) go(to)
    else if (event.key === 'Enter' && child) onEdit(child)
    else if (event.key === 'Delete' && child) onRemove(child)
    else return
    event.preventDefault()
  }
  return { current, setActive, press }
}

/**
 * The whole list, of which only the rows in sight exist. One stop for Tab; arrows, Home, End and Page move in
 * it.
 */
export const ChildList = ({ label, query, onEdit, onRemove }: Props) => {
  const { t } = useTranslation()
  const due = useDueHours()
  const [{ sort, descending }, orderOn] = useOrder()
  const box = useRef<HTMLDivElement>(null)
  const found = useFoundChildren(query, sort, descending)
  const total = found.total ?? 0
  // oxlint-disable-next-line react/incompatible-library -- its functions are used in this component only, which nothing memoises
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingStart: ROW_HEIGHT,
  })
  const rows = virtual.getVirtualItems()
  const [first, last] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0]
  useEffect(() => {
    found.show(first, last)
  })
  const { current, setActive, press } = useActiveRow({
    box,
    found,
    asked: `${query}|${sort}|${descending}`,
    scrollTo: (index) => virtual.scrollToIndex(index),
    onEdit,
    onRemove,
  })
  if (found.total === 0)
    return <Empty within="h2" icon={SearchX} title={t('list.noHits')} text={t('list.noHitsText')} />
  return (
    <>
      <div
        ref={box}
        className="grid"
        role="grid"
        tabIndex={-1}
        aria-label={label}
        aria-rowcount={total + 1}
        aria-colcount={COLUMNS.length + 1}
        aria-describedby="list-keys"
        onKeyDown={press}
      >
        <HeadRow sort={sort} descending={descending} onOrder={orderOn} />
        <div role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {rows.map(({ index, start }) => {
            const child = found.row(index)
            return (
              <div
                key={index}
                role="row"
                data-row={index}
                aria-rowindex={index + 2}
                tabIndex={index === current ? 0 : -1}
                className="grid-row"
                style={{ transform: `translateY(${start}px)` }}
                onFocus={() => setActive(index)}
                onDoubleClick={() => child && onEdit(child)}
              >
                <Cells
                  child={child}
                  absent={child && due.get(child.id)}
                  onEdit={onEdit}
                  onRemove={onRemove}
                />
              </div>
            )
          })}
        </div>
      </div>
      <p id="list-keys" className="tiny muted">
        {t('list.keys')}
      </p>
    </>
  )
}
