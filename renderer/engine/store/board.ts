/**
 * The board of obstacles as this device keeps it: one row of `meta`, for it holds no more than a few hundred
 * short events.
 */
import { ObstacleLevel, rankOf } from '../../../shared/domain/obstacle.ts'
import type { ObstacleReplyContent } from '../../../shared/messages/obstacle-reply.ts'
import type { ObstacleContent } from '../../../shared/messages/obstacle.ts'
import { owesAnswer } from '../../../shared/membership/roles.ts'
import type { EventContent } from '../../../shared/messages/registry.ts'
import type { Device } from '../../../shared/membership/statements.ts'
import type { ObstacleEvent } from '../core/obstacles.ts'
import { type Change, setMeta } from './changes.ts'
import { firstDeviceOf, type State } from './state.ts'
import type { Meta, OutboxItem } from './rows.ts'

export type BoardContent = ObstacleContent | ObstacleReplyContent
export const isOfBoard = (content: EventContent): content is BoardContent =>
  content.type === 'obstacle' || content.type === 'obstacle-reply'

/** With what is known of its author now. */
export const obstacleEvent = (
  state: State,
  author: Device,
  event: {
    readonly hash: string
    readonly seq: number
    readonly expiresDay: number
    readonly content: BoardContent
  },
): ObstacleEvent => ({
  ...event,
  deviceId: firstDeviceOf(state, author.id),
  organisationId: author.organisationId,
  roles: author.roles,
  neighbourhoods: author.neighbourhoods,
  kind: state.directory.organisations.get(author.organisationId)?.kind ?? 'other',
})

export const setBoard = ({ meta }: State, part: Partial<NonNullable<Meta['obstacles']>>): Change =>
  setMeta('obstacles', { events: [], seen: [], ...meta.obstacles, ...part })

/** The own event of an outbox item has its place in the relay's log. */
export const acknowledgedOnBoard = (
  state: State,
  { content, expiresDay, messageHash: hash }: OutboxItem,
  pending: string,
  seq: number,
): Change[] => {
  if (!isOfBoard(content) || hash === null) return []
  const others = (state.meta.obstacles?.events ?? []).filter(
    (event) => event.hash !== pending && event.hash !== hash,
  )
  return [
    setBoard(state, {
      events: [...others, obstacleEvent(state, state.identity.device, { hash, seq, expiresDay, content })],
    }),
  ]
}

/** The first level from this one upwards with somebody who owes the answer; null where there is none. */
export const levelFrom = ({ directory }: State, neighbourhood: string, rank: number): ObstacleLevel | null =>
  ObstacleLevel.options
    .slice(rank)
    .find((level) =>
      [...directory.devices.values()].some((device) =>
        owesAnswer(
          level,
          device,
          directory.organisations.get(device.organisationId)?.kind ?? 'other',
          neighbourhood,
        ),
      ),
    ) ?? null

/** Where an obstacle of this device begins: above the levels at which it would answer itself. */
export const firstLevel = (state: State, neighbourhood: string): ObstacleLevel | null => {
  const { device, organisation } = state.identity
  const own = ObstacleLevel.options.filter(
    (level) => level !== 'state' && owesAnswer(level, device, organisation.kind, neighbourhood),
  )
  return levelFrom(state, neighbourhood, Math.max(-1, ...own.map(rankOf)) + 1)
}

/** Of the own organisation; of all where it works in the whole municipality. */
export const wijkenOf = ({ identity, directory }: State): string[] => {
  const own =
    directory.organisations.get(identity.organisation.id)?.neighbourhoods ??
    identity.organisation.neighbourhoods
  return [
    ...new Set(
      own.length > 0
        ? own
        : [...directory.organisations.values()].flatMap(({ neighbourhoods }) => neighbourhoods),
    ),
  ].sort()
}
