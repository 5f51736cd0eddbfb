import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { publishedHolidays, Region, type SchoolHoliday } from '../../../shared/calendar/school-holidays.ts'
import { engine, useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { HolidayRows, holidaysOf, rowsOf, type HolidayRow } from '../../widgets/holiday-rows.tsx'
import { HOLIDAYS, useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Pills } from '../../ui/choice.tsx'
import { useAction } from '../../ui/use-action.ts'

/** When there is no school: begun from the government's dates, then the school's own. Only schools see it. */
export const HolidaysSection = () => {
  const { t } = useTranslation()
  const dates = useDates()
  const absence = useView('absence')
  const today = useView('session').today
  const announce = useInterface((state) => state.announce)
  const asked = useInterface((state) => state.selected === HOLIDAYS)
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    if (asked) section.current?.scrollIntoView({ block: 'start' })
  }, [asked])
  const [written, setWritten] = useState<readonly HolidayRow[] | null>(null)
  const action = useAction()
  if (!absence) return null
  const rows: readonly HolidayRow[] = written ?? rowsOf(absence.holidays)
  const whole = holidaysOf(rows)
  const { region } = absence
  const save = (to: Region, holidays: readonly SchoolHoliday[]): void =>
    action.run(async () => {
      await engine().send({ kind: 'set-school-holidays', region: to, holidays: [...holidays] })
      setWritten(null)
      announce(t('holidays.saved'))
    })
  const choose = (to: Region): void =>
    save(to, [...publishedHolidays(to), ...absence.holidays.filter(({ kind }) => kind === 'own')])
  const last = absence.holidays.at(-1)?.until
  return (
    <section className="stack tight" ref={section} aria-labelledby="holidays-title">
      <h2 className="h3" id="holidays-title">
        {t('holidays.title')}
      </h2>
      <p className="muted">{t('holidays.text')}</p>
      <Pills
        label={t('absence.region')}
        value={region}
        onChange={choose}
        options={Region.options.map((option) => [option, t(`holidays.region.${option}`)] as const)}
      />
      {region && (
        <>
          {today && last && last < today && (
            <p className="remark wait" role="status">
              {t('holidays.ends', { date: dates.birth(last) })}
            </p>
          )}
          <HolidayRows rows={rows} onChange={setWritten}>
            {written && (
              <Button
                isDisabled={action.busy || !whole}
                onPress={() => {
                  if (whole) save(region, whole)
                }}
              >
                {t('holidays.save')}
              </Button>
            )}
          </HolidayRows>
        </>
      )}
      <Fault error={action.error} />
    </section>
  )
}
