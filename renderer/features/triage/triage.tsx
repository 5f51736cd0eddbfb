import { BellRing, BookmarkPlus, Link2, MapPinned, Undo2, UserCheck, UserRoundPen, X } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { TriageTab, type TriageFilter } from '../../../shared/bridge.ts'
import type { CoordinationAction, NameReason } from '../../../shared/domain/coordination.ts'
import type { Command } from '../../../shared/api/api.ts'
import type { Person } from '../../../shared/api/session.ts'
import { bridge } from '../../client/bridge.ts'
import { engine, useView } from '../../client/engine.ts'
import { useToday } from '../../client/today.ts'
import { useAreaName } from '../../client/areas.ts'
import { ExportRow } from '../../widgets/export-row.tsx'
import { Fault } from '../../widgets/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { useShortcuts } from '../../state/shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useBriefly } from '../../ui/use-briefly.ts'
import { useLatest } from '../../ui/use-latest.ts'
import { AskName, HandOver } from './dialogs.tsx'
import { ListPaper, useListRows } from './list-paper.tsx'
import { asOne, colleaguesOf, countsOf, pairsToMerge, queueOf, wijkenOf } from './queue.ts'
import { QueueGrid } from './queue-grid.tsx'
import { Situation, type SituationActs } from './situation.tsx'
import { AgeLegend, WijkTiles } from './wijk-tiles.tsx'
import styles from './triage.module.css'

