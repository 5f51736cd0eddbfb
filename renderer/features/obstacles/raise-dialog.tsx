import { addDays } from 'date-fns/addDays'
import { format } from 'date-fns/format'
import { parseISO } from 'date-fns/parseISO'
import { useState } from 'react'
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

/** Says before who will read it and who answers first. */
export const RaiseDialog = ({
  person,
  wijken,
  onClose,
}: {
  person: Person
  wijken: ObstaclesView['wijken']
  onClose: () => void
}) => {
  const { t } = useTranslation()
  const dates = useDates()
  const today = useToday()
  const announce = useInterface((state) => state.announce)
  const select = useInterface((state) => state.select)
  const areaTitle = useAreaTitle()
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
          <div className="field">
            <span className="label" aria-hidden="true">
              {t('obstacles.about')}
            </span>
            <Select
              label={t('obstacles.about')}
              value={about}
              onChange={setAbout}
              options={[
                ['', t('obstacles.choose')],
                ...ObstacleKind.options.map((kind) => [kind, t(`obstacles.kind.${kind}`)] as const),
              ]}
            />
            {asked && about === '' && <p className="fault">{t('obstacles.chooseWrong')}</p>}
          </div>
          {wijken.length > 1 && (
            <div className="field">
              <span className="label" aria-hidden="true">
                {t('obstacles.inWijk')}
              </span>
              <Select
                label={t('obstacles.inWijk')}
                value={wijk}
                onChange={setWijk}
                options={wijken.map(
                  ({ neighbourhood }) => [neighbourhood, areaTitle(neighbourhood)] as const,
                )}
              />
            </div>
          )}
        </div>
        {words.field}
        {first?.level && first.answerBy ? (
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
        ) : (
          <p className="card waits small">{t('obstacles.nobody')}</p>
        )}
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
