import { addDays } from 'date-fns/addDays'
import { format } from 'date-fns/format'
import { parseISO } from 'date-fns/parseISO'
import { useState } from 'react'
import { Checkbox, CheckboxGroup, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { boundsOf } from '../../../shared/calendar/day-bounds.ts'
import { LetterLanguage } from '../../../shared/domain/letter-language.ts'
import {
  Agreements,
  Field,
  LEAST_KEPT_DAYS,
  MOST_KEPT_DAYS,
  type Terms,
} from '../../../shared/membership/agreements.ts'
import { publishedHolidays, Region } from '../../../shared/calendar/school-holidays.ts'
import type { RulesView } from '../../../shared/api/membership.ts'
import { useAreaTitle } from '../../client/areas.ts'
import { engine } from '../../client/engine.ts'
import { useToday } from '../../client/today.ts'
import { Fault } from '../../widgets/fault.tsx'
import { HolidayRows, holidaysOf, rowsOf, type HolidayRow } from '../../widgets/holiday-rows.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Pills } from '../../ui/choice.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useAction } from '../../ui/use-action.ts'
import { LINES, useLines, type Line } from './lines.ts'

/** What is typed as a number: where it stands in the agreements, and its bounds as the schema has them. */
const NUMBERS = [
  ['firstAnswer', 'terms.firstAnswer.normal', 1, 10],
  ['today', 'terms.firstAnswer.today', 0, 2],
  ['speak', 'terms.speak', 1, 10],
  ['parentsFirst', 'terms.parentsFirst', 1, 15],
  ['outcome', 'terms.outcome', 2, 30],
  ['standIn', 'terms.standIn', 1, 5],
  ['followUp', 'terms.followUpDays', 7, 60],
  ['kept', 'keptDays', LEAST_KEPT_DAYS, MOST_KEPT_DAYS],
] as const satisfies readonly (readonly [Line, string, number, number])[]
type NumberLine = (typeof NUMBERS)[number][0]

const textOf = ({ terms, keptDays }: Agreements): Record<NumberLine, string> => ({
  firstAnswer: String(terms.firstAnswer.normal),
  today: String(terms.firstAnswer.today),
  speak: String(terms.speak),
  parentsFirst: String(terms.parentsFirst),
  outcome: String(terms.outcome),
  standIn: String(terms.standIn),
  followUp: String(terms.followUpDays),
  kept: String(keptDays),
})
const termsOf = (typed: Record<NumberLine, string>): Terms => {
  const number = (line: NumberLine): number =>
    /^[0-9]{1,3}$/.test(typed[line].trim()) ? Number(typed[line]) : Number.NaN
  return {
    firstAnswer: { normal: number('firstAnswer'), today: number('today') },
    speak: number('speak'),
    parentsFirst: number('parentsFirst'),
    outcome: number('outcome'),
    standIn: number('standIn'),
    followUpDays: number('followUp'),
  }
}
const after = (date: string, days: number): string => format(addDays(parseISO(date), days), 'yyyy-MM-dd')

/** What is typed, what it comes to, and what is wrong with it. */
interface SignForm {
  readonly typed: Readonly<Record<NumberLine, string>>
  readonly languages: readonly LetterLanguage[]
  readonly quiet: Agreements['quiet']
  readonly field: Field
  readonly holidays: readonly HolidayRow[]
  readonly from: string | null
  readonly why: string
}

