/** What of the board is shown, and how much waits at each level. Pure. */
import { ObstacleLevel } from '../../../shared/domain/obstacle.ts'
import type { ObstacleView } from '../../../shared/api/obstacles.ts'

export const TABS = ['open', 'late', 'ours', 'answered'] as const
export type Tab = (typeof TABS)[number]
export interface Filter {
  readonly tab: Tab
  /** Null: of every level. */
  readonly level: ObstacleLevel | null
}

const isOpen = ({ state }: ObstacleView): boolean => state !== 'answered'
const IN: Readonly<Record<Tab, (obstacle: ObstacleView) => boolean>> = {
  open: isOpen,
  late: (obstacle) => isOpen(obstacle) && obstacle.lateDays > 0,
  ours: ({ ours }) => ours,
  answered: (obstacle) => !isOpen(obstacle),
}

export const shownOf = (board: readonly ObstacleView[], { tab, level }: Filter): ObstacleView[] =>
  board.filter((one) => IN[tab](one) && (level === null || one.level === level))
export const countsOf = (
  board: readonly ObstacleView[],
  level: ObstacleLevel | null,
): Readonly<Record<Tab, number>> =>
  Object.fromEntries(TABS.map((tab) => [tab, shownOf(board, { tab, level }).length])) as Record<Tab, number>

export interface LevelCount {
  readonly level: ObstacleLevel
  readonly open: number
  readonly late: number
  /** Open for less than a week, one to two weeks, longer. */
  readonly ages: readonly [number, number, number]
}
export const levelsOf = (board: readonly ObstacleView[]): LevelCount[] =>
  ObstacleLevel.options.map((level) => {
    const open = shownOf(board, { tab: 'open', level })
    const older = (days: number): number => open.filter(({ openDays }) => openDays >= days).length
    return {
      level,
      open: open.length,
      late: open.filter(({ lateDays }) => lateDays > 0).length,
      ages: [open.length - older(7), older(7) - older(15), older(15)],
    }
  })
