import { EyeOff, MapPinned } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { NeighbourhoodSignal } from '../../../shared/worker.ts'
import { useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Reach } from '../../i18n/reach.tsx'
import { useTried } from '../../i18n/tried.ts'
import { useInterface } from '../../state/interface.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'

const Situation = ({ signal }: { signal: NeighbourhoodSignal }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const tried = useTried()(signal.attempts)
  const facts = [
    [t('area.children'), signal.children.join(', ')], [t('match.lost'), dates.day(signal.lostSince)], [t('match.tried'), tried], [t('match.speed'), t(`urgency.${signal.urgency}`)],
    [t('match.parentsRow'), t(`parentsSaid.${signal.parents}`)], [t('area.asker'), `${signal.asker}, ${signal.organisation}`], [t('match.phone'), <Reach key="phone" kind="call" written={signal.askerPhone} />], [t('area.disappears'), dates.day(signal.disappearsOn)],
  ] as const
  return (
    <aside className="panel" tabIndex={0} aria-labelledby="situation">
      <h2 id="situation">{signal.number}</h2>
      <p className="row muted small"><EyeOff size={16} aria-hidden="true" /><span className="grow">{t('area.intro')}</span></p>
      {signal.shieldedBy.length > 0 && <p className="card leaves small">{t('area.shielded', { organisations: signal.shieldedBy.join(', ') })}</p>}
      <dl className="facts">{facts.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}-value`}>{value}</dd>])}</dl>
    </aside>
  )
}

export const Neighbourhood = () => {
  const { t } = useTranslation()
  const dates = useDates()
  const signals = useView('neighbourhood')
  const today = useView('session').today
  const selected = useInterface((state) => state.selected)
  const select = useInterface((state) => state.select)
  const open = signals.filter(({ state }) => state === 'open')
  const inOrder = [...open.toSorted((a, b) => (a.answerBy < b.answerBy ? -1 : 1)), ...signals.filter(({ state }) => state !== 'open')]
  const current = inOrder.find(({ id }) => id === selected) ?? inOrder[0]
  if (!current) return <Empty icon={MapPinned} title={t('area.emptyTitle')} text={t('area.emptyText')} />
  return (
    <>
      <div className="main">
        <header><h1>{t('area.title')}</h1><p className="muted">{t('area.intro')}</p></header>
        <div className="framed" role="region" aria-label={t('area.title')} tabIndex={0}>
          <table className="table">
            <thead><tr><th scope="col">{t('area.number')}</th><th scope="col">{t('area.from')}</th><th scope="col">{t('area.lost')}</th><th scope="col">{t('area.answerBy')}</th><th scope="col">{t('area.state')}</th></tr></thead>
            <tbody>
              {inOrder.map((signal) => {
                const late = signal.state === 'open' && today !== null && signal.answerBy < today
                return (
                  <tr key={signal.id} className={signal === current ? 'current' : undefined}>
                    <th scope="row"><AriaButton className="link" aria-current={signal === current ? 'true' : undefined} onPress={() => select(signal.id)}>{signal.number}</AriaButton><br /><span className="small muted">{t(`kind.${signal.organisationKind}`)} · {signal.children.join(', ')}</span></th>
                    <td>{signal.organisation}</td>
                    <td>{today ? t('area.days', { count: dates.daysSince(signal.lostSince, today) }) : dates.day(signal.lostSince)}</td>
                    <td>{late ? <Chip tone="alarm">{dates.short(signal.answerBy)}, {t('area.late')}</Chip> : dates.short(signal.answerBy)}</td>
                    <td><Chip tone={signal.state === 'open' || signal.awaitsEnd ? 'wait' : signal.state === 'answered' ? 'good' : ''}>{t(signal.awaitsEnd ? 'area.awaitsEnd' : `area.states.${signal.state}`)}</Chip></td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      </div>
      <Situation signal={current} />
    </>
  )
}
