import { BellRing, BookmarkPlus, MapPinned, UserCheck, X } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { TriageTab, type TriageFilter } from '../../../shared/bridge.ts'
import type { Deed, NameReason } from '../../../shared/domain/coordination.ts'
import type { Person } from '../../../shared/worker.ts'
import { bridge } from '../../client/bridge.ts'
import { engine, useView } from '../../client/engine.ts'
import { useToday } from '../../client/today.ts'
import { Fault } from '../../i18n/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { useShortcuts } from '../../state/shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { useAction } from '../../ui/use-action.ts'
import { AskName, HandOver } from './dialogs.tsx'
import { countsOf, queueOf, wijkenOf } from './queue.ts'
import { QueueGrid } from './queue-grid.tsx'
import { Situation } from './situation.tsx'
import { WijkTiles } from './wijk-tiles.tsx'

const SHOWN_TABS = TriageTab.options
const same = (a: TriageFilter, b: TriageFilter): boolean => a.wijk === b.wijk && a.tab === b.tab

/** Filters that this person kept; they stay on this device. */
const useKept = () => {
  const settings = useInterface((state) => state.settings)
  const useSettings = useInterface((state) => state.useSettings)
  return {
    kept: settings.triageFilters,
    keep: (triageFilters: TriageFilter[]): void => {
      const next = { ...settings, triageFilters }
      useSettings(next)
      void bridge().writeSettings(next)
    },
  }
}

export const Triage = ({ person }: { person: Person }) => {
  const { t } = useTranslation()
  const signals = useView('neighbourhood')
  const today = useToday()
  const selected = useInterface((state) => state.selected)
  const select = useInterface((state) => state.select)
  const announce = useInterface((state) => state.announce)
  const { kept, keep } = useKept()
  const [filter, setFilter] = useState<TriageFilter>({ wijk: null, tab: 'open' })
  const [chosenIds, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [dialog, setDialog] = useState<'ask-name' | 'hand-over' | null>(null)
  const action = useAction()
  const queue = queueOf(signals, filter, today)
  const counts = countsOf(signals, filter.wijk, today)
  const wijken = wijkenOf(signals, person.neighbourhoods, today)
  const at = Math.max(0, queue.findIndex(({ id }) => id === selected))
  const current = queue[at]
  // What is out of sight is not acted upon.
  const chosen = new Set(queue.filter(({ id, state }) => chosenIds.has(id) && state !== 'closed').map(({ id }) => id))
  const move = (to: number): void => select(queue[Math.max(0, Math.min(queue.length - 1, to))]?.id ?? null)
  const toggle = (id: string): void => setChosen(new Set(chosenIds.has(id) ? [...chosenIds].filter((one) => one !== id) : [...chosenIds, id]))
  const act = (ids: readonly string[], deed: Deed, more: { reason?: NameReason; to?: string } = {}): void => {
    if (ids.length === 0 || action.busy) return
    action.run(async () => {
      await engine().send({ kind: 'coordinate', signalIds: [...ids], deed, reason: more.reason ?? null, to: more.to ?? null })
      setDialog(null)
      setChosen(new Set())
      announce(t(`triage.done.${deed}`, { count: ids.length }))
    })
  }
  const target = (): string[] => (chosen.size > 0 ? [...chosen] : current && current.state !== 'closed' ? [current.id] : [])
  useShortcuts([
    { key: 'j', run: () => move(at + 1) }, { key: 'k', run: () => move(at - 1) }, { key: 'x', run: () => { if (current) toggle(current.id) } },
    { key: 'h', run: () => act(target(), 'remind') }, { key: 'm', run: () => act(target(), 'take') },
  ])
  const named = ({ wijk, tab }: TriageFilter): string => [wijk ?? t('triage.allWijken'), t(`triage.tabs.${tab}`)].join(' · ')
  if (signals.length === 0) return <Empty icon={MapPinned} title={t('area.emptyTitle')} text={t('area.emptyText')} />
  return (
    <>
      <div className="main triage">
        <header><h1>{t('nav.neighbourhood')}</h1><p className="muted">{t('area.intro')}</p></header>
        <WijkTiles wijken={wijken} chosen={filter.wijk} onChoose={(wijk) => setFilter({ ...filter, wijk })} />
        <div className="row apart">
          <div className="tabs" role="group" aria-label={t('triage.show')}>
            {SHOWN_TABS.map((tab) => <AriaButton key={tab} className="tab" aria-pressed={filter.tab === tab} onPress={() => setFilter({ ...filter, tab })}>{t(`triage.tabs.${tab}`)} <span className="count">{counts[tab]}</span></AriaButton>)}
          </div>
          <p className="small muted keys" aria-hidden="true"><kbd>J</kbd><kbd>K</kbd> {t('triage.walk')} <kbd>X</kbd> {t('triage.pick')}</p>
        </div>
        <div className="row kept">
          {kept.map((one) => <span key={named(one)} className="kept-filter"><AriaButton className="pill" aria-pressed={same(one, filter)} onPress={() => setFilter(one)}>{named(one)}</AriaButton><AriaButton className="button quiet icon" aria-label={t('triage.forget', { name: named(one) })} onPress={() => keep(kept.filter((other) => !same(other, one)))}><X size={14} aria-hidden="true" /></AriaButton></span>)}
          {!kept.some((one) => same(one, filter)) && kept.length < 9 && <Button look="quiet" onPress={() => keep([...kept, filter])}><BookmarkPlus size={16} aria-hidden="true" />{t('triage.keep')}</Button>}
        </div>
        {queue.length === 0
          ? <Empty within="h2" icon={MapPinned} title={t(`triage.none.${filter.tab}`)} text={t('triage.noneText')} />
          : <QueueGrid signals={queue} today={today} current={at} onMove={move} chosen={chosen} onChoose={toggle} />}
        <Fault error={action.error} />
        {chosen.size > 0 && (
          <div className="act-bar" role="toolbar" aria-label={t('triage.withChosen')}>
            <b role="status">{t('triage.chosen', { count: chosen.size })}</b>
            <Button keys="H" isDisabled={action.busy} onPress={() => act([...chosen], 'remind')}><BellRing size={16} aria-hidden="true" />{t('triage.remind')}</Button>
            <Button keys="M" isDisabled={action.busy} onPress={() => act([...chosen], 'take')}><UserCheck size={16} aria-hidden="true" />{t('triage.take')}</Button>
            <Button look="quiet" onPress={() => setChosen(new Set())}>{t('triage.chooseNone')}</Button>
          </div>
        )}
      </div>
      {current && <Situation signal={current} busy={action.busy} onTake={() => act([current.id], 'take')} onLetGo={() => act([current.id], 'let-go')} onHandOver={() => setDialog('hand-over')} onAskName={() => setDialog('ask-name')} />}
      {current && dialog === 'ask-name' && <AskName signal={current} busy={action.busy} onClose={() => setDialog(null)} onAsk={(reason) => act([current.id], 'ask-name', { reason })} />}
      {current && dialog === 'hand-over' && <HandOver signal={current} busy={action.busy} onClose={() => setDialog(null)} onChoose={(to) => act([current.id], 'hand-over', { to })} />}
    </>
  )
}
