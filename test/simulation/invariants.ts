/**
 * What must hold: at every change of a screen, and at the end when all is still. Broken promises are written
 * in the ledger.
 */
import type { Child } from '../../shared/domain/child.ts'
import { dayNumber, dayOfIsoDate, epochNumber, firstDayOfEpoch } from '../../shared/calendar/time.ts'
import type { PossibleMatch } from '../../shared/api/possible-match.ts'
import type { SentSignal } from '../../shared/api/my-signals.ts'
import type { Slice, Views } from '../../shared/api/api.ts'
import type { SyncView } from '../../shared/api/sync.ts'
import { OVERLAP_DAYS } from '../../renderer/engine/crypto/room.ts'
import { LocalStore, TABLES } from '../../renderer/engine/store/database.ts'
import type { SimDatabase } from './database.ts'
import type { Device } from './device.ts'
import { GRUDGES } from './grudges.ts'
import { ACTS, type Committed, type Held } from './hostile.ts'
import type { Filed, Ledger } from './ledger.ts'
import { DATA_KEY, openingKeys, reachingKeys, type Town } from './people.ts'
import type { Scheduler } from './scheduler.ts'

/** After a revocation was accepted, ms until every relay process knows it. */
const HEARD_MS = 5_000

export interface Judged {
  readonly ledger: Ledger
  readonly scheduler: Scheduler
  readonly devices: readonly Device[]
  readonly database: SimDatabase
  readonly town: Town
  /** No relay of this world does anything wrong on purpose. */
  readonly honest: boolean
}

/** It shows that the relay's log is not right: then it may lack what others have, for it says so. */
const warns = (device: Device): boolean => (device.views()?.sync.log?.problems ?? []).length > 0

const twice = (ids: readonly string[]): boolean => new Set(ids).size !== ids.length
const has = (keys: ReadonlySet<string>, children: readonly Child[]): boolean =>
  children.some((child) => [...openingKeys(child)].some((key) => keys.has(key)))
/** Whether somebody with these children may read it, and whether it must reach them: slots are few. */
const mayOpen = (filed: Filed, children: readonly Child[]): boolean =>
  has(new Set(filed.children.flatMap((child) => [...openingKeys(child)])), children)
const mustReach = ({ scheduler }: Judged, filed: Filed, children: readonly Child[]): boolean => {
  const epoch = epochNumber(new Date(scheduler.now))
  // Of an epoch that is over for two weeks nobody can make tokens for a child that was added since.
  const tooLate =
    epochNumber(new Date(filed.askedAt)) < epoch &&
    dayNumber(new Date(scheduler.now)) - firstDayOfEpoch(epoch) >= OVERLAP_DAYS - 1
  return has(
    reachingKeys(filed.children),
    tooLate ? children.filter(({ id }) => id.startsWith('child-')) : children,
  )
}

const watchSent = ({ ledger, scheduler }: Judged, device: Device, sent: readonly SentSignal[]): void => {
  if (twice(sent.map(({ id }) => id))) ledger.violated(`${device.name} shows one of its signalen twice`)
  for (const signal of sent) {
    const filed = ledger.ofMark(signal.note)
    if (!filed || filed.device !== device.name) {
      ledger.violated(`${device.name} shows a signaal that nobody filed there`)
      continue
    }
    filed.id ??= signal.id
    if (filed.id !== signal.id) ledger.violated(`${filed.mark} was filed twice`)
    filed.saved = true
    if (signal.sentAt !== null) filed.sentAt ??= scheduler.now
    else if (filed.sentAt !== null) ledger.violated(`${filed.mark} was shown as sent and is not any more`)
    if (twice(signal.answers.map(({ organisation, name }) => `${organisation} ${name}`)))
      ledger.violated(`${filed.mark} shows two answers of one person`)
  }
}

const watchMatches = ({ ledger }: Judged, device: Device, matches: readonly PossibleMatch[]): void => {
  if (twice(matches.map(({ id }) => id))) ledger.violated(`${device.name} shows one match twice`)
  for (const { id } of matches) {
    const filed = ledger.ofId(id)
    if (!filed) {
      ledger.violated(`${device.name} shows a signaal that nobody filed`)
      continue
    }
    const { maybe } = ledger.lists.get(device.name)!
    if (!mayOpen(filed, maybe))
      ledger.violated(`${device.name} opened ${filed.mark} without knowing the child`)
    if (filed.organisationId === device.citizen.organisation.id)
      ledger.violated(`${device.name} was asked about ${filed.mark} of its own organisation`)
    const revoked = ledger.revoked.find((one) => one.device === device.name && one.toldAt !== null)
    if (revoked && filed.askedAt > revoked.toldAt! + HEARD_MS)
      ledger.violated(`${device.name} was revoked and opened ${filed.mark}, which was filed after`)
  }
}

