import { MapPinned } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { TriageTab, type TriageFilter } from '../../../shared/bridge.ts'
import type { Person } from '../../../shared/api/session.ts'
import { useView } from '../../client/engine.ts'
import { useAreaName } from '../../client/areas.ts'
import { ExportRow } from '../../widgets/export-row.tsx'
import { Fault } from '../../widgets/fault.tsx'
import { useShortcuts } from '../../state/shortcuts.ts'
import { Empty } from '../../ui/empty.tsx'
import { ChosenBar, UndoBar } from './act-bar.tsx'
import { AskName, HandOver } from './dialogs.tsx'
import { KeepFilter, KeptFilters } from './kept-filters.tsx'
import { ListPaper, useListRows } from './list-paper.tsx'
import { colleaguesOf, pairsToMerge } from './queue.ts'
import { QueueGrid } from './queue-grid.tsx'
import { Situation } from './situation.tsx'
import { useCoordination, type Coordination } from './use-coordination.ts'
import { useQueue, type Queue } from './use-queue.ts'
import { AgeLegend, WijkTiles } from './wijk-tiles.tsx'

const useKeys = (queue: Queue, coordination: Coordination, mayHandOver: boolean): void => {
  const { all, at, current, move, toggle, target } = queue
  const { coordinate, link, setDialog, undo } = coordination
  useShortcuts([
    { key: 'j', run: () => move(at + 1) },
    { key: 'k', run: () => move(at - 1) },
    {
      key: 'x',
      run: () => {
        if (current) toggle(current.id)
      },
    },
    { key: 'h', run: () => coordinate(target(), 'remind') },
    { key: 'm', run: () => coordinate(target(), 'take') },
    {
      key: 'o',
      run: () => {
        if (mayHandOver) setDialog('hand-over-chosen')
      },
    },
    { key: 'g', run: () => link(pairsToMerge(all, target()), 'merge') },
    { key: 'z', run: undo },
  ])
}

const Head = ({ wijk }: { wijk: string | null }) => {
  const { t } = useTranslation()
  const areaName = useAreaName()
  const { wijken } = useView('rules')
  const term = wijken.find(({ neighbourhood }) => neighbourhood === wijk)?.now.terms.firstAnswer.normal
  return (
    <header className="row apart">
      <h1>{t('nav.neighbourhood')}</h1>
      <AgeLegend />
      <p className="muted grow">
        {term === undefined ? t('area.intro') : t('triage.term', { wijk: areaName(wijk!), count: term })}
      </p>
      <p className="small muted keys" aria-hidden="true">
        <kbd>J</kbd>
        <kbd>K</kbd> {t('triage.walk')} <kbd>X</kbd> {t('triage.pick')}
      </p>
    </header>
  )
}

const Tabs = ({ queue: { filter, setFilter, counts } }: { queue: Queue }) => {
  const { t } = useTranslation()
  return (
    <div className="row">
      <div className="tabs" role="group" aria-label={t('triage.show')}>
        {TriageTab.options.map((tab) => (
          <AriaButton
            key={tab}
            className="tab"
            aria-pressed={filter.tab === tab}
            onPress={() => setFilter({ ...filter, tab })}
          >
            {t(`triage.tabs.${tab}`)} <span>{counts[tab]}</span>
          </AriaButton>
        ))}
      </div>
    </div>
  )
}

/** Beside the queue: the signaal one stands on, and what is asked before it is acted upon. */
const Beside = ({
  queue: { rows, chosen, beside },
  coordination: { acts, action, coordinate, dialog, setDialog },
}: {
  queue: Queue
  coordination: Coordination
}) => {
  const close = (): void => setDialog(null)
  const chosenSignals = rows.filter(({ id }) => chosen.has(id))
  return (
    <>
      {beside && <Situation key={beside.id} signal={beside} busy={action.busy} acts={acts} />}
      {beside && dialog === 'ask-name' && (
        <AskName
          signal={beside}
          busy={action.busy}
          onClose={close}
          onAsk={(reason) => coordinate([beside.id], 'ask-name', { reason })}
        />
      )}
      {dialog === 'hand-over-chosen' && colleaguesOf(chosenSignals).length > 0 && (
        <HandOver
          signals={chosenSignals}
          busy={action.busy}
          onClose={close}
          onChoose={(to) => coordinate([...chosen], 'hand-over', { to })}
        />
      )}
      {beside && dialog === 'hand-over' && (
        <HandOver
          signals={[beside]}
          busy={action.busy}
          onClose={close}
          onChoose={(to) => coordinate([beside.id], 'hand-over', { to })}
        />
      )}
    </>
  )
}

export const Triage = ({ person }: { person: Person }) => {
  const { t } = useTranslation()
  const areaName = useAreaName()
  const queue = useQueue(person)
  const coordination = useCoordination(queue)
  const { all, rows, filter, setFilter, chosen, today } = queue
  const mayHandOver = colleaguesOf(rows.filter(({ id }) => chosen.has(id))).length > 0
  useKeys(queue, coordination, mayHandOver)
  const named = ({ wijk, tab }: TriageFilter): string =>
    [wijk === null ? t('triage.allWijken') : areaName(wijk), t(`triage.tabs.${tab}`)].join(' · ')
  const listRows = useListRows(rows, today)
  if (all.length === 0)
    return <Empty icon={MapPinned} title={t('area.emptyTitle')} text={t('area.emptyText')} />
  return (
    <>
      <div className="main with-keys">
        <Head wijk={filter.wijk} />
        <WijkTiles
          wijken={queue.wijken}
          chosen={filter.wijk}
          onChoose={(wijk) => setFilter({ ...filter, wijk })}
        />
        <Tabs queue={queue} />
        <KeptFilters queue={queue} named={named} />
        {rows.length === 0 ? (
          <Empty
            within="h2"
            icon={MapPinned}
            title={t(`triage.none.${filter.tab}`)}
            text={t('triage.noneText')}
          />
        ) : (
          <QueueGrid
            signals={rows}
            today={today}
            current={queue.at}
            onMove={queue.move}
            chosen={chosen}
            onChoose={queue.toggle}
          />
        )}
        <div className="row apart">
          {rows.length > 0 && (
            <ExportRow
              what="triage"
              rows={listRows}
              paper={<ListPaper signals={rows} today={today} filter={named(filter)} />}
            />
          )}
          <KeepFilter filter={filter} />
        </div>
        <Fault error={coordination.action.error} />
        {chosen.size === 0 ? (
          <UndoBar coordination={coordination} />
        ) : (
          <ChosenBar queue={queue} coordination={coordination} mayHandOver={mayHandOver} />
        )}
      </div>
      <Beside queue={queue} coordination={coordination} />
    </>
  )
}
