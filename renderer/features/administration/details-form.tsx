import { useState } from 'react'
import { Checkbox, CheckboxGroup, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { boundsOf } from '../../../shared/calendar/day-bounds.ts'
import { OrganisationDetails } from '../../../shared/membership/statements.ts'
import { engine, useView } from '../../client/engine.ts'
import { useToday } from '../../client/today.ts'
import { Fault } from '../../widgets/fault.tsx'
import { NOBODY, PersonFields } from '../../widgets/person-fields.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useAction } from '../../ui/use-action.ts'

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const
const Saved = OrganisationDetails.omit({ organisationId: true, serial: true })

type Wrong = (field: string) => string | null
type Reachable = OrganisationDetails['reachable']
interface Dpia {
  readonly on: string | null
  readonly officer: string
}

const DpiaFields = ({
  value,
  onChange,
  wrong,
}: {
  value: Dpia
  onChange: (value: Dpia) => void
  wrong: Wrong
}) => {
  const { t } = useTranslation()
  const today = useToday()
  const language = useInterface((state) => state.settings.language)
  return (
    <fieldset className="stack tight plain">
      <legend className="h3">{t('details.dpia')}</legend>
      <p className="help">{t('details.dpiaHelp')}</p>
      <div className="pair">
        <div className="field">
          <span className="label">{t('details.dpiaOn')}</span>
          <DateField
            label={t('details.dpiaOn')}
            value={value.on}
            onChange={(on) => onChange({ ...value, on })}
            language={language}
            {...boundsOf('signed', today)}
          />
          {wrong('dpia.on') && <p className="fault">{wrong('dpia.on')}</p>}
        </div>
        <TextInput
          label={t('details.officer')}
          value={value.officer}
          onChange={(officer) => onChange({ ...value, officer })}
          error={wrong('dpia.officer')}
        />
      </div>
    </fieldset>
  )
}

const ReachableFields = ({
  value,
  onChange,
  awayUntil,
  onAway,
  wrong,
}: {
  value: Reachable
  onChange: (value: Reachable) => void
  awayUntil: string | null
  onAway: (until: string | null) => void
  wrong: Wrong
}) => {
  const { t } = useTranslation()
  const today = useToday()
  const language = useInterface((state) => state.settings.language)
  return (
    <fieldset className="stack tight plain">
      <legend className="h3">{t('who2.reachable')}</legend>
      <CheckboxGroup
        aria-label={t('details.days')}
        className="pills"
        value={value.days.map(String)}
        onChange={(days) => onChange({ ...value, days: days.map(Number).sort() })}
      >
        {DAYS.map((day) => (
          <Checkbox key={day} value={String(day)} className="pill">
            {t(`day.${day}`)}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <div className="pair">
        <TextInput
          label={t('details.from')}
          value={value.from}
          onChange={(from) => onChange({ ...value, from })}
          help="08:30"
          error={wrong('reachable.from')}
        />
        <TextInput
          label={t('details.until')}
          value={value.until}
          onChange={(until) => onChange({ ...value, until })}
          help="17:00"
          error={wrong('reachable.until')}
        />
        <div className="field">
          <span className="label">{t('details.away')}</span>
          <DateField
            label={t('details.away')}
            value={awayUntil}
            onChange={onAway}
            language={language}
            {...boundsOf('shown', today)}
          />
        </div>
      </div>
    </fieldset>
  )
}

/** DPIA and FG, contact and stand-in, when they can be reached. Everyone sees it in Wie is wie. */
export const DetailsForm = ({
  details,
  first,
  organisationId,
}: {
  details: OrganisationDetails | null
  first: boolean
  organisationId: string
}) => {
  const { t } = useTranslation()
  const announce = useInterface((state) => state.announce)
  const own = useView('organisations').find(({ id }) => id === organisationId)
  const [dpia, setDpia] = useState<Dpia>({
    on: details?.dpia?.on ?? null,
    officer: details?.dpia?.officer ?? '',
  })
  const [contact, setContact] = useState(details?.contact ?? own?.contact ?? NOBODY)
  const [standIn, setStandIn] = useState(details?.standIn ?? own?.standIn ?? NOBODY)
  const [reachable, setReachable] = useState(
    details?.reachable ?? { days: [1, 2, 3, 4, 5], from: '08:30', until: '17:00' },
  )
  const [awayUntil, setAwayUntil] = useState<string | null>(details?.awayUntil ?? null)
  const [problems, setProblems] = useState<ReadonlySet<string>>(new Set())
  const action = useAction()
  const wrong = (field: string): string | null => (problems.has(field) ? t('apply.wrong') : null)
  const save = (): void => {
    const draft = Saved.safeParse({
      dpia: dpia.on || dpia.officer ? dpia : null,
      contact,
      standIn,
      reachable,
      awayUntil,
    })
    setProblems(new Set(draft.success ? [] : draft.error.issues.map(({ path }) => path.join('.'))))
    if (!draft.success) return
    action.run(async () => {
      await engine().send({ kind: 'save-details', details: draft.data })
      announce(t('details.saved'))
    })
  }
  return (
    <section className="stack" aria-labelledby="details">
      <h2 id="details">{t('details.title')}</h2>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <DpiaFields value={dpia} onChange={setDpia} wrong={wrong} />
        <PersonFields which="contact" value={contact} onChange={setContact} wrong={wrong} />
        <PersonFields which="standIn" value={standIn} onChange={setStandIn} wrong={wrong} />
        <ReachableFields
          value={reachable}
          onChange={setReachable}
          awayUntil={awayUntil}
          onAway={setAwayUntil}
          wrong={wrong}
        />
        {problems.size > 0 && (
          <p className="fault" role="alert">
            {t('apply.someWrong', { count: problems.size })}
          </p>
        )}
        <Fault error={action.error} />
        <div className="row">
          <Button look={first ? 'primary' : 'plain'} type="submit" isDisabled={action.busy}>
            {action.busy ? t('app.oneMoment') : t('details.save')}
          </Button>
        </div>
      </Form>
    </section>
  )
}