/** Codes that no fault of this world explains. */
const watchSync = ({ ledger }: Judged, device: Device, { problem }: SyncView): void => {
  if (problem && (problem.code === 'unexpected' || (problem.code === 'storage-broken' && !device.diskFull)))
    ledger.violated(`${device.name} shows '${problem.code}' (${JSON.stringify(problem.params)})`)
}

export const watch =
  (judged: Judged, device: Device) =>
  (slice: Slice, value: unknown): void => {
    if (slice === 'sent') watchSent(judged, device, value as Views['sent'])
    if (slice === 'matches') watchMatches(judged, device, value as Views['matches'])
    if (slice === 'sync') watchSync(judged, device, value as SyncView)
    if (
      slice === 'neighbourhood' &&
      (value as Views['neighbourhood']).length > 0 &&
      !device.citizen.roles.includes('coordinator')
    )
      judged.ledger.violated(`${device.name} sees a wijk without being a coordinator`)
  }

/** Why this device has not come to rest, or null. */
export const unrest = (device: Device, head: number): string | null => {
  if (device.isRevoked) return null
  const views = device.views()
  if (!views || views.session.state !== 'open') return `is ${views?.session.state ?? 'off'}`
  const { state, problem, waitingSignals, waitingAnswers, tokensDone, tokensTotal } = views.sync
  if (state !== 'online') return `is ${state} (${problem?.code})`
  if (waitingSignals + waitingAnswers > 0)
    return `still has ${waitingSignals} signalen and ${waitingAnswers} answers to send (${views.sent.map(({ waitingFor }) => waitingFor ?? '-').join()})`
  return tokensDone < tokensTotal || head < 0 ? 'still makes tokens' : null
}

const isAlive = ({ scheduler }: Judged, { disappearsOn }: Filed): boolean =>
  dayOfIsoDate(disappearsOn) > dayNumber(new Date(scheduler.now))

/** Its clock said that the date was past while nobody else could say otherwise, and it wrote that down. */
const expiredByClock = (device: Device, number: string): boolean =>
  device.jumpedAhead &&
  device.views()!.logbook.some(({ kind, about }) => kind === 'expired' && about === number)

/** What waited went with it, and the person was told that it did not arrive. */
const unsentByClock = (device: Device, number: string): boolean =>
  expiredByClock(device, number) &&
  device.views()!.logbook.some(({ kind, about }) => kind === 'not-arrived' && about === number)

const judgeSignal = (judged: Judged, filed: Filed): void => {
  const { ledger, devices } = judged
  const requester = devices.find(({ name }) => name === filed.device)!
  const shown = requester.views()?.sent.find(({ id }) => id === filed.id)
  if (!shown) {
    const reported = requester
      .views()
      ?.logbook.some(({ kind }) => kind === 'expired' || kind === 'not-arrived')
    if (!reported) ledger.violated(`${filed.mark} was saved on ${requester.name} and is gone without a word`)
    return
  }
  if (dayOfIsoDate(shown.disappearsOn) <= dayNumber(new Date(judged.scheduler.now)))
    ledger.violated(`${requester.name} still shows ${filed.mark}, which is past its date`)
  if (shown.sentAt === null)
    return ledger.violated(
      `${filed.mark} was saved on ${requester.name} and did not leave (${shown.waitingFor})`,
    )
  for (const device of devices) {
    if (
      device === requester ||
      !device.isOpen ||
      ledger.isRevoked(device.name) ||
      device.citizen.organisation.id === filed.organisationId
    )
      continue
    if (warns(device) || warns(requester)) continue
    const { sure } = ledger.lists.get(device.name)!
    const match = device.views()!.matches.find(({ id }) => id === filed.id)
    if (!match) {
      if (expiredByClock(device, shown.number)) continue
      if (mustReach(judged, filed, sure))
        ledger.violated(
          `${filed.mark} left ${requester.name} and did not arrive at ${device.name}, which knows the child`,
        )
      continue
    }
    if (match.theirOutcome !== shown.outcome)
      ledger.violated(
        `${filed.mark} is '${shown.outcome}' at ${requester.name} and '${match.theirOutcome}' at ${device.name}`,
      )
    const own = device.views()!.organisations.find(({ id }) => id === device.citizen.organisation.id)!.name
    const answers = shown.answers.filter(({ organisation }) => organisation === own)
    if (match.ourAnswer !== null && answers.length === 0)
      ledger.violated(`${device.name} answered ${filed.mark} and ${requester.name} does not see it`)
    if (match.ourOutcome !== null && answers.length > 0 && answers.every(({ outcome }) => outcome === null))
      ledger.violated(`${device.name} closed ${filed.mark} and ${requester.name} does not see it`)
  }
  for (const coordinator of devices.filter(
    ({ citizen, isOpen, name }) =>
      name !== filed.device && citizen.roles.includes('coordinator') && isOpen && !ledger.isRevoked(name),
  )) {
    if (warns(coordinator) || warns(requester)) continue
    const seen = coordinator.views()!.neighbourhood.find(({ id }) => id === filed.id)
    if (!seen && expiredByClock(coordinator, shown.number)) continue
    if (!seen) ledger.violated(`${filed.mark} did not arrive at coordinator ${coordinator.name}`)
    else if (seen.outcome !== shown.outcome)
      ledger.violated(
        `${filed.mark} is '${shown.outcome}' at ${requester.name} and '${seen.outcome}' at coordinator ${coordinator.name}`,
      )
  }
}

