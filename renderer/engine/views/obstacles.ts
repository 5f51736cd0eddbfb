/** The board as this device shows it: what is unanswered first, the longest waiting on top. */
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { parseISO } from 'date-fns/parseISO'
import { answerByOf, rankOf } from '../../../shared/domain/obstacle.ts'
import { mayDo, owesAnswer } from '../../../shared/membership/roles.ts'
import { isoDateOfDay } from '../../../shared/calendar/time.ts'
import type { ObstaclesView, ObstacleView } from '../../../shared/api/obstacles.ts'
import { boardOf } from '../commands/obstacles/obstacles.ts'
import { localDateOf } from '../core/dates.ts'
import type { Obstacle } from '../core/obstacles.ts'
import { firstLevel, levelFrom, wijkenOf } from '../store/board.ts'
import type { State } from '../store/state.ts'

const daysFrom = (a: string, b: string): number =>
  Math.max(0, differenceInCalendarDays(parseISO(b), parseISO(a)))

const obstacleView = (state: State, obstacle: Obstacle, today: string): ObstacleView => {
  const { device, firstDeviceId, organisation } = state.identity
  const { ref, kind, text, neighbourhood, raisedOn, raiser, steps, answer, waiting, renewed, expiresDay } =
    obstacle
  const nameOf = (id: string): string => state.directory.organisations.get(id)?.name ?? id
  const { level, answerBy } = steps.at(-1)!
  const until = answer ? localDateOf(answer.at) : today
  const owes = owesAnswer(level, device, organisation.kind, neighbourhood)
  const mine = raiser?.deviceId === firstDeviceId
  const seen = new Set(state.meta.obstacles?.seen ?? [])
  return {
    ref,
    kind,
    text,
    neighbourhood,
    raisedOn,
    organisation: raiser && nameOf(raiser.organisationId),
    ours: raiser?.organisationId === organisation.id,
    mine,
    state: answer ? 'answered' : waiting && steps.length === 1 && steps[0]!.waiting ? 'waiting' : 'open',
    level,
    answerBy,
    openDays: daysFrom(raisedOn, until),
    lateDays: daysFrom(answerBy, until),
    owed: owes && answer === null,
    next: owes && answer === null ? levelFrom(state, neighbourhood, rankOf(level) + 1) : null,
    news:
      mine &&
      steps.some((step) =>
        step.replies.some(({ hash, deviceId }) => deviceId !== firstDeviceId && !seen.has(hash)),
      ),
    steps: steps.map((step) => ({
      level: step.level,
      on: localDateOf(step.at),
      answerBy: step.answerBy,
      by: nameOf(step.by.organisationId),
      contradicts: step.contradicts,
      replies: step.replies.map((reply) => ({
        organisation: nameOf(reply.organisationId),
        verdict: reply.verdict,
        text: reply.text,
        at: reply.at,
        ours: reply.organisationId === organisation.id,
        waiting: reply.waiting,
      })),
    })),
    keptUntil: isoDateOfDay(expiresDay - 1),
    renewed,
  }
}

const byWaiting = (a: ObstacleView, b: ObstacleView): number => {
  const order = ({ state, answerBy, raisedOn, ref }: ObstacleView): string =>
    `${state === 'answered' ? 1 : 0}${state === 'answered' ? '' : answerBy}${raisedOn}${ref}`
  return order(a) < order(b) ? -1 : 1
}

export const obstaclesView = (state: State, now: Date, today: string): ObstaclesView => {
  const mayRaise = mayDo(state.identity.device.roles, 'obstacle')
  return {
    mayRaise,
    wijken: mayRaise
      ? wijkenOf(state).map((neighbourhood) => {
          const level = firstLevel(state, neighbourhood)
          return { neighbourhood, level, answerBy: level && answerByOf(level, today) }
        })
      : [],
    board: boardOf(state, now)
      .map((obstacle) => obstacleView(state, obstacle, today))
      .sort(byWaiting),
  }
}
