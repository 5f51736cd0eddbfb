import { Plus, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { publishedHolidays, Region, type SchoolHoliday } from '../../../shared/school-holidays.ts'
import { engine, useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../i18n/fault.tsx'
import { HOLIDAYS, useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Pills } from '../../ui/choice.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { useAction } from '../../ui/use-action.ts'

/** While it is being written a day may be missing. */
interface Row { readonly key: number; readonly kind: SchoolHoliday['kind']; readonly from: string | null; readonly until: string | null }
const isWhole = (row: Row): row is Row & SchoolHoliday => row.from !== null && row.until !== null && row.from <= row.until

/** When there is no school: begun from the government's dates, then the school's own. Only schools see it. */
export const HolidaysSection = () => {
  const { t, i18n } = useTranslation()
  const dates = useDates()
  const absence = useView('absence')
  const today = useView('session').today
  const announce = useInterface((state) => state.announce)
  const asked = useInterface((state) => state.selected === HOLIDAYS)
  const section = useRef<HTMLElement>(null)
  useEffect(() => { if (asked) section.current?.scrollIntoView({ block: 'start' }) }, [asked])
  const [written, setWritten] = useState<readonly Row[] | null>(null)
  const action = useAction()
  if (!absence) return null
  const rows: readonly Row[] = written ?? absence.holidays.map((holiday, key) => ({ ...holiday, key }))
  const { region } = absence
  const change = (key: number, part: Partial<Row>): void => setWritten(rows.map((row) => (row.key === key ? { ...row, ...part } : row)))
  const save = (to: Region, holidays: readonly SchoolHoliday[]): void => action.run(async () => {
    await engine().send({ kind: 'set-school-holidays', region: to, holidays: holidays.map(({ kind, from, until }) => ({ kind, from, until })) })
    setWritten(null)
    announce(t('holidays.saved'))
  })
  const choose = (to: Region): void => save(to, [...publishedHolidays(to), ...absence.holidays.filter(({ kind }) => kind === 'own')])
  const last = absence.holidays.at(-1)?.until
  return (
    <section className="stack tight" ref={section} aria-labelledby="holidays-title">
      <h2 className="h3" id="holidays-title">{t('holidays.title')}</h2>
      <p className="muted">{t('holidays.text')}</p>
      <Pills label={t('absence.region')} value={region} onChange={choose} options={Region.options.map((option) => [option, t(`holidays.region.${option}`)] as const)} />
      {region && (
        <>
          {today && last && last < today && <p className="remark wait" role="status">{t('holidays.ends', { date: dates.birth(last) })}</p>}
          <ul className="holidays">
            {rows.map(({ key, kind, from, until }) => {
              const name = t(`holidays.kind.${kind}`)
              return (
                <li key={key}>
                  <span className="name">{name}</span>
                  <span className="row"><DateField label={t('holidays.from', { name })} language={i18n.language} value={from} onChange={(day) => change(key, { from: day })} /><span className="small muted">{t('holidays.to')}</span><DateField label={t('holidays.until', { name })} language={i18n.language} value={until} onChange={(day) => change(key, { until: day })} /></span>
                  <Button look="quiet" aria-label={t('holidays.remove', { name, date: from ? dates.birth(from) : '–' })} onPress={() => setWritten(rows.filter((row) => row.key !== key))}><X size={16} aria-hidden="true" /></Button>
                  {from && until && until < from && <span className="fault" role="alert">{t('holidays.wrong')}</span>}
                </li>
              )
            })}
          </ul>
          <div className="row"><Button onPress={() => setWritten([...rows, { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, kind: 'own', from: null, until: null }])}><Plus size={16} aria-hidden="true" />{t('holidays.add')}</Button>{written && <Button isDisabled={action.busy || !rows.every(isWhole)} onPress={() => { if (rows.every(isWhole)) save(region, rows) }}>{t('holidays.save')}</Button>}</div>
        </>
      )}
      <Fault error={action.error} />
    </section>
  )
}