/**
 * Of a device that was revoked everybody accepts the same: what it sent before its revocation counts, and
 * nothing after.
 */
const judgeRevoked = (judged: Judged, filed: Filed): void => {
  const { ledger, devices } = judged
  const reached = devices.filter(
    (device) =>
      device.isOpen &&
      !warns(device) &&
      !ledger.isRevoked(device.name) &&
      device.citizen.organisation.id !== filed.organisationId &&
      mustReach(judged, filed, ledger.lists.get(device.name)!.sure),
  )
  const seen = reached.map((device) => device.views()!.matches.find(({ id }) => id === filed.id))
  const differs = seen.findIndex(
    (match) =>
      (match === undefined) !== (seen[0] === undefined) || match?.theirOutcome !== seen[0]?.theirOutcome,
  )
  if (differs > 0)
    ledger.violated(
      `${filed.mark} of ${filed.device}, which was revoked, is ${seen[0] ? `'${seen[0].theirOutcome}'` : 'unknown'} at ${reached[0]!.name} and ${seen[differs] ? `'${seen[differs].theirOutcome}'` : 'unknown'} at ${reached[differs]!.name}`,
    )
}

const judgeAnswers = ({ ledger, devices, scheduler }: Judged): void => {
  for (const { signalId, device, organisationId, answer, told } of ledger.answered) {
    const filed = ledger.ofId(signalId)
    const requester = devices.find(({ name }) => name === filed?.device)
    const shown = requester?.isOpen ? requester.views()!.sent.find(({ id }) => id === signalId) : undefined
    if (
      !told ||
      !shown ||
      ledger.isRevoked(device) ||
      ledger.isRevoked(requester!.name) ||
      warns(requester!) ||
      devices.some((one) => one.name === device && warns(one))
    )
      continue
    const name = requester!.views()!.organisations.find(({ id }) => id === organisationId)?.name
    const seen = shown.answers.find(({ organisation }) => organisation === name)
    if (!seen && devices.some((one) => one.name === device && unsentByClock(one, shown.number))) continue
    if (!seen)
      ledger.violated(
        `${device} was told that its answer to ${filed!.mark} is saved, and ${requester!.name} does not see it`,
      )
    else if (
      !ledger.answered.some(
        (one) =>
          one.signalId === signalId && one.organisationId === organisationId && one.answer === seen.answer,
      )
    )
      ledger.violated(
        `${requester!.name} sees an answer '${seen.answer}' to ${filed!.mark} that nobody gave (${answer}, ${scheduler.now})`,
      )
  }
}

const judgeRelay = async ({ database, ledger, scheduler }: Judged): Promise<void> => {
  const today = dayNumber(new Date(scheduler.now))
  const [{ late, head, top }] = (await database.read<{ late: number; head: number; top: number }>(
    'select (select count(*) from events where expires_day <= $1)::int late, (select head from log_head)::int head, (select coalesce(max(seq), 0) from events)::int top',
    [today],
  )) as [{ late: number; head: number; top: number }]
  if (late > 0) ledger.violated(`the relay keeps ${late} envelopes past their date`)
  if (top > head) ledger.violated('the relay holds an event after its head')
}

