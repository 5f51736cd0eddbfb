import { CircleCheck, KeyRound, ShieldAlert, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OversightAlarm, OversightView } from '../../../shared/api/oversight.ts'
import { useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import styles from './oversight.module.css'

type View = NonNullable<OversightView>
/** What stops or may deceive everybody, before what one organisation should see to. */
const GRAVE: readonly OversightAlarm['kind'][] = [
  'log',
  'keys-missing',
  'key-replaced',
  'week-key',
  'week-key-unusable',
  'log-unconfirmed',
  'budget',
]
const OF_MANY = ['one-administrator', 'no-key', 'no-dpia'] as const
const isOfMany = (kind: OversightAlarm['kind']): kind is (typeof OF_MANY)[number] =>
  (OF_MANY as readonly string[]).includes(kind)
/** Above this somebody should look; the same line as both holders draw. */
const MUCH = 0.8

/**
 * What several organisations should see to is one line with their names: nine the same hide what is grave.
 */
const together = (
  alarms: readonly OversightAlarm[],
): readonly (OversightAlarm & { readonly names: readonly string[] })[] => {
  const kinds = new Map<string, OversightAlarm & { names: string[] }>()
  for (const alarm of alarms) {
    const own = isOfMany(alarm.kind) ? alarm.kind : `${alarm.kind}|${alarm.organisation}`
    const first = kinds.get(own)
    if (first) first.names.push(alarm.organisation!)
    else kinds.set(own, { ...alarm, names: alarm.organisation === null ? [] : [alarm.organisation] })
  }
  return [...kinds.values()]
}

const Alarms = ({ alarms, late }: { alarms: readonly OversightAlarm[]; late: number }) => {
  const { t } = useTranslation()
  const open = useInterface((state) => state.open)
  const rank = ({ kind }: OversightAlarm): number =>
    GRAVE.includes(kind) ? GRAVE.indexOf(kind) : GRAVE.length
  if (alarms.length === 0 && late === 0)
    return (
      <p className="card leaves row">
        <CircleCheck size={20} aria-hidden="true" />
        <span className="grow">{t('oversight.quiet')}</span>
      </p>
    )
  return (
    <ul className="plain stack tight" aria-label={t('oversight.alarms')}>
      {together(alarms)
        .toSorted((a, b) => rank(a) - rank(b))
        .map(({ kind, organisation, percent, names }) => {
          const grave = GRAVE.includes(kind)
          const Icon = grave ? ShieldAlert : TriangleAlert
          return (
            <li key={`${kind}${organisation}`} className={`card row ${grave ? 'wrong' : 'waits'}`}>
              <Icon size={20} aria-hidden="true" />
              <span className="grow">
                <b>
                  {isOfMany(kind) && names.length > 1
                    ? t(`oversight.many.${kind}`, { count: names.length })
                    : t(`oversight.alarm.${kind}`, {
                        organisation: organisation ?? '',
                        percent: percent ?? 0,
                      })}
                </b>{' '}
                {t(`oversight.todo.${kind}`)}
                {names.length > 1 && (
                  <>
                    <br />
                    <span className="small">{names.join(', ')}</span>
                  </>
                )}
              </span>
            </li>
          )
        })}
      {late > 0 && (
        <li className="card row waits">
          <TriangleAlert size={20} aria-hidden="true" />
          <span className="grow">
            <b>{t('oversight.obstacles', { count: late })}</b>
          </span>
          <Button onPress={() => open('obstacles')}>{t('oversight.look')}</Button>
        </li>
      )}
    </ul>
  )
}

const Used = ({ used }: { used: number }) => {
  const { t } = useTranslation()
  const percent = Math.round(used * 100)
  return (
    <span className={styles.used}>
      <span className="bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, percent)}%` }} />
      </span>
      <span className={used > MUCH ? styles.late : ''}>{t('oversight.percent', { percent })}</span>
    </span>
  )
}

const Members = ({ members }: { members: View['members'] }) => {
  const { t } = useTranslation()
  const dates = useDates()
  return (
    <div className="framed" role="group" aria-labelledby="members" tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            {(['organisation', 'devices', 'assessment', 'used'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`oversight.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {members.map((one) => (
            <tr key={one.organisationId}>
              <th scope="row">
                {one.name}
                <br />
                <span className="small muted">
                  {t(`kind.${one.kind}`)}, {t(`linie.${one.linie}`)}
                </span>
              </th>
              <td>
                {t('oversight.deviceCount', { count: one.devices })}
                <br />
                <span className="small muted">
                  {t('oversight.administrators', { count: one.administrators })}
                </span>
              </td>
              <td>{one.dpia ? dates.short(one.dpia) : <Chip>{t('oversight.none')}</Chip>}</td>
              <td>
                <Used used={one.used} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Holders = ({ holders }: { holders: View['holders'] }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const log = useView('sync').log
  const yes = (good: boolean): React.ReactNode => (
    <Chip tone={good ? 'good' : 'alarm'}>{t(good ? 'oversight.there' : 'oversight.missing')}</Chip>
  )
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t('oversight.epoch'), `${dates.short(holders.from)} – ${dates.short(holders.until)}`],
    [t('oversight.relay'), yes(holders.relay)],
    [t('oversight.trustee'), yes(holders.trustee)],
    [t('oversight.next'), t(holders.next ? 'oversight.there' : 'oversight.notYet')],
    [t('oversight.week'), yes(holders.weekKey)],
    [
      t('oversight.deleted'),
      holders.seedsDeletedOn ? dates.short(holders.seedsDeletedOn) : t('oversight.never'),
    ],
    [t('oversight.confirmed'), log?.confirmedAt ? dates.moment(log.confirmedAt) : t('oversight.never')],
    [t('oversight.panel'), log?.panelAt ? dates.moment(log.panelAt) : t('oversight.never')],
    [t('oversight.told'), holders.reportedUntil ? dates.short(holders.reportedUntil) : t('oversight.never')],
  ]
  return (
    <>
      <h2 className="row" id="holders">
        <KeyRound size={20} aria-hidden="true" />
        <span className="grow">{t('oversight.holders')}</span>
      </h2>
      <dl className="facts">
        {facts.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}-value`}>{value}</dd>])}
      </dl>
    </>
  )
}