const SHOWN_TABS = TriageTab.options
const MOST_KEPT = 9
/** The last act, and the command that takes it back. */
interface Done {
  readonly words: string
  readonly back: Extract<Command, { kind: 'undo-coordinate' | 'merge' }>
}
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
  const all = useView('neighbourhood')
  const { wijken: agreed } = useView('rules')
  const today = useToday()
  const selected = useInterface((state) => state.selected)
  const select = useInterface((state) => state.select)
  const announce = useInterface((state) => state.announce)
  const { kept, keep } = useKept()
  const [filter, setFilter] = useState<TriageFilter>({ wijk: null, tab: 'open' })
  const [chosenIds, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [dialog, setDialog] = useState<'ask-name' | 'hand-over' | 'hand-over-chosen' | null>(null)
  const action = useAction()
  const [fresh, setFresh] = useBriefly<Done>()
  // Ten thousand rows are ordered when they change, not at every step through them.
  const { rows: signals, membersOf } = useMemo(() => asOne(all), [all])
  const areaName = useAreaName()
  const queue = useMemo(() => queueOf(signals, filter, today), [signals, filter, today])
  const counts = useMemo(() => countsOf(signals, filter.wijk, today), [signals, filter.wijk, today])
  const wijken = useMemo(
    () => wijkenOf(signals, person.neighbourhoods, today),
    [signals, person.neighbourhoods, today],
  )
  const at = Math.max(
    0,
    queue.findIndex(({ id }) => id === selected || membersOf(id).includes(selected ?? '')),
  )
  const current = queue[at]
  // Moving to the next row must not wait until the panel beside it is rendered.
  const beside = useDeferredValue(current)
  // Rows that the filter hides are never acted upon.
  const chosen = new Set(
    queue.filter(({ id, state }) => chosenIds.has(id) && state !== 'closed').map(({ id }) => id),
  )
  const move = (to: number): void => select(queue[Math.max(0, Math.min(queue.length - 1, to))]?.id ?? null)
  const toggle = (id: string): void =>
    setChosen(new Set(chosenIds.has(id) ? [...chosenIds].filter((one) => one !== id) : [...chosenIds, id]))
  const done = (words: string, back: Done['back'] | null): void => {
    setChosen(new Set())
    setFresh(back && { words, back })
    announce(words)
  }
  const undo = (): void => {
    if (!fresh || action.busy) return
    setFresh(null)
    action.run(async () => {
      await engine().send(fresh.back)
      announce(t('triage.undone'))
    })
  }
  const act = (
    ids: readonly string[],
    what: CoordinationAction,
    more: { reason?: NameReason; to?: string } = {},
  ): void => {
    if (ids.length === 0 || action.busy) return
    const signalIds = what === 'ask-name' ? [...ids] : ids.flatMap(membersOf)
    action.run(async () => {
      await engine().send({
        kind: 'coordinate',
        signalIds,
        action: what,
        reason: more.reason ?? null,
        to: more.to ?? null,
      })
      setDialog(null)
      done(
        t(`triage.done.${what}`, { count: ids.length }),
        what === 'remind' || what === 'ask-name' ? null : { kind: 'undo-coordinate', signalIds },
      )
    })
  }
  const together = (pairs: readonly (readonly [string, string])[], step: 'merge' | 'part'): void => {
    if (pairs.length === 0 || action.busy) return
    const merge = (one: 'merge' | 'part') => ({
      kind: 'merge' as const,
      pairs: pairs.map(([a, b]): [string, string] => [a, b]),
      step: one,
    })
    action.run(async () => {
      await engine().send(merge(step))
      done(t(`triage.done.${step}`, { count: pairs.length }), merge(step === 'merge' ? 'part' : 'merge'))
    })
  }
  /** Resolves also where it was refused: the reason stands under the queue. */
  const line = (words: string, send: () => Promise<void>): Promise<void> =>
    new Promise((done) =>
      action.run(async () => {
        try {
          await send()
          announce(words)
        } finally {
          done()
        }
      }),
    )
  const acts = useLatest<SituationActs>({
    pitch: {
      ask: (signalId, organisationId) =>
        line(t('pitch.asked'), async () => {
          for (const id of membersOf(signalId))
            await engine().send({ kind: 'ask-line', signalId: id, organisationId })
        }),
      escalation: (signalId, organisationId, reason) =>
        line(t('pitch.escalated'), () =>
          engine().send({ kind: 'escalation', signalId, organisationId, reason }),
        ),
      second: (signalId, escalationId) =>
        line(t('pitch.confirmedNow'), () => engine().send({ kind: 'confirm', signalId, escalationId })),
    },
    take: (id) => act([id], 'take'),
    letGo: (id) => act([id], 'let-go'),
    handOver: () => setDialog('hand-over'),
    askName: () => setDialog('ask-name'),
    merge: (id, other) => together([[id, other]], 'merge'),
    part: (id, other) => together([[id, other]], 'part'),
  })
  const chosenSignals = queue.filter(({ id }) => chosen.has(id))
  const mayHandOver = colleaguesOf(chosenSignals).length > 0
  const target = (): string[] =>
    chosen.size > 0 ? [...chosen] : current && current.state !== 'closed' ? [current.id] : []
  useShortcuts([
    { key: 'j', run: () => move(at + 1) },
    { key: 'k', run: () => move(at - 1) },
    {
      key: 'x',
      run: () => {
        if (current) toggle(current.id)
      },
    },
    { key: 'h', run: () => act(target(), 'remind') },
    { key: 'm', run: () => act(target(), 'take') },
    {
      key: 'o',
      run: () => {
        if (mayHandOver) setDialog('hand-over-chosen')
      },
    },
    { key: 'g', run: () => together(pairsToMerge(all, target()), 'merge') },
    { key: 'z', run: undo },
  ])
  const named = ({ wijk, tab }: TriageFilter): string =>
    [wijk === null ? t('triage.allWijken') : areaName(wijk), t(`triage.tabs.${tab}`)].join(' · ')
  const listRows = useListRows(queue, today)
  const term = agreed.find(({ neighbourhood }) => neighbourhood === filter.wijk)?.now.terms.firstAnswer.normal
  if (all.length === 0)
    return <Empty icon={MapPinned} title={t('area.emptyTitle')} text={t('area.emptyText')} />
  return (
    <>
      <div className="main with-keys">
        <header className="row apart">
          <h1>{t('nav.neighbourhood')}</h1>
          <AgeLegend />
          <p className="muted grow">
            {term === undefined
              ? t('area.intro')
              : t('triage.term', { wijk: areaName(filter.wijk!), count: term })}
          </p>
          <p className="small muted keys" aria-hidden="true">
            <kbd>J</kbd>
            <kbd>K</kbd> {t('triage.walk')} <kbd>X</kbd> {t('triage.pick')}
          </p>
        </header>
        <WijkTiles wijken={wijken} chosen={filter.wijk} onChoose={(wijk) => setFilter({ ...filter, wijk })} />
        <div className="row">
          <div className="tabs" role="group" aria-label={t('triage.show')}>
            {SHOWN_TABS.map((tab) => (
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
        {kept.length > 0 && (
          <div className={`row ${styles.kept}`} role="group" aria-label={t('triage.kept')}>
            {kept.map((one) => (
              <span key={named(one)} className={styles.keptFilter}>
                <AriaButton className="pill" aria-pressed={same(one, filter)} onPress={() => setFilter(one)}>
                  {named(one)}
                </AriaButton>
                <AriaButton
                  className="button quiet icon"
                  aria-label={t('triage.forget', { name: named(one) })}
                  onPress={() => keep(kept.filter((other) => !same(other, one)))}
                >
                  <X size={14} aria-hidden="true" />
                </AriaButton>
              </span>
            ))}
          </div>
        )}
        {queue.length === 0 ? (
          <Empty
            within="h2"
            icon={MapPinned}
            title={t(`triage.none.${filter.tab}`)}
            text={t('triage.noneText')}
          />
        ) : (
          <QueueGrid
            signals={queue}
            today={today}
            current={at}
            onMove={move}
            chosen={chosen}
            onChoose={toggle}
          />
        )}
        <div className="row apart">
          {queue.length > 0 && (
            <ExportRow
              what="triage"
              rows={listRows}
              paper={<ListPaper signals={queue} today={today} filter={named(filter)} />}
            />
          )}
          {!kept.some((one) => same(one, filter)) && kept.length < MOST_KEPT && (
            <Button look="quiet" onPress={() => keep([...kept, filter])}>
              <BookmarkPlus size={16} aria-hidden="true" />
              {t('triage.keep')}
            </Button>
          )}
        </div>
        <Fault error={action.error} />
        {fresh && chosen.size === 0 && (
          <div className={styles.actBar} role="group" aria-label={t('app.undo')}>
            <b>{fresh.words}</b>
            <Button keys="Z" isDisabled={action.busy} onPress={undo}>
              <Undo2 size={16} aria-hidden="true" />
              {t('app.undo')}
            </Button>
          </div>
        )}
        {chosen.size > 0 && (
          <div className={styles.actBar} role="toolbar" aria-label={t('triage.withChosen')}>
            <b role="status">{t('triage.chosen', { count: chosen.size })}</b>
            <Button keys="H" isDisabled={action.busy} onPress={() => act([...chosen], 'remind')}>
              <BellRing size={16} aria-hidden="true" />
              {t('triage.remind')}
            </Button>
            <Button keys="M" isDisabled={action.busy} onPress={() => act([...chosen], 'take')}>
              <UserCheck size={16} aria-hidden="true" />
              {t('triage.take')}
            </Button>
            {mayHandOver && (
              <Button keys="O" isDisabled={action.busy} onPress={() => setDialog('hand-over-chosen')}>
                <UserRoundPen size={16} aria-hidden="true" />
                {t('triage.handOver')}
              </Button>
            )}
            {pairsToMerge(all, [...chosen]).length > 0 && (
              <Button
                keys="G"
                isDisabled={action.busy}
                onPress={() => together(pairsToMerge(all, [...chosen]), 'merge')}
              >
                <Link2 size={16} aria-hidden="true" />
                {t('triage.merge')}
              </Button>
            )}
            <AriaButton
              className="button quiet icon"
              aria-label={t('triage.chooseNone')}
              onPress={() => setChosen(new Set())}
            >
              <X size={18} aria-hidden="true" />
            </AriaButton>
          </div>
        )}
      </div>
      {beside && <Situation key={beside.id} signal={beside} busy={action.busy} acts={acts} />}
      {beside && dialog === 'ask-name' && (
        <AskName
          signal={beside}
          busy={action.busy}
          onClose={() => setDialog(null)}
          onAsk={(reason) => act([beside.id], 'ask-name', { reason })}
        />
      )}
      {dialog === 'hand-over-chosen' && mayHandOver && (
        <HandOver
          signals={chosenSignals}
          busy={action.busy}
          onClose={() => setDialog(null)}
          onChoose={(to) => act([...chosen], 'hand-over', { to })}
        />
      )}
      {beside && dialog === 'hand-over' && (
        <HandOver
          signals={[beside]}
          busy={action.busy}
          onClose={() => setDialog(null)}
          onChoose={(to) => act([beside.id], 'hand-over', { to })}
        />
      )}
    </>
  )
}
