import { BookUser, CircleCheck, CircleOff, Search } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../shared/membership/statements.ts'
import { ranked } from '../../../shared/domain/find.ts'
import type { OrganisationView } from '../../../shared/api/membership.ts'
import { useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Reach } from '../../widgets/reach.tsx'
import { useInterface } from '../../state/interface.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { rankOfOrganisation, isAway } from './find.ts'

const Person = ({ who, title }: { who: Contact; title: string }) => (
  <section className="stack tight" aria-label={title}>
    <h3 className="h3">{title}</h3>
    <p>
      <b>{who.name}</b>
      <br />
      <span className="muted">{who.function}</span>
    </p>
    <Reach kind="call" written={who.phone} />
    <Reach kind="mail" written={who.mail} />
  </section>
)

const Detail = ({ organisation, today }: { organisation: OrganisationView; today: string | null }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const { reachable, basis, dpia, awayUntil } = organisation
  const away = isAway(organisation, today)
  const facts = [
    [t('who2.kind'), t(`kind.${organisation.kind}`)],
    [t('who2.linie'), t(`linie.${organisation.linie}`)],
    [t('who2.wijken'), organisation.neighbourhoods.join(', ')],
    [
      t('who2.reachable'),
      reachable && reachable.days.length > 0
        ? t('who2.hours', {
            days: reachable.days.map((day) => t(`day.${day as 1}`)).join(', '),
            from: reachable.from,
            until: reachable.until,
          })
        : t('match.unknown'),
    ],
    [t('who2.caseload'), String(organisation.caseloadSize)],
    [t('who2.basis'), t('who2.basisBy', { text: basis.text, by: basis.by, date: dates.day(basis.on) })],
    [t('who2.bsn'), t(organisation.usesBsn ? 'who2.bsnYes' : 'who2.bsnNo')],
    [
      t('who2.dpia'),
      dpia ? t('who2.dpiaOn', { date: dates.day(dpia.on), officer: dpia.officer }) : t('who2.dpiaMissing'),
    ],
    [t('who2.devices'), String(organisation.devices)],
  ] as const
  return (
    <aside className="panel" tabIndex={0} aria-labelledby="organisation">
      <h2 id="organisation">{organisation.name}</h2>
      {away && awayUntil && (
        <Chip tone="wait" icon={CircleOff}>
          {t('who2.away', { date: dates.day(awayUntil) })}
        </Chip>
      )}
      {/* Who is reachable stands first: that is why somebody looks here. */}
      <Person
        who={away ? organisation.standIn : organisation.contact}
        title={t(away ? 'who2.standInNow' : 'who2.contact')}
      />
      <Person
        who={away ? organisation.contact : organisation.standIn}
        title={t(away ? 'who2.contactAway' : 'who2.standIn')}
      />
      {organisation.coordinates.length > 0 && (
        <p className="small">{t('who2.coordinates', { wijken: organisation.coordinates.join(', ') })}</p>
      )}
      <dl className="facts">
        {facts.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}-value`}>{value}</dd>])}
      </dl>
    </aside>
  )
}

export const WhoIsWho = () => {
  const { t } = useTranslation()
  const organisations = useView('organisations')
  const today = useView('session').today
  const selected = useInterface((state) => state.selected)
  const select = useInterface((state) => state.select)
  const [asked, setAsked] = useState('')
  const found = ranked(organisations, (organisation) =>
    rankOfOrganisation(organisation, asked, t(`kind.${organisation.kind}`), t(`linie.${organisation.linie}`)),
  )
  const current = found.find(({ id }) => id === selected) ?? found[0]
  if (organisations.length === 0)
    return <Empty icon={BookUser} title={t('who2.emptyTitle')} text={t('who2.emptyText')} />
  return (
    <>
      <div className="main">
        <header>
          <h1>{t('nav.who-is-who')}</h1>
          <p className="muted">{t('who2.intro')}</p>
        </header>
        <TextInput label={t('who2.search')} value={asked} onChange={setAsked} help={t('who2.searchHelp')} />
        {found.length === 0 ? (
          <Empty icon={Search} title={t('who2.nobody')} text={t('who2.nobodyText')} within="h2" />
        ) : (
          <div className="framed" role="region" aria-label={t('nav.who-is-who')} tabIndex={0}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t('who2.organisation')}</th>
                  <th scope="col">{t('who2.contact')}</th>
                  <th scope="col">{t('who2.linie')}</th>
                  <th scope="col">{t('who2.now')}</th>
                </tr>
              </thead>
              <tbody>
                {found.map((organisation) => {
                  const away = isAway(organisation, today)
                  const person = away ? organisation.standIn : organisation.contact
                  return (
                    <tr key={organisation.id} className={organisation === current ? 'current' : undefined}>
                      <th scope="row">
                        <AriaButton
                          className="link"
                          aria-current={organisation === current ? 'true' : undefined}
                          onPress={() => select(organisation.id)}
                        >
                          {organisation.name}
                        </AriaButton>
                        <br />
                        <span className="small muted">
                          {t(`kind.${organisation.kind}`)}
                          {organisation.own ? `, ${t('who2.own')}` : ''}
                        </span>
                      </th>
                      <td>
                        {person.name}
                        <br />
                        <span className="small muted">{person.function}</span>
                      </td>
                      <td>{t(`linie.${organisation.linie}`)}</td>
                      <td>
                        <Chip tone={away ? 'wait' : 'good'} icon={away ? CircleOff : CircleCheck}>
                          {t(away ? 'who2.standInNow' : 'who2.present')}
                        </Chip>
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </div>
        )}
      </div>
      {current && <Detail organisation={current} today={today} />}
    </>
  )
}
