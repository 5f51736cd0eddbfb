import { EyeOff, KeyRound, Link2, UserCheck } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { NeighbourhoodSignal } from '../../../shared/api/triage.ts'
import { useDates } from '../../i18n/dates.ts'
import { Reach } from '../../widgets/reach.tsx'
import { UnsafeAdvice } from '../../widgets/unsafe-advice.tsx'
import { useTried } from '../../i18n/tried.ts'
import { Button } from '../../ui/button.tsx'
import { Pitch, type PitchActs } from './pitch.tsx'

/** What is known of the name: nothing, asked, declined, or given to this device. */
const TheName = ({ name }: { name: NeighbourhoodSignal['name'] }) => {
  const { t } = useTranslation()
  const dates = useDates()
  if (name.names.length > 0 && name.at)
    return (
      <section className="card leaves stack tight">
        <h3 className="h3">{t('triage.nameGiven')}</h3>
        <p>
          <b>{name.names.join(', ')}</b>
        </p>
        <p className="small">
          {t('triage.nameGivenText', {
            reason: name.reason ? t(`disclosure.${name.reason}`) : '',
            time: dates.moment(name.at),
          })}
        </p>
      </section>
    )
  if (name.waiting && name.askedAt)
    return (
      <p className="card waits row small">
        <KeyRound size={18} aria-hidden="true" />
        <span className="grow">{t('triage.nameAsked', { time: dates.moment(name.askedAt) })}</span>
      </p>
    )
  if (name.reason && name.at)
    return (
      <p className="card row small">
        <EyeOff size={18} aria-hidden="true" />
        <span className="grow">
          {t('triage.nameDeclined', { reason: t(`disclosure.${name.reason}`), time: dates.moment(name.at) })}
        </span>
      </p>
    )
  return null
}

/** Signalen that belong to it, as a requester said. The coordinator sees that, and never of whom. */
const Belongs = ({
  links,
  busy,
  done,
  onMerge,
  onPart,
}: {
  links: NeighbourhoodSignal['links']
  busy: boolean
  done: boolean
  onMerge: (other: string) => void
  onPart: (other: string) => void
}) => {
  const { t } = useTranslation()
  if (links.length === 0) return null
  return (
    <section className="card waits stack tight" aria-label={t('triage.belongs')}>
      <h3 className="h3 row">
        <Link2 size={18} aria-hidden="true" />
        <span className="grow">{t('triage.belongs')}</span>
      </h3>
      <ul className="plain stack tight">
        {links.map(({ other, number, relation, merged }) => (
          <li key={other} className="stack tight">
            <p>
              {number === null ? (
                t('triage.linkedElsewhere')
              ) : (
                <>
                  <b>{number}</b>: {t(`triage.relation.${relation}`)}
                </>
              )}
            </p>
            {number !== null && !done && (
              <p>
                <Button
                  isDisabled={busy}
                  look={merged ? 'quiet' : 'plain'}
                  onPress={() => (merged ? onPart(other) : onMerge(other))}
                >
                  {t(merged ? 'triage.part' : 'triage.merge')}
                </Button>
              </p>
            )}
          </li>
        ))}
      </ul>
      <p className="small muted">{t('triage.mergeText')}</p>
    </section>
  )
}

/** Organisations that see the child and are not named to the requester: the coordinator brings them together. */
const Unnamed = ({ signal: { unnamedBy, introduces, requester } }: { signal: NeighbourhoodSignal }) => {
  const { t } = useTranslation()
  if (unnamedBy.length === 0) return null
  return (
    <section className="card leaves stack tight small">
      <p>{t('area.shielded', { organisations: unnamedBy.map(({ name }) => name).join(', ') })}</p>
      {unnamedBy.map(({ organisationId, contact, phone }) => (
        <div key={organisationId} className="stack tight">
          {introduces && <p>{t('pitch.introduce', { contact, requester })}</p>}
          <p className="row">
            <Reach kind="call" written={phone} />
          </p>
        </div>
      ))}
    </section>
  )
}

