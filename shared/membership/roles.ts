/**
 * Who may do what. An event or statement of an author whose roles do not allow it is kept, ignored and
 * reported (ARCHITECTURE.md, "Events and views"); so a stolen or careless device cannot give itself more by
 * asking.
 */
import type { KeyScope, Role, OrganisationKind } from '../domain/identifiers.ts'
import type { ObstacleLevel } from '../domain/obstacle.ts'
import type { Device, Organisation } from './statements.ts'

/** Actions on a thread or on the board of obstacles, and statements of an administrator to the directory. */
export const ACTIONS = [
  'signal',
  'answer',
  'receipt',
  'outcome',
  'conversation',
  'unnamed-answer',
  'pass-on-unnamed',
  'coordination',
  'receipt-summary',
  'disclosure',
  'link',
  'merge',
  'linie-request',
  'obstacle',
  'obstacle-reply',
  'admit-device',
  'revoke-device',
  'organisation-key',
  'organisation-details',
  'week-key',
  'invite',
  'wijk-rules',
] as const

export type Action = (typeof ACTIONS)[number]

const THREAD: readonly Action[] = [
  'signal',
  'answer',
  'receipt',
  'outcome',
  'conversation',
  'unnamed-answer',
  'receipt-summary',
  'disclosure',
  'link',
]

/** A reply also needs {@link owesAnswer}. */
const BOARD: readonly Action[] = ['obstacle', 'obstacle-reply']

export const MAY: Readonly<Record<Role, readonly Action[]>> = {
  professional: [...THREAD, ...BOARD],
  /**
   * Sees situations without identity; says that it looked, passes on that a child is in view with somebody
   * who is not named, and speaks with the requester about who acts; takes two signalen as one.
   */
  coordinator: ['receipt', 'pass-on-unnamed', 'coordination', 'merge', 'linie-request', ...BOARD],
  administrator: [
    'receipt',
    'admit-device',
    'revoke-device',
    'organisation-key',
    'organisation-details',
    'week-key',
    'invite',
    'wijk-rules',
    ...BOARD,
  ],
  /** Reads counts and checks that the promise is kept. */
  panel: [],
}

export const mayDo = (roles: readonly Role[], action: Action): boolean =>
  roles.some((role) => MAY[role].includes(action))

/** Whether this administrator signs the agreements of wijken: only those of the programmabureau do. */
export const signsRules = (
  device: Pick<Device, 'roles'>,
  organisation: Pick<Organisation, 'kind'>,
): boolean => organisation.kind === 'programme-office' && mayDo(device.roles, 'wijk-rules')

/**
 * What the week key that an organisation is given opens: those who watch over the whole read the board, and hold no
 * key of a signaal. Who stands behind is given none at all.
 */
export const scopeOf = ({ kind }: Pick<Organisation, 'kind'>): KeyScope =>
  kind === 'programme-office' || kind === 'citizens-panel' ? 'board' : 'signals'

/** What of a device decides what it may do. */
interface Standing {
  readonly roles: readonly Role[]
  readonly neighbourhoods: readonly string[]
}

/** Whether this device looks after this wijk. */
export const coordinates = ({ roles, neighbourhoods }: Standing, neighbourhood: string): boolean =>
  roles.includes('coordinator') && neighbourhoods.includes(neighbourhood)

/**
 * Whether this device owes the answer to an obstacle of this wijk at this level. The Rijk has no device: the
 * programmabureau speaks for it.
 */
export const owesAnswer = (
  level: ObstacleLevel,
  device: Standing,
  kind: OrganisationKind,
  neighbourhood: string,
): boolean =>
  mayDo(device.roles, 'obstacle-reply') &&
  (level === 'coordinator'
    ? coordinates(device, neighbourhood)
    : kind === (level === 'municipality' ? 'municipality' : 'programme-office'))

const COORDINATING: readonly OrganisationKind[] = ['neighbourhood-team', 'municipality']

/**
 * Why a device may not have its roles in this organisation, or null: no administrator can make itself a
 * coordinator of a wijk that is not theirs.
 */
export const roleProblem = (
  device: Standing,
  organisation: Pick<Organisation, 'kind' | 'neighbourhoods'>,
): string | null => {
  const { roles, neighbourhoods } = device
  if (
    roles.includes('panel') !== (organisation.kind === 'citizens-panel') ||
    (roles.includes('panel') && roles.some((role) => role !== 'panel' && role !== 'administrator'))
  )
    return 'the panel has devices of its own, and no others have its role'
  if (organisation.kind === 'programme-office' && roles.some((role) => role !== 'administrator'))
    return 'the programmabureau watches over the whole and has no part in a signaal'
  if (!roles.includes('coordinator'))
    return neighbourhoods.length === 0 ? null : 'only a coordinator has wijken'
  if (!COORDINATING.includes(organisation.kind))
    return 'coordinators belong to a wijkteam or the municipality'
  if (neighbourhoods.length === 0) return 'a coordinator has at least one wijk'
  return neighbourhoods.every((code) => organisation.neighbourhoods.includes(code))
    ? null
    : 'a coordinator has wijken of the own organisation only'
}
