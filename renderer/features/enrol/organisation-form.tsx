import { readWijk } from '../../../shared/domain/areas.ts'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { boundsOf } from '../../../shared/calendar/day-bounds.ts'
import { OrganisationDraft } from '../../../shared/membership/invitation.ts'
import { Linie, OrganisationKind } from '../../../shared/domain/identifiers.ts'
import { useToday } from '../../client/today.ts'
import { Button } from '../../ui/button.tsx'
import { Pills } from '../../ui/choice.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { NOBODY, PersonFields } from '../../widgets/person-fields.tsx'
import { useInterface } from '../../state/interface.ts'
import { Back, Card } from './card.tsx'

/** Where an organisation of a kind usually stands (docs/field.md, "Linies"); anybody can choose otherwise. */
const USUAL: Readonly<Partial<Record<OrganisationKind, Linie>>> = {
  welfare: 'front',
  'primary-school': 'midfield',
  'secondary-school': 'midfield',
  'youth-health': 'midfield',
  'neighbourhood-team': 'midfield',
}

/** The application as it is written, and which of its fields are wrong. */
const useApplication = (name: string, onDone: (draft: OrganisationDraft) => void) => {
  const { t } = useTranslation()
  const [text, setText] = useState({ name, wijken: '', caseload: '', basis: '', by: '' })
  const [kind, setKind] = useState<OrganisationKind | null>(null)
  const [linie, setLinie] = useState<Linie | null>(null)
  const [on, setOn] = useState<string | null>(null)
  const [contact, setContact] = useState(NOBODY)
  const [standIn, setStandIn] = useState(NOBODY)
  const [problems, setProblems] = useState<ReadonlySet<string>>(new Set())
  const next = (): void => {
    const neighbourhoods = text.wijken
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map((code) => readWijk(code) ?? code)
    const draft = OrganisationDraft.safeParse({
      name: text.name,
      kind,
      linie,
      neighbourhoods,
      caseloadSize: /^\d+$/.test(text.caseload.trim()) ? Number(text.caseload) : null,
      basis: { text: text.basis, by: text.by, on },
      bsnBasis: null,
      contact,
      standIn,
    })
    const missing = new Set(
      draft.success
        ? []
        : draft.error.issues.map(({ path }) =>
            path[0] === 'neighbourhoods' ? 'neighbourhoods' : path.join('.'),
          ),
    )
    if (neighbourhoods.length === 0) missing.add('neighbourhoods')
    setProblems(missing)
    if (draft.success && missing.size === 0) onDone(draft.data)
  }
  return {
    text,
    set:
      (field: keyof typeof text) =>
      (value: string): void =>
        setText({ ...text, [field]: value }),
    kind,
    setKind: (value: OrganisationKind): void => {
      setKind(value)
      setLinie(linie ?? USUAL[value] ?? null)
    },
    linie,
    setLinie,
    on,
    setOn,
    contact,
    setContact,
    standIn,
    setStandIn,
    problems,
    wrong: (field: string): string | null => (problems.has(field) ? t('apply.wrong') : null),
    next,
  }
}
type Application = ReturnType<typeof useApplication>

/** What it is, where it stands and how many children it knows. */
const Organisation = ({ form }: { form: Application }) => {
  const { t } = useTranslation()
  const { text, set, wrong, kind, setKind, linie, setLinie } = form
  return (
    <>
      <TextInput
        label={t('apply.name')}
        value={text.name}
        onChange={set('name')}
        error={wrong('name')}
        maxLength={80}
        autoFocus
      />
      <section className="stack tight">
        <h2 className="h3" id="kind">
          {t('apply.kind')}
        </h2>
        <Pills
          label={t('apply.kind')}
          value={kind}
          onChange={setKind}
          options={OrganisationKind.options.map((value) => [value, t(`kind.${value}`)] as const)}
        />
        {wrong('kind') && <p className="fault">{wrong('kind')}</p>}
      </section>
      <section className="stack tight">
        <h2 className="h3">{t('apply.linie')}</h2>
        <Pills
          label={t('apply.linie')}
          value={linie}
          onChange={setLinie}
          options={Linie.options.map((value) => [value, t(`linie.${value}`)] as const)}
        />
        {wrong('linie') && <p className="fault">{wrong('linie')}</p>}
      </section>
      <div className="pair">
        <TextInput
          label={t('apply.wijken')}
          value={text.wijken}
          onChange={set('wijken')}
          help={t('apply.wijkenHelp')}
          error={wrong('neighbourhoods')}
        />
        <TextInput
          label={t('apply.caseload')}
          value={text.caseload}
          onChange={set('caseload')}
          help={t('apply.caseloadHelp')}
          error={wrong('caseloadSize')}
          inputMode="numeric"
        />
      </div>
    </>
  )
}

const Basis = ({ form: { text, set, wrong, on, setOn } }: { form: Application }) => {
  const { t } = useTranslation()
  const today = useToday()
  const language = useInterface((state) => state.settings.language)
  return (
    <fieldset className="stack plain">
      <legend className="h3">{t('apply.basisTitle')}</legend>
      <TextInput
        label={t('apply.basis')}
        value={text.basis}
        onChange={set('basis')}
        help={t('apply.basisHelp')}
        error={wrong('basis.text')}
        lines={2}
        maxLength={300}
      />
      <div className="pair">
        <TextInput label={t('apply.by')} value={text.by} onChange={set('by')} error={wrong('basis.by')} />
        <div className="field">
          <span className="label">{t('apply.on')}</span>
          <DateField
            label={t('apply.on')}
            value={on}
            onChange={setOn}
            language={language}
            {...boundsOf('signed', today)}
          />
          {wrong('basis.on') && <p className="fault">{wrong('basis.on')}</p>}
        </div>
      </div>
    </fieldset>
  )
}

/**
 * The details that an organisation gives when it asks to be admitted; municipality and programmabureau both
 * sign for them.
 */
export const OrganisationForm = ({
  name,
  onDone,
  back,
}: {
  name: string
  onDone: (draft: OrganisationDraft) => void
  back: () => void
}) => {
  const { t } = useTranslation()
  const form = useApplication(name, onDone)
  const { contact, setContact, standIn, setStandIn, problems, wrong } = form
  return (
    <Card title={t('apply.title')} text={t('apply.text')} wide>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          form.next()
        }}
      >
        <Organisation form={form} />
        <Basis form={form} />
        <PersonFields
          which="contact"
          value={contact}
          onChange={setContact}
          wrong={wrong}
          help={t('apply.contactHelp')}
        />
        <PersonFields
          which="standIn"
          value={standIn}
          onChange={setStandIn}
          wrong={wrong}
          help={t('apply.standInHelp')}
        />
        {problems.size > 0 && (
          <p className="fault" role="alert">
            {t('apply.someWrong', { count: problems.size })}
          </p>
        )}
        <div className="row">
          <Button look="primary" type="submit">
            {t('app.next')}
          </Button>
          <Back onPress={back} />
        </div>
      </Form>
    </Card>
  )
}
