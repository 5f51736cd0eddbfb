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

/** What is unanswered, at which level and for how long. */
export const Obstacles = ({ person }: { person: Person }) => {
  const { t } = useTranslation()
  const { board, mayRaise, wijken } = useView('obstacles')
  const selected = useInterface((state) => state.selected)
  const select = useInterface((state) => state.select)
  const current = board.find(({ ref }) => ref === selected)
  const [filter, setFilter] = useState<Filter>({
    tab: current?.state === 'answered' ? 'answered' : 'open',
    level: null,
  })
  const [dialog, setDialog] = useState<'raise' | 'answer' | null>(null)
  const shown = shownOf(board, filter)
  const counts = countsOf(board, filter.level)
  const at = shown.findIndex(({ ref }) => ref === current?.ref)
  const move = (to: number): void => select(shown[Math.max(0, Math.min(shown.length - 1, to))]?.ref ?? null)
  useShortcuts([
    { key: 'j', run: () => move(at + 1) },
    { key: 'k', run: () => move(at - 1) },
  ])
  const raise = mayRaise && (
    <Button look={current?.owed ? 'plain' : 'primary'} onPress={() => setDialog('raise')}>
      {t('obstacles.raise')}
    </Button>
  )
  return (
    <>
      {board.length === 0 ? (
        <Empty
          icon={MessageSquareWarning}
          title={t('obstacles.emptyTitle')}
          text={t(mayRaise ? 'obstacles.emptyText' : 'obstacles.emptyPanel')}
        >
          {raise}
        </Empty>
      ) : (
        <div className="main with-keys">
          <header className="stack tight">
            <div className="row apart">
              <h1>{t('nav.obstacles')}</h1>
              {raise}
            </div>
            <p className="muted">{t('obstacles.intro')}</p>
          </header>
          <LevelTiles
            levels={levelsOf(board)}
            chosen={filter.level}
            onChoose={(level) => setFilter({ ...filter, level })}
          />
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
          {shown.length === 0 && (
            <Empty
              within="h2"
              icon={MessageSquareWarning}
              title={t(`obstacles.none.${filter.tab}`)}
              text={t('obstacles.noneText')}
            />
          )}
          {ObstacleLevel.options.map((level) => {
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
          })}
        </div>
      )}
      {board.length > 0 &&
        (current ? (
          <ObstacleDetail key={current.ref} obstacle={current} onAnswer={() => setDialog('answer')} />
        ) : (
          <How />
        ))}
      {dialog === 'raise' && <RaiseDialog person={person} wijken={wijken} onClose={() => setDialog(null)} />}
      {dialog === 'answer' && current && <AnswerDialog obstacle={current} onClose={() => setDialog(null)} />}
    </>
  )
}
