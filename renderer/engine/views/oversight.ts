/**
 * What the programmabureau watches over: who was admitted, whether keys and log are as they should be, how
 * much of each budget is used, how often a line behind was asked. Made of the directory, the log and own
 * keys; no signaal and no person is in them.
 */
import { readStatement } from '../../../shared/crypto/signing.ts'
import { signsRules } from '../../../shared/membership/roles.ts'
import { ALARM_RATIO, allowanceOn } from '../../../shared/matching/budget.ts'
import { KEY_TYPES } from '../../../shared/matching/key-types.ts'
import {
  devicesOf,
  hpkeKeyOf,
  organisationOfDevice,
  reachable,
} from '../../../shared/membership/directory.ts'
import {
  dayNumber,
  EPOCH_WEEKS,
  epochNumber,
  firstDayOfEpoch,
  isoDateOfDay,
  weekNumber,
} from '../../../shared/calendar/time.ts'
import type { OversightAlarm, OversightView } from '../../../shared/api/oversight.ts'
import { isTooLong } from '../core/silence.ts'
import { NO_COUNTS, usedBy } from '../core/log-counts.ts'
import { isBehind } from '../../../shared/domain/linies.ts'
import type { Memo } from '../core/memo.ts'
import type { State } from '../store/state.ts'

type View = NonNullable<OversightView>
const CONFIRMED_HOURS = 48
const MOST_HISTORY = 200

const historyOf = ({ meta, directory }: State): View['history'] => {
  const known = new Map<string, string>()
  const nameOf = (id: string): string => directory.organisations.get(id)?.name ?? known.get(id) ?? id
  return (meta.directory?.statements ?? [])
    .flatMap((statement): View['history'] => {
      const body = readStatement(statement)
      if (body?.type === 'organisation-removed')
        return [{ at: body.at, what: 'removed', name: nameOf(body.organisationId) }]
      if (body?.type !== 'organisation-admitted') return []
      const what = known.has(body.organisation.id) ? 'changed' : 'admitted'
      known.set(body.organisation.id, body.organisation.name)
      return [{ at: body.at, what, name: body.organisation.name }]
    })
    .toReversed()
    .slice(0, MOST_HISTORY)
}

const membersOf = (state: State, now: Date): View['members'] => {
  const { directory, meta } = state
  const [epoch, day] = [epochNumber(now), dayNumber(now)]
  const admitted = new Map<string, string>()
  for (const statement of meta.directory?.statements ?? []) {
    const body = readStatement(statement)
    if (body?.type === 'organisation-admitted' && !admitted.has(body.organisation.id))
      admitted.set(body.organisation.id, body.at)
  }
  return [...directory.organisations.values()]
    .map((organisation) => {
      const { id, name, kind, linie, neighbourhoods, caseloadSize } = organisation
      const devices = devicesOf(directory, id)
      const used = usedBy(meta.reported ?? NO_COUNTS, id, epoch)
      return {
        organisationId: id,
        name,
        kind,
        linie,
        wijken: neighbourhoods.length,
        devices: devices.length,
        administrators: devices.filter(({ roles }) => roles.includes('administrator')).length,
        admittedAt: admitted.get(id) ?? null,
        dpia: directory.details.get(id)?.dpia?.on ?? null,
        sealable: hpkeKeyOf(directory, id) !== null,
        used: Math.max(
          0,
          ...KEY_TYPES.map((type) => (used.get(type) ?? 0) / allowanceOn({ type, epoch, caseloadSize }, day)),
        ),
      }
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'nl'))
}