const Facts = ({ signal }: { signal: NeighbourhoodSignal }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const tried = useTried()(signal.attempts)
  const facts = [
    [t('area.children'), signal.children.join(', ')],
    [t('match.lost'), dates.day(signal.lostSince)],
    [t('match.tried'), tried],
    [t('match.speed'), t(`urgency.by.${signal.urgency}`, { date: dates.long(signal.answerBy) })],
    [t('match.parentsRow'), t(`parentsSaid.${signal.parents}`)],
    [t('area.requester'), `${signal.requester}, ${signal.organisation}`],
    [t('match.phone'), <Reach key="phone" kind="call" written={signal.requesterPhone} />],
    [t('area.disappears'), dates.day(signal.disappearsOn)],
  ] as const
  return (
    <dl className="facts">
      {facts.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}-value`}>{value}</dd>])}
    </dl>
  )
}

const History = ({ history }: Pick<NeighbourhoodSignal, 'history'>) => {
  const { t } = useTranslation()
  const dates = useDates()
  if (history.length === 0) return null
  return (
    <>
      <h3 className="h3">{t('triage.history')}</h3>
      <ol className="small plain stack tight">
        {history.toReversed().map(({ at, action, name, mine }) => (
          <li key={`${at}${action}${name}`}>
            <time className="muted" dateTime={at}>
              {dates.moment(at)}
            </time>{' '}
            {t(`triage.action.${action}`, { name: mine ? t('triage.you') : name })}
          </li>
        ))}
      </ol>
    </>
  )
}

export interface SituationActs {
  readonly pitch: PitchActs
  readonly take: (id: string) => void
  readonly letGo: (id: string) => void
  readonly handOver: () => void
  readonly askName: () => void
  readonly merge: (id: string, other: string) => void
  readonly part: (id: string, other: string) => void
}

interface Props {
  readonly signal: NeighbourhoodSignal
  readonly busy: boolean
  readonly acts: () => SituationActs
}

/** Who takes it, and the way to the name. */
const ActButtons = ({ signal, busy, acts }: Props) => {
  const { t } = useTranslation()
  return (
    <div className="stays stack tight">
      <div className="row">
        {signal.taken?.mine ? (
          <>
            <Button isDisabled={busy} onPress={() => acts().letGo(signal.id)}>
              {t('triage.letGo')}
            </Button>
            {signal.colleagues.length > 0 && (
              <Button isDisabled={busy} onPress={() => acts().handOver()}>
                {t('triage.handOver')}
              </Button>
            )}
          </>
        ) : (
          <Button look="primary" isDisabled={busy} onPress={() => acts().take(signal.id)}>
            <UserCheck size={16} aria-hidden="true" />
            {t('triage.take')}
          </Button>
        )}
        {signal.name.names.length === 0 && !signal.name.waiting && (
          <Button isDisabled={busy} onPress={() => acts().askName()}>
            {t('triage.askName')}
          </Button>
        )}
      </div>
    </div>
  )
}

/**
 * One signaal of the queue. Drawn again only when it changed: whoever walks through the queue does not wait
 * for it.
 */
export const Situation = memo(({ signal, busy, acts }: Props) => {
  const { t } = useTranslation()
  const done = signal.state === 'closed'
  return (
    <aside className="panel" tabIndex={0} aria-labelledby="situation">
      <h2 id="situation">{signal.number}</h2>
      {signal.name.names.length === 0 && (
        <p className="row muted small">
          <EyeOff size={16} aria-hidden="true" />
          <span className="grow">{t('area.intro')}</span>
        </p>
      )}
      {signal.advice !== 'usual' && !done && <UnsafeAdvice text={t('unsafe.coordinator')} />}
      <TheName name={signal.name} />
      <Belongs
        links={signal.links}
        busy={busy}
        done={done}
        onMerge={(other) => acts().merge(signal.id, other)}
        onPart={(other) => acts().part(signal.id, other)}
      />
      <Unnamed signal={signal} />
      {signal.taken && (
        <p className="row small">
          <UserCheck size={16} aria-hidden="true" />
          <span className="grow">
            {signal.taken.mine ? t('triage.takenMine') : t('triage.taken', { name: signal.taken.name })}
          </span>
        </p>
      )}
      <Pitch signal={signal} busy={busy} acts={() => acts().pitch} />
      <Facts signal={signal} />
      <History history={signal.history} />
      {!done && <ActButtons signal={signal} busy={busy} acts={acts} />}
    </aside>
  )
})
