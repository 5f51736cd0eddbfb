import { EyeOff, KeyRound, UserCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { NeighbourhoodSignal } from '../../../shared/worker.ts'
import { useDates } from '../../i18n/dates.ts'
import { Reach } from '../../i18n/reach.tsx'
import { useTried } from '../../i18n/tried.ts'
import { Button } from '../../ui/button.tsx'

/** What is known of the name: nothing, asked, declined, or given to this device. */
const TheName = ({ name }: { name: NeighbourhoodSignal['name'] }) => {
  const { t } = useTranslation()
  const dates = useDates()
  if (name.names.length > 0 && name.at) return <section className="card leaves stack tight"><h3 className="h3">{t('triage.nameGiven')}</h3><p><b>{name.names.join(', ')}</b></p><p className="small">{t('triage.nameGivenText', { reason: name.reason ? t(`disclosure.${name.reason}`) : '', time: dates.moment(name.at) })}</p></section>
  if (name.waiting && name.askedAt) return <p className="card waits row small"><KeyRound size={18} aria-hidden="true" /><span className="grow">{t('triage.nameAsked', { time: dates.moment(name.askedAt) })}</span></p>
  if (name.reason && name.at) return <p className="card row small"><EyeOff size={18} aria-hidden="true" /><span className="grow">{t('triage.nameDeclined', { reason: t(`disclosure.${name.reason}`), time: dates.moment(name.at) })}</span></p>
  return null
}

export const Situation = ({ signal, busy, onTake, onLetGo, onHandOver, onAskName }: { signal: NeighbourhoodSignal; busy: boolean; onTake: () => void; onLetGo: () => void; onHandOver: () => void; onAskName: () => void }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const tried = useTried()(signal.attempts)
  const facts = [
    [t('area.children'), signal.children.join(', ')], [t('match.lost'), dates.day(signal.lostSince)], [t('match.tried'), tried], [t('match.speed'), t(`urgency.by.${signal.urgency}`, { date: dates.long(signal.answerBy) })],
    [t('match.parentsRow'), t(`parentsSaid.${signal.parents}`)], [t('area.asker'), `${signal.asker}, ${signal.organisation}`], [t('match.phone'), <Reach key="phone" kind="call" written={signal.askerPhone} />], [t('area.disappears'), dates.day(signal.disappearsOn)],
  ] as const
  const done = signal.state === 'closed'
  return (
    <aside className="panel" tabIndex={0} aria-labelledby="situation">
      <h2 id="situation">{signal.number}</h2>
      {signal.name.names.length === 0 && <p className="row muted small"><EyeOff size={16} aria-hidden="true" /><span className="grow">{t('area.intro')}</span></p>}
      <TheName name={signal.name} />
      {signal.shieldedBy.length > 0 && <p className="card leaves small">{t('area.shielded', { organisations: signal.shieldedBy.join(', ') })}</p>}
      {signal.taken && <p className="row small"><UserCheck size={16} aria-hidden="true" /><span className="grow">{signal.taken.mine ? t('triage.takenMine') : t('triage.taken', { name: signal.taken.name })}</span></p>}
      <dl className="facts">{facts.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}-value`}>{value}</dd>])}</dl>
      {signal.history.length > 0 && <><h3 className="h3">{t('triage.history')}</h3><ol className="small plain stack tight">{signal.history.toReversed().map(({ at, deed, name, mine }) => <li key={`${at}${deed}${name}`}><time className="muted" dateTime={at}>{dates.moment(at)}</time> {t(`triage.deed.${deed}`, { name: mine ? t('triage.you') : name })}</li>)}</ol></>}
      {!done && (
        <div className="stays stack tight">
          <div className="row">
            {signal.taken?.mine
              ? <><Button isDisabled={busy} onPress={onLetGo}>{t('triage.letGo')}</Button>{signal.colleagues.length > 0 && <Button isDisabled={busy} onPress={onHandOver}>{t('triage.handOver')}</Button>}</>
              : <Button look="primary" isDisabled={busy} onPress={onTake}><UserCheck size={16} aria-hidden="true" />{t('triage.take')}</Button>}
            {signal.name.names.length === 0 && !signal.name.waiting && <Button isDisabled={busy} onPress={onAskName}>{t('triage.askName')}</Button>}
          </div>
        </div>
      )}
    </aside>
  )
}