const holdersOf = ({ meta, directory }: State, now: Date): View['holders'] => {
  const epoch = epochNumber(now)
  const pins = Object.entries(meta.pins ?? {})
  const has = (holder: 'relay' | 'trustee', of: number): boolean =>
    pins.some(([name]) => name.startsWith(`${holder}|${of}|`))
  const made = directory.weekKeys.get(weekNumber(now)) ?? []
  return {
    from: isoDateOfDay(firstDayOfEpoch(epoch)),
    until: isoDateOfDay(firstDayOfEpoch(epoch) + EPOCH_WEEKS * 7 - 1),
    relay: has('relay', epoch),
    trustee: has('trustee', epoch),
    next: has('relay', epoch + 1) && has('trustee', epoch + 1),
    replaced: pins.some(([name, { generation }]) => name.split('|')[1] === String(epoch) && generation > 0),
    seedsDeletedOn: meta.reported?.seedsDeletedDay ? isoDateOfDay(meta.reported.seedsDeletedDay) : null,
    weekKey: made.some(
      ({ generation, keyId, sealedTo }) =>
        generation === directory.generation &&
        !directory.unusableKeys.has(keyId) &&
        reachable(directory).every(({ id }) => sealedTo.some(({ organisationId }) => organisationId === id)),
    ),
    reportedUntil: meta.reported?.day ? isoDateOfDay(meta.reported.day) : null,
  }
}

const escalationsOf = ({ directory: { escalations, organisations } }: State): View['escalations'] =>
  [...Map.groupBy(escalations.values(), ({ organisationId }) => organisationId)].map(([id, all]) => ({
    organisation: organisations.get(id)?.name ?? id,
    opened: all.filter(({ confirmed }) => confirmed !== null).length,
    waiting: all.filter(({ confirmed }) => confirmed === null).length,
    last: all
      .map(({ at }) => at)
      .sort()
      .at(-1)!,
  }))

/** Organisations that made a key of this week which somebody could not open. */
const makersOfUnusable = ({ directory }: State, now: Date): string[] => [
  ...new Set(
    (directory.weekKeys.get(weekNumber(now)) ?? [])
      .filter(({ keyId }) => directory.unusableKeys.has(keyId))
      .map(({ deviceId }) => organisationOfDevice(directory, deviceId) ?? deviceId),
  ),
]

const alarmsOf = (
  state: State,
  members: View['members'],
  holders: View['holders'],
  now: Date,
): OversightAlarm[] => {
  const about = (
    kind: OversightAlarm['kind'],
    organisation: string | null = null,
    percent: number | null = null,
  ): OversightAlarm => ({ kind, organisation, percent })
  const { watched } = state.meta
  const confirmed = watched?.confirmedAt
    ? (now.getTime() - new Date(watched.confirmedAt).getTime()) / 3_600_000
    : Infinity
  const unconfirmed = confirmed > CONFIRMED_HOURS || (watched !== undefined && isTooLong(watched.silence.log))
  return [
    ...(watched && watched.problems.length > 0 ? [about('log')] : []),
    ...(watched && watched.problems.length === 0 && unconfirmed ? [about('log-unconfirmed')] : []),
    ...(holders.relay && holders.trustee ? [] : [about('keys-missing')]),
    ...(holders.replaced ? [about('key-replaced')] : []),
    ...(holders.weekKey ? [] : [about('week-key')]),
    ...makersOfUnusable(state, now).map((id) =>
      about('week-key-unusable', state.directory.organisations.get(id)?.name ?? id),
    ),
    ...members.flatMap(({ name, used, administrators, dpia, sealable, kind, linie }) => [
      ...(used > ALARM_RATIO ? [about('budget', name, Math.round(used * 100))] : []),
      ...(administrators < 2 ? [about('one-administrator', name)] : []),
      ...(sealable || isBehind({ linie }) ? [] : [about('no-key', name)]),
      ...(dpia === null && kind !== 'citizens-panel' && kind !== 'programme-office'
        ? [about('no-dpia', name)]
        : []),
    ]),
  ]
}

const overview = (state: State, now: Date): OversightView => {
  if (!signsRules(state.identity.device, state.identity.organisation)) return null
  const [members, holders] = [membersOf(state, now), holdersOf(state, now)]
  return {
    members,
    holders,
    alarms: alarmsOf(state, members, holders, now),
    escalations: escalationsOf(state),
    history: historyOf(state),
  }
}

/** What members may know of each other and of the key holders; null where the role does not ask for it. */
export const oversightView = (state: State, now: Date, today: string, memo: Memo): OversightView => {
  const { directory, identity, meta } = state
  return memo.slice(
    'oversight',
    [directory, identity, meta.directory, meta.reported, meta.watched, meta.pins, today],
    () => overview(state, now),
  )
}