/**
 * For the programmabureau: what asks for attention, who takes part, the key holders and the log. Nothing of a
 * signaal.
 */
export const Oversight = () => {
  const { t } = useTranslation()
  const dates = useDates()
  const oversight = useView('oversight')
  const late = useView('obstacles').board.filter(
    ({ state, lateDays }) => state === 'open' && lateDays > 0,
  ).length
  if (!oversight)
    return (
      <div className="main">
        <header>
          <h1>{t('nav.oversight')}</h1>
        </header>
        <p>{t('error.not-your-role')}</p>
      </div>
    )
  const { members, holders, alarms, escalations, history } = oversight
  return (
    <>
      <div className="main">
        <header>
          <h1>{t('nav.oversight')}</h1>
          <p className="muted">{t('oversight.intro')}</p>
        </header>
        <Alarms alarms={alarms} late={late} />
        <section className="stack" aria-labelledby="members">
          <h2 id="members">{t('oversight.members', { count: members.length })}</h2>
          <Members members={members} />
          <p className="small muted">{t('oversight.usedHelp')}</p>
        </section>
      </div>
      <aside className="panel" tabIndex={0} aria-labelledby="holders">
        <Holders holders={holders} />
        <h3 className="h3">{t('oversight.escalations')}</h3>
        {escalations.length === 0 ? (
          <p className="muted small">{t('oversight.noEscalations')}</p>
        ) : (
          <ul className="plain stack tight">
            {escalations.map(({ organisation, opened, waiting, last }) => (
              <li key={organisation}>
                <b>{organisation}</b>: {t('oversight.escalationCount', { count: opened })}
                {waiting > 0 && `, ${t('oversight.escalationWaiting', { count: waiting })}`}{' '}
                <span className="small muted">{dates.short(last.slice(0, 10))}</span>
              </li>
            ))}
          </ul>
        )}
        <h3 className="h3">{t('oversight.history')}</h3>
        <ol className="plain stack tight small">
          {history.map(({ at, what, name }) => (
            <li key={`${at}${what}${name}`}>
              <time className="muted" dateTime={at}>
                {dates.day(at.slice(0, 10))}
              </time>{' '}
              {t(`oversight.what.${what}`, { name })}
            </li>
          ))}
        </ol>
        <p className="small muted">{t('oversight.how')}</p>
      </aside>
    </>
  )
}
