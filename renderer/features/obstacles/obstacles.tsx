import { MessageSquareWarning } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ANSWER_DAYS, ObstacleLevel } from '../../../shared/domain/obstacle.ts'
import type { ObstacleView } from '../../../shared/api/obstacles.ts'
import type { Person } from '../../../shared/api/session.ts'
import { useAreaName } from '../../client/areas.ts'
import { useView } from '../../client/engine.ts'
import { useInterface } from '../../state/interface.ts'
import { useShortcuts } from '../../state/shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { AnswerDialog } from './answer-dialog.tsx'
import { countsOf, levelsOf, shownOf, TABS, type Filter } from './board.ts'
import { LevelTiles } from './level-tiles.tsx'
import { isUnder, Marks, ObstacleDetail } from './obstacle-detail.tsx'
import { RaiseDialog } from './raise-dialog.tsx'
import { StateChip } from './state-chip.tsx'
import styles from './obstacles.module.css'

const Row = ({ obstacle, current }: { obstacle: ObstacleView; current: boolean }) => {
  const { t } = useTranslation()
  const select = useInterface((state) => state.select)
  const areaName = useAreaName()
  const line = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (current && !isUnder()) line.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const { ref, kind, text, organisation, neighbourhood, openDays, state } = obstacle
  return (
    <li ref={line}>
      <AriaButton
        className={`item task ${styles.obstacle}`}
        aria-current={current ? 'true' : undefined}
        onPress={() => select(ref)}
      >
        <span className="grow">
          <b>{t(`obstacles.kind.${kind}`)}</b>
          <span className={`small ${styles.clip}`}>{text}</span>
          <span className="small muted">
            {[
              organisation ?? t('obstacles.formerly'),
              areaName(neighbourhood),
              t(state === 'answered' ? 'obstacles.answeredAfter' : 'obstacles.daysOpen', { count: openDays }),
            ].join(' · ')}
          </span>
        </span>
        <span className={`row ${styles.marks}`}>
          <Marks obstacle={obstacle} />
          <StateChip obstacle={obstacle} />
        </span>
      </AriaButton>
    </li>
  )
}

/** Until one is chosen: who answers, and how soon. */
const How = () => {
  const { t } = useTranslation()
  return (
    <aside className="panel" tabIndex={0} aria-labelledby="how">
      <h2 id="how">{t('obstacles.howTitle')}</h2>
      <p>{t('obstacles.how')}</p>
      <dl className="facts">
        {ObstacleLevel.options.map((level) => [
          <dt key={level}>{t(`obstacles.level.${level}`)}</dt>,
          <dd key={`${level}-term`}>{t('obstacles.howTerm', { count: ANSWER_DAYS[level] })}</dd>,
        ])}
      </dl>
      <p className="small muted">{t('obstacles.howState')}</p>
    </aside>
  )
}

/** The board as it is filtered, and the obstacle that one stands on. */
const useBoard = () => {
  const { board: all } = useView('obstacles')
  const selected = useInterface((state) => state.selected)
  const select = useInterface((state) => state.select)
  const current = all.find(({ ref }) => ref === selected)
  const [filter, setFilter] = useState<Filter>({
    tab: current?.state === 'answered' ? 'answered' : 'open',
    level: null,
  })
  const shown = shownOf(all, filter)
  const at = shown.findIndex(({ ref }) => ref === current?.ref)
  const move = (to: number): void => select(shown[Math.max(0, Math.min(shown.length - 1, to))]?.ref ?? null)
  useShortcuts([
    { key: 'j', run: () => move(at + 1) },
    { key: 'k', run: () => move(at - 1) },
  ])
  return { all, current, filter, setFilter, shown }
}
type Board = ReturnType<typeof useBoard>

const Tabs = ({ board: { all, filter, setFilter } }: { board: Board }) => {
  const { t } = useTranslation()
  const counts = countsOf(all, filter.level)
  return (
    <div className="row apart">
      <div className="tabs" role="group" aria-label={t('obstacles.show')}>
        {TABS.map((tab) => (
          <AriaButton
            key={tab}
            className="tab"
            aria-pressed={filter.tab === tab}
            onPress={() => setFilter({ ...filter, tab })}
          >
            {t(`obstacles.tabs.${tab}`)} <span>{counts[tab]}</span>
          </AriaButton>
        ))}
      </div>
      <p className="small muted keys" aria-hidden="true">
        <kbd>J</kbd>
        <kbd>K</kbd> {t('obstacles.walk')}
      </p>
    </div>
  )
}

const Levels = ({ board: { current, filter, shown } }: { board: Board }) => {
  const { t } = useTranslation()
  if (shown.length === 0)
    return (
      <Empty
        within="h2"
        icon={MessageSquareWarning}
        title={t(`obstacles.none.${filter.tab}`)}
        text={t('obstacles.noneText')}
      />
    )
  return ObstacleLevel.options.map((level) => {
    const here = shown.filter((one) => one.level === level)
    return (
      here.length > 0 && (
        <section key={level} className="stack tight" aria-label={t(`obstacles.at.${level}`)}>
          <h2 className="h3">{t(`obstacles.at.${level}`)}</h2>
          <ul className="tasks">
            {here.map((one) => (
              <Row key={one.ref} obstacle={one} current={one === current} />
            ))}
          </ul>
        </section>
      )
    )
  })
}

/** What is unanswered, at which level and for how long. */
export const Obstacles = ({ person }: { person: Person }) => {
  const { t } = useTranslation()
  const { mayRaise, wijken } = useView('obstacles')
  const board = useBoard()
  const { current, filter } = board
  const [dialog, setDialog] = useState<'raise' | 'answer' | null>(null)
  const close = (): void => setDialog(null)
  const raise = mayRaise && (
    <Button look={current?.owed ? 'plain' : 'primary'} onPress={() => setDialog('raise')}>
      {t('obstacles.raise')}
    </Button>
  )
  return (
    <>
      {board.all.length === 0 ? (
        <Empty
          icon={MessageSquareWarning}
          title={t('obstacles.emptyTitle')}
          text={t(mayRaise ? 'obstacles.emptyText' : 'obstacles.emptyPanel')}
        >
          {raise}
        </Empty>
      ) : (
        <>
          <div className="main with-keys">
            <header className="stack tight">
              <div className="row apart">
                <h1>{t('nav.obstacles')}</h1>
                {raise}
              </div>
              <p className="muted">{t('obstacles.intro')}</p>
            </header>
            <LevelTiles
              levels={levelsOf(board.all)}
              chosen={filter.level}
              onChoose={(level) => board.setFilter({ ...filter, level })}
            />
            <Tabs board={board} />
            <Levels board={board} />
          </div>
          {current ? (
            <ObstacleDetail key={current.ref} obstacle={current} onAnswer={() => setDialog('answer')} />
          ) : (
            <How />
          )}
        </>
      )}
      {dialog === 'raise' && <RaiseDialog person={person} wijken={wijken} onClose={close} />}
      {dialog === 'answer' && current && <AnswerDialog obstacle={current} onClose={close} />}
    </>
  )
}
