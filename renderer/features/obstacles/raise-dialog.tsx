import { addDays } from 'date-fns/addDays'
import { format } from 'date-fns/format'
import { parseISO } from 'date-fns/parseISO'
import { useState, type ComponentProps } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ObstacleKind } from '../../../shared/domain/obstacle.ts'
import { MOST_KEPT_DAYS } from '../../../shared/membership/agreements.ts'
import type { ObstaclesView } from '../../../shared/api/obstacles.ts'
import type { Person } from '../../../shared/api/session.ts'
import { useAreaTitle } from '../../client/areas.ts'
import { engine } from '../../client/engine.ts'
import { useToday } from '../../client/today.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { useWords } from './use-words.tsx'

type Wijken = ObstaclesView['wijken']

/** An obstacle while it is being written. */
const useRaise = (wijken: Wijken, onClose: () => void) => {
  const { t } = useTranslation()
  const announce = useInterface((state) => state.announce)
  const select = useInterface((state) => state.select)
  const [wijk, setWijk] = useState(wijken[0]?.neighbourhood ?? '')
  const [about, setAbout] = useState<ObstacleKind | ''>('')
  const [asked, setAsked] = useState(false)
  const first = wijken.find(({ neighbourhood }) => neighbourhood === wijk)
  const words = useWords(
    t('obstacles.text'),
    'textHelp',
    'textWrong',
    asked,
    async (text, anyway) => {
      const sent = await engine().send({
        kind: 'raise-obstacle',
        neighbourhood: wijk,
        about: ObstacleKind.parse(about),
        text,
        anyway,
      })
      if (sent.ref) select(sent.ref)
      return sent
    },
    () => {
      announce(t('obstacles.raised'))
      onClose()
    },
  )
  const mayGo = Boolean(first?.level)
  const raise = (): void => {
    setAsked(true)
    if (about !== '' && words.valid && mayGo) words.send(false)
  }
  return { wijk, setWijk, about, setAbout, first, words, mayGo, raise, missesAbout: asked && about === '' }
}
type Raise = ReturnType<typeof useRaise>

/** A choice of a list under its label. */
const Field = <T extends string>(props: ComponentProps<typeof Select<T>> & { fault?: string | null }) => (
  <div className="field">
    <span className="label" aria-hidden="true">
      {props.label}
    </span>
    <Select {...props} />
    {props.fault && <p className="fault">{props.fault}</p>}
  </div>
)

/** Who will read it, who answers first, and until when it is kept. */
const Readers = ({ first, person }: { first: Raise['first']; person: Person }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const today = useToday()
  if (!first?.level || !first.answerBy) return <p className="card waits small">{t('obstacles.nobody')}</p>
  return (
    <section className="card leaves stack tight" aria-label={t('obstacles.seesTitle')}>
      <h3 className="h3">{t('obstacles.seesTitle')}</h3>
      <p className="small">{t('obstacles.sees', { organisation: person.organisation })}</p>
      <p className="small">
        {t('obstacles.goesTo', {
          whom: t(`obstacles.whom.${first.level}`),
          date: dates.day(first.answerBy),
        })}
      </p>
      <p className="small">
        {t('obstacles.keptFor', {
          date: dates.day(format(addDays(parseISO(today), MOST_KEPT_DAYS - 1), 'yyyy-MM-dd')),
        })}
      </p>
    </section>
  )
}

/** Says before who will read it and who answers first. */
export const RaiseDialog = ({
  person,
  wijken,
  onClose,
}: {
  person: Person
  wijken: Wijken
  onClose: () => void
}) => {
  const { t } = useTranslation()
  const areaTitle = useAreaTitle()
  const { wijk, setWijk, about, setAbout, first, words, mayGo, raise, missesAbout } = useRaise(
    wijken,
    onClose,
  )
  return (
    <Dialog wide title={t('obstacles.raise')} open onClose={onClose}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          raise()
        }}
      >
        <div className="pair">
          <Field
            label={t('obstacles.about')}
            value={about}
            onChange={setAbout}
            options={[
              ['', t('obstacles.choose')],
              ...ObstacleKind.options.map((kind) => [kind, t(`obstacles.kind.${kind}`)] as const),
            ]}
            fault={missesAbout ? t('obstacles.chooseWrong') : null}
          />
          {wijken.length > 1 && (
            <Field
              label={t('obstacles.inWijk')}
              value={wijk}
              onChange={setWijk}
              options={wijken.map(({ neighbourhood }) => [neighbourhood, areaTitle(neighbourhood)] as const)}
            />
          )}
        </div>
        {words.field}
        <Readers first={first} person={person} />
        {words.warned}
        <Fault error={words.action.error} />
        <div className="row">
          <Button look="primary" type="submit" isDisabled={words.action.busy || !mayGo}>
            {words.action.busy ? t('app.oneMoment') : t('obstacles.give')}
          </Button>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  )
}
