import { Eye, EyeOff, Laptop, Lock } from 'lucide-react'
import { Trans, useTranslation } from 'react-i18next'
import type { Child } from '../../../shared/domain/child.ts'
import { ageGroupOf, ageInYears } from '../../../shared/domain/signal.ts'
import type { Person } from '../../../shared/api/session.ts'
import type { SignalDraft } from '../../../shared/api/my-signals.ts'
import { useDates } from '../../i18n/dates.ts'
import { useTerm } from '../../i18n/term.ts'
import { useTried } from '../../i18n/tried.ts'
import styles from './new-signal.module.css'

const STAYS = ['name', 'address', 'note'] as const
const GOES = ['howLong', 'tried', 'age', 'you2'] as const

const WhoSeesWhat = () => {
  const { t } = useTranslation()
  const cell = (sees: boolean) =>
    sees ? (
      <span className={styles.eye}>
        <Eye size={15} aria-hidden="true" />
        <span className="hidden-visually">{t('who.sees')}</span>
      </span>
    ) : (
      <>
        <span aria-hidden="true">–</span>
        <span className="hidden-visually">{t('who.seesNot')}</span>
      </>
    )
  const line = (name: (typeof STAYS)[number] | (typeof GOES)[number], goes: boolean) => (
    <tr key={name}>
      <th scope="row">{t(`who.${name}`)}</th>
      <td>{cell(true)}</td>
      <td>{cell(goes)}</td>
      <td>{cell(goes)}</td>
      <td>{cell(false)}</td>
    </tr>
  )
  const group = (icon: React.ReactNode, words: string) => (
    <tr className={styles.group}>
      <th scope="rowgroup" colSpan={5}>
        <span>
          {icon}
          {words}
        </span>
      </th>
    </tr>
  )
  return (
    <table className={styles.sees}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('who.you')}</th>
          <th scope="col">{t('who.knows')}</th>
          <th scope="col">{t('who.team')}</th>
          <th scope="col">{t('who.municipality')}</th>
        </tr>
      </thead>
      <tbody>
        {group(<Laptop size={16} aria-hidden="true" />, t('who.stays'))}
        {STAYS.map((name) => line(name, false))}
      </tbody>
      <tbody>
        {group(<Lock size={16} aria-hidden="true" />, t('who.goes'))}
        {GOES.map((name) => line(name, true))}
      </tbody>
    </table>
  )
}

interface Props {
  readonly draft: SignalDraft
  readonly lost: readonly Child[]
  readonly person: Person
  readonly today: string
}

/** Word for word what the signaal will hold. */
const Leaving = ({ draft, lost, person, today }: Props) => {
  const { t } = useTranslation()
  const dates = useDates()
  const term = useTerm()
  const tried = useTried()
  if (lost.length === 0) return <p className="muted">{t('leaves.empty')}</p>
  const ages = [...new Set(lost.map((child) => ageGroupOf(ageInYears(child.birthDate, today))))].join(', ')
  const ways = draft.attempts.length > 0 ? tried(draft.attempts).toLowerCase() : null
  const bold = { b: <b /> }
  return (
    <p>
      <Trans
        i18nKey="leaves.child"
        count={lost.length}
        values={{ ages, kind: t(`kind.${person.organisationKind}`) }}
        components={bold}
      />{' '}
      {draft.lostSince && (
        <>
          <Trans
            i18nKey="leaves.since"
            values={{ date: dates.long(draft.lostSince) }}
            components={bold}
          />{' '}
        </>
      )}
      {ways && (
        <>
          <Trans i18nKey="leaves.tried" values={{ ways }} components={bold} />{' '}
        </>
      )}
      <Trans i18nKey="leaves.soon" values={{ when: term(draft.urgency) }} components={bold} />{' '}
      {draft.parents && (
        <>
          <Trans
            i18nKey="leaves.parents"
            values={{ parents: t(`parentsSaid.${draft.parents}`) }}
            components={bold}
          />{' '}
        </>
      )}
      <Trans
        i18nKey="leaves.call"
        values={{ name: person.name, function: person.function, phone: person.phone }}
        components={bold}
      />
    </p>
  )
}

/** The right side: who sees what, and word for word what the signaal will hold. */
export const Consequence = (props: Props) => {
  const { t } = useTranslation()
  return (
    <aside className="panel" tabIndex={0} aria-labelledby="who">
      <h2 id="who">{t('who.title')}</h2>
      <WhoSeesWhat />
      <div className="bottom">
        <section className="card leaves stack tight" aria-labelledby="leaves">
          <div className="row apart">
            <h3 id="leaves">{t('leaves.title')}</h3>
            <span className="tiny muted">{t('leaves.size')}</span>
          </div>
          <Leaving {...props} />
          <p className={`${styles.leaving} small muted`}>
            {(['noName', 'noBsn', 'noText'] as const).map((what) => (
              <span key={what}>
                <EyeOff size={15} aria-hidden="true" />
                {t(`leaves.${what}`)}
              </span>
            ))}
          </p>
        </section>
      </div>
    </aside>
  )
}