const judgeDisk = async ({ ledger, scheduler }: Judged, device: Device): Promise<void> => {
  const today = dayNumber(new Date(scheduler.now))
  const io = device.disk.mount({ step: () => false, full: () => null, later: (task) => task() })
  const store = await LocalStore.open(device.name, DATA_KEY, {
    indexedDB: io.indexedDB,
    IDBKeyRange: io.IDBKeyRange,
    random: (length) => new Uint8Array(length),
  })
  for (const table of TABLES) {
    const { rows, broken } = await store.load(table)
    if (broken.length > 0) ledger.violated(`${device.name} has ${broken.length} unreadable rows in ${table}`)
    for (const row of rows.values()) {
      const { expiresDay, forkedAt } = row as { expiresDay?: number; forkedAt?: string | null }
      if (typeof expiresDay === 'number' && expiresDay <= today && !forkedAt)
        ledger.violated(`${device.name} keeps a row of ${table} past its date`)
    }
  }
  store.close()
}

/**
 * When all is still: everything that was promised arrived, is the same everywhere, and is gone where it
 * should be.
 */
export const judge = async (judged: Judged): Promise<void> => {
  const { ledger, devices } = judged
  for (const filed of ledger.filed) {
    const requester = devices.find(({ name }) => name === filed.device)!
    if (!isAlive(judged, filed)) continue
    if (ledger.isRevoked(requester.name)) judgeRevoked(judged, filed)
    if (!filed.saved || !requester.isOpen || ledger.isRevoked(requester.name)) continue
    judgeSignal(judged, filed)
  }
  judgeAnswers(judged)
  await judgeRelay(judged)
  for (const device of devices) {
    if (!device.isOpen) continue
    judgeMember(judged, device)
    const log = device.views()?.sync.log
    const accused = [...(log?.problems.map(({ what }) => what) ?? []), ...(log?.silent ? ['silence'] : [])]
    if (accused.length > 0 && judged.honest)
      ledger.violated(`${device.name} accuses an honest relay: ${accused.join()}`)
    device.die('is switched off for good')
    await judgeDisk(judged, device)
  }
}

/** Whatever a member without a token sends, no honest device is taken for a copy, and none takes itself for one. */
const judgeMember = ({ ledger, town }: Judged, device: Device): void => {
  const { session, logbook } = device.views()!
  if (session.copied) ledger.violated(`${device.name} takes itself for a copy`)
  const taken = logbook.filter(({ kind }) => kind === 'forked').map(({ about }) => about)
  const honest = taken.filter((about) => about !== town.stranger.organisation.name)
  if (honest.length > 0) ledger.violated(`${device.name} takes devices of ${honest.join()} for copies`)
}

/** A device that was served a hostile act shows so much later at the latest whose doing it is. */
const NAMED_WITHIN_MS = 90_000

/** Every act of the hostile relay was seen by the device it was done to, and laid at its door. */
export const judgeHostile = ({ ledger, devices }: Judged, committed: readonly Committed[]): void => {
  for (const { device: name, act, at } of committed) {
    const { problems } = devices.find((device) => device.name === name)!
    const named: readonly (string | null)[] = ACTS[act]!.named
    const before = problems.findLast((problem) => problem.at <= at)
    const shown = problems.filter(
      (problem) => problem === before || (problem.at > at && problem.at <= at + NAMED_WITHIN_MS),
    )
    if (!shown.some(({ code }) => named.includes(code)))
      ledger.violated(
        `the relay ${act} and ${name} shows ${shown.map(({ code }) => code).join() || 'nothing'} in place of ${named.join(' or ')}`,
      )
  }
}

/**
 * The lie of a relay that goes on is found by the device it was told to, or cannot be found any more by
 * anybody.
 */
export const judgeGrudge = ({ ledger, devices, scheduler }: Judged, { name, victim, memory }: Held): void => {
  const device = devices.find((one) => one.name === victim)!
  if (
    !memory.begun ||
    !device.isOpen ||
    ledger.isRevoked(victim) ||
    dayNumber(new Date(scheduler.now)) >= memory.untilDay
  )
    return
  const found = device.views()!.sync.log?.problems.map(({ what }) => what) ?? []
  if (!GRUDGES[name]!.named.some((what) => found.includes(what)))
    ledger.violated(
      `the relay ${name} and ${victim} finds ${found.join() || 'nothing'} in place of ${GRUDGES[name]!.named.join(' or ')}`,
    )
}