const useSigning = (wijk: RulesView['wijken'][number], onClose: () => void) => {
  const { t } = useTranslation()
  const announce = useInterface((state) => state.announce)
  const today = useToday()
  const newest = wijk.versions[0]
  const before = newest?.agreements ?? wijk.now
  const earliest = [after(today, 1), newest?.from ?? ''].sort().at(-1)!
  const [form, setForm] = useState<SignForm>({
    typed: textOf(before),
    languages: before.languages,
    quiet: before.quiet,
    field: before.field,
    holidays: rowsOf(before.schoolHolidays),
    from: earliest,
    why: '',
  })
  const [asked, setAsked] = useState(false)
  const action = useAction()
  const { typed, languages, quiet, field, from, why } = form
  const schoolHolidays = holidaysOf(form.holidays)
  const draft = Agreements.safeParse({
    terms: termsOf(typed),
    languages,
    keptDays: Number(typed.kept),
    quiet,
    schoolHolidays: schoolHolidays ?? null,
    field,
  })
  const fromWrong = !from || from < earliest
  const whyWrong = why.trim().length < 10
  const sign = (): void => {
    setAsked(true)
    if (!draft.success || fromWrong || whyWrong) return
    action.run(async () => {
      await engine().send({
        kind: 'sign-rules',
        neighbourhood: wijk.neighbourhood,
        from,
        agreements: draft.data,
        why,
      })
      announce(t('agreements.done'))
      onClose()
    })
  }
  return {
    form,
    change: (part: Partial<SignForm>): void => setForm((now) => ({ ...now, ...part })),
    before,
    earliest,
    today,
    draft,
    wrong: new Set(
      draft.success
        ? []
        : draft.error.issues.map(({ path, code }) => (code === 'custom' ? 'outcome' : path.join('.'))),
    ),
    holidaysWrong: asked && !schoolHolidays,
    fromWrong: asked && fromWrong,
    whyWrong: asked && whyWrong,
    action,
    sign,
  }
}
type Signing = ReturnType<typeof useSigning>

const NumberFields = ({ signing: { form, change, wrong } }: { signing: Signing }) => {
  const { t } = useTranslation()
  return (
    <div className="pair">
      {NUMBERS.map(([line, path, least, most]) => (
        <TextInput
          key={line}
          label={t(line === 'followUp' || line === 'kept' ? 'agreements.inDays' : 'agreements.workingDays', {
            what: t(`agreements.${line}`),
          })}
          inputMode="numeric"
          maxLength={3}
          value={form.typed[line]}
          onChange={(value) => change({ typed: { ...form.typed, [line]: value } })}
          help={line === 'kept' ? t('agreements.legal', { count: MOST_KEPT_DAYS + 1 }) : null}
          error={
            wrong.has(path) || (line === 'outcome' && wrong.has('outcome'))
              ? t(wrong.has(path) ? 'agreements.number' : 'agreements.outcomeWrong', { least, most })
              : null
          }
        />
      ))}
    </div>
  )
}

const QuietHours = ({ signing: { form, change, wrong } }: { signing: Signing }) => {
  const { t } = useTranslation()
  const { quiet } = form
  return (
    <>
      <Checkbox
        className="check"
        isSelected={quiet !== null}
        onChange={(on) => change({ quiet: on ? { from: '18:00', until: '08:00' } : null })}
      >
        <span className="box" aria-hidden="true" />
        <b>{t('agreements.quietOn')}</b>
      </Checkbox>
      {quiet && (
        <div className="pair">
          {(['from', 'until'] as const).map((part) => (
            <TextInput
              key={part}
              label={t(part === 'from' ? 'agreements.quietFrom' : 'agreements.quietUntil')}
              value={quiet[part]}
              maxLength={5}
              onChange={(value) => change({ quiet: { ...quiet, [part]: value } })}
              error={wrong.has(`quiet.${part}`) ? t('agreements.timeWrong') : null}
            />
          ))}
        </div>
      )}
    </>
  )
}

const SchoolHolidays = ({
  signing: { form, change, before, today, holidaysWrong },
}: {
  signing: Signing
}) => {
  const { t } = useTranslation()
  const setHolidays = (holidays: readonly HolidayRow[]): void => change({ holidays })
  const ownDays = before.schoolHolidays.filter(({ kind }) => kind === 'own')
  return (
    <section className="stack tight" aria-labelledby="school-holidays">
      <h3 className="h3" id="school-holidays">
        {t('holidays.title')}
      </h3>
      <p className="help">{t('agreements.holidaysHelp')}</p>
      <div className="row">
        <span className="small muted">{t('agreements.holidaysBegin')}</span>
        {Region.options.map((region) => (
          <Button
            key={region}
            look="quiet"
            onPress={() =>
              setHolidays(
                rowsOf([...publishedHolidays(region).filter(({ until }) => until >= today), ...ownDays]),
              )
            }
          >
            {t(`holidays.region.${region}`)}
          </Button>
        ))}
      </div>
      <HolidayRows rows={form.holidays} onChange={setHolidays}>
        {form.holidays.length > 0 && (
          <Button look="quiet" onPress={() => setHolidays([])}>
            {t('agreements.holidaysNone')}
          </Button>
        )}
      </HolidayRows>
      {holidaysWrong && <p className="fault">{t('agreements.holidaysWrong')}</p>}
    </section>
  )
}

