/** School holidays as lines that can be changed, for a school and for a wijk. */
import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { boundsOf } from '../../shared/calendar/day-bounds.ts'
import { SchoolHoliday } from '../../shared/calendar/school-holidays.ts'
import { useToday } from '../client/today.ts'
import { Button } from '../ui/button.tsx'
import { DateField } from '../ui/date-field.tsx'
import { useDates } from '../i18n/dates.ts'
import styles from './holiday-rows.module.css'

/** While it is being written a day may be missing. */
export interface HolidayRow {
  readonly key: number
  readonly kind: SchoolHoliday['kind']
  readonly from: string | null
  readonly until: string | null
}

export const rowsOf = (holidays: readonly SchoolHoliday[]): HolidayRow[] =>
  holidays.map((holiday, key) => ({ ...holiday, key }))
/** Null where a line is not whole. */
export const holidaysOf = (rows: readonly HolidayRow[]): SchoolHoliday[] | null => {
  const all = rows.map(({ kind, from, until }) => SchoolHoliday.safeParse({ kind, from, until }))
  return all.every(({ success }) => success) ? all.flatMap(({ data }) => data ?? []) : null
}

export const HolidayRows = ({
  rows,
  onChange,
  children,
}: {
  rows: readonly HolidayRow[]
  onChange: (rows: readonly HolidayRow[]) => void
  children?: React.ReactNode
}) => {
  const { t, i18n } = useTranslation()
  const dates = useDates()
  const bounds = boundsOf('school', useToday())
  const change = (key: number, part: Partial<HolidayRow>): void =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)))
  return (
    <>
      <ul className={styles.holidays}>
        {rows.map(({ key, kind, from, until }) => {
          const name = t(`holidays.kind.${kind}`)
          return (
            <li key={key}>
              <span>{name}</span>
              <span className="row">
                <DateField
                  label={t('holidays.from', { name })}
                  language={i18n.language}
                  value={from}
                  onChange={(day) => change(key, { from: day })}
                  {...bounds}
                />
                <span className="small muted">{t('holidays.to')}</span>
                <DateField
                  label={t('holidays.until', { name })}
                  language={i18n.language}
                  value={until}
                  onChange={(day) => change(key, { until: day })}
                  {...bounds}
                />
              </span>
              <Button
                look="quiet"
                aria-label={t('holidays.remove', { name, date: from ? dates.birth(from) : '–' })}
                onPress={() => onChange(rows.filter((row) => row.key !== key))}
              >
                <X size={16} aria-hidden="true" />
              </Button>
              {from && until && until < from && (
                <span className="fault" role="alert">
                  {t('holidays.wrong')}
                </span>
              )}
            </li>
          )
        })}
      </ul>
      <div className="row">
        <Button
          onPress={() =>
            onChange([
              ...rows,
              { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, kind: 'own', from: null, until: null },
            ])
          }
        >
          <Plus size={16} aria-hidden="true" />
          {t('holidays.add')}
        </Button>
        {children}
      </div>
    </>
  )
}