const FieldAndLanguages = ({ signing: { form, change } }: { signing: Signing }) => {
  const { t } = useTranslation()
  const { field, languages } = form
  return (
    <>
      <div className="field">
        <span className="label">{t('agreements.field')}</span>
        <Pills
          label={t('agreements.field')}
          value={field}
          onChange={(chosen) => change({ field: chosen })}
          options={Field.options.map((one) => [one, t(`agreements.fields.${one}`)] as const)}
        />
      </div>
      <CheckboxGroup
        className="stack tight"
        aria-label={t('agreements.languages')}
        value={[...languages]}
        onChange={(chosen) =>
          change({ languages: LetterLanguage.options.filter((one) => chosen.includes(one)) })
        }
      >
        <span className="label">{t('agreements.languages')}</span>
        <div className="pills">
          {LetterLanguage.options.map((one) => (
            <Checkbox key={one} value={one} className="pill">
              {t(`letter.languages.${one}`)}
            </Checkbox>
          ))}
        </div>
        {languages.length === 0 && <p className="fault">{t('agreements.languageWrong')}</p>}
      </CheckboxGroup>
    </>
  )
}

const StartAndReason = ({
  signing: { form, change, earliest, today, fromWrong, whyWrong },
}: {
  signing: Signing
}) => {
  const { t } = useTranslation()
  const language = useInterface((state) => state.settings.language)
  return (
    <>
      <div className="field">
        <span className="label">{t('agreements.start')}</span>
        <DateField
          label={t('agreements.start')}
          value={form.from}
          onChange={(from) => change({ from })}
          language={language}
          min={earliest}
          max={boundsOf('ahead', today).max}
        />
        <p className="help">{t('agreements.startHelp')}</p>
        {fromWrong && <p className="fault">{t('agreements.startWrong')}</p>}
      </div>
      <TextInput
        label={t('agreements.why')}
        lines={3}
        maxLength={400}
        value={form.why}
        onChange={(why) => change({ why })}
        help={t('agreements.whyHelp')}
        error={whyWrong ? t('agreements.whyWrong') : null}
      />
    </>
  )
}

const Changes = ({ signing: { draft, before } }: { signing: Signing }) => {
  const { t } = useTranslation()
  const words = useLines()
  if (!draft.success) return null
  const [was, will] = [words(before), words(draft.data)]
  const changed = LINES.filter((line) => will[line] !== was[line])
  return (
    <section className="card leaves stack tight" aria-label={t('agreements.changes')}>
      <h3 className="h3">{t('agreements.changes')}</h3>
      {changed.length === 0 ? (
        <p>{t('agreements.noChange')}</p>
      ) : (
        <dl className="facts">
          {changed.map((line) => [
            <dt key={line}>{t(`agreements.${line}`)}</dt>,
            <dd key={`${line}-value`}>
              <s className="muted">{was[line]}</s> {will[line]}
            </dd>,
          ])}
        </dl>
      )}
      <p className="small">{t('agreements.seen')}</p>
    </section>
  )
}

/** Says before what changes and who will see it, because what was signed stands. */
export const SignDialog = ({ wijk, onClose }: { wijk: RulesView['wijken'][number]; onClose: () => void }) => {
  const { t } = useTranslation()
  const areaTitle = useAreaTitle()
  const signing = useSigning(wijk, onClose)
  const { action, sign } = signing
  return (
    <Dialog
      wide
      title={t('agreements.title', { wijk: areaTitle(wijk.neighbourhood) })}
      open
      onClose={onClose}
    >
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          sign()
        }}
      >
        <NumberFields signing={signing} />
        <QuietHours signing={signing} />
        <SchoolHolidays signing={signing} />
        <FieldAndLanguages signing={signing} />
        <StartAndReason signing={signing} />
        <Changes signing={signing} />
        <Fault error={action.error} />
        <div className="row">
          <Button look="primary" type="submit" isDisabled={action.busy}>
            {action.busy ? t('app.oneMoment') : t('agreements.sign')}
          </Button>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  )
}
