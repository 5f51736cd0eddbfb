/**
 * One world from one seed: who lives there, what goes wrong, how long it lasts, and whether every promise was
 * kept.
 */
import { firstDayOfEpoch } from '../../shared/calendar/time.ts'
import { Chance } from './chance.ts'
import { SimDatabase } from './database.ts'
import { Device } from './device.ts'
import { FAULTS, Faults, type Fault } from './faults.ts'
import { GRUDGES, NOTHING_YET } from './grudges.ts'
import { ACTS, Hostile } from './hostile.ts'
import { judge, judgeGrudge, judgeHostile, unrest, watch, type Judged } from './invariants.ts'
import { Ledger } from './ledger.ts'
import { HostileMember } from './member.ts'
import { HONEST, Network, type Between } from './network.ts'
import { furnish, pinnedAt, RELAY_HOST, seedsOf, settle, TRUSTEE_HOST } from './people.ts'
import { Scheduler } from './scheduler.ts'
import { hashOfStatement, ServerProcess } from './servers.ts'
import { hold, stillness } from './stillness.ts'
import { isMembership } from '../../shared/membership/fold/fold.ts'
import { Users } from './user.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** Longer than a device waits before it asks the trustee what it signed (log-watch.ts). */
const WITNESSED_MS = 11 * MINUTE_MS
/** The epoch of the simulated winter: number 228 begins on 2026-10-26. */
const EPOCH = 228
const SETTLE_ROUNDS = 20

export interface Plan {
  readonly seed: number
  readonly devices: number
  readonly relays: number
  readonly startsAt: Date
  readonly phases: readonly { readonly minutes: number; readonly thenSleepDays: number }[]
  /** At the most: every one costs a receipt of each device, to each device. */
  readonly signals: number
  readonly actEveryMs: number
  readonly faultEveryMs: number
  readonly faults: readonly Fault[]
  readonly revocations: boolean
  /** The relay is not honest; then nothing else goes wrong, so that every complaint is its doing. */
  readonly hostile: boolean
  /** It lies to one device for good (grudges.ts); null: it commits acts that come and go. */
  readonly grudge: string | null
  readonly lively?: true
}

export interface WorldOptions {
  /** Instead of what the seed says. */
  readonly devices?: number | undefined
  /** People file and answer more. */
  readonly lively?: boolean | undefined
  /** A relay that is not honest. */
  readonly between?: Between
}
export interface Verdict {
  readonly plan: Plan
  readonly violations: readonly string[]
  readonly digest: string
  readonly lines: readonly string[]
  readonly moments: number
  readonly signals: number
  readonly answers: number
  /** Acts of the hostile relay, and of the hostile member. */
  readonly hostile: number
  readonly member: number
}

const sizeOf = (chance: Chance): number =>
  chance.happens(0.94)
    ? chance.pick([2, 2, 3, 3, 4, 5])
    : chance.happens(0.92)
      ? chance.between(6, 12)
      : chance.between(15, 50)

const planned = (seed: number, options: WorldOptions): Plan => {
  const chance = new Chance(`plan ${seed}`)
  const devices = options.devices ?? sizeOf(chance)
  const first = firstDayOfEpoch(EPOCH) * DAY_MS
  // In the middle of an epoch, shortly before its end, and on its first days.
  const startsAt = new Date(
    first + chance.pick([40, 60, 88, 90, 0, 1]) * DAY_MS + chance.between(0, 24 * 60) * MINUTE_MS,
  )
  const hostile = chance.happens(0.15)
  const calm = hostile || chance.happens(0.1)
  return {
    seed,
    devices,
    startsAt,
    relays: chance.pick([1, 1, 1, 2, 3]),
    phases: Array.from({ length: chance.pick([1, 1, 2]) }, () => ({
      minutes: chance.pick([0.5, 0.75, 1.5]),
      thenSleepDays: chance.pick([0, 0, 0.2, 1, 3, 8, 20, 45]),
    })),
    signals: devices > 14 ? 1 : chance.between(1, 4),
    actEveryMs: chance.pick([1_500, 3_000, 6_000]),
    faultEveryMs: chance.pick([3_000, 8_000, 20_000]),
    faults: calm ? [] : FAULTS.filter(() => chance.happens(0.45)),
    revocations: chance.happens(0.3),
    hostile,
    grudge: hostile && chance.happens(0.5) ? chance.pick(Object.keys(GRUDGES)) : null,
  }
}

/** The world of a seed; a lively one has the same people and faults, and more of what people do. */
export const planOf = (seed: number, options: WorldOptions = {}): Plan => {
  const plan = planned(seed, options)
  if (!options.lively) return plan
  return {
    ...plan,
    lively: true,
    signals: plan.devices > 14 ? plan.signals : Math.max(3, plan.signals),
    actEveryMs: 1_500,
  }
}

/** After which a machine that woke has asked again for what it missed. */
const WOKEN_MS = 65_000

export interface Ground {
  readonly relay: SimDatabase
  readonly trustee: SimDatabase
}

export const runWorld = async (ground: Ground, plan: Plan, options: WorldOptions = {}): Promise<Verdict> => {
  const chance = new Chance(`world ${plan.seed}`)
  const scheduler = new Scheduler(plan.startsAt.getTime())
  const network = new Network(scheduler, chance.of('network'))
  const hostile = plan.hostile
    ? new Hostile(scheduler, chance.of('hostile'), RELAY_HOST, pinnedAt(plan.startsAt), ground.relay)
    : null
  network.between = options.between ?? hostile ?? HONEST
  const ledger = new Ledger()

  hold(false)
  const town = await settle(plan.devices, plan.startsAt, chance.of('town'))
  await ground.relay.reset(town.statements, hashOfStatement)
  await ground.trustee.reset(town.statements.filter(isMembership), hashOfStatement)
  for (const database of [ground.relay, ground.trustee])
    Object.assign(database, { scheduler, chance: chance.of('database') })
  const [{ log_id: logId }] = (await ground.relay.read<{ log_id: string }>(
    'select log_id from log_head',
  )) as [{ log_id: string }]
  const devices: Device[] = []
  for (const citizen of town.citizens) {
    const device = new Device(citizen, '', { scheduler, network, chance: chance.of(citizen.deviceId) })
    device.skewMs = plan.faults.includes('clock') ? chance.between(-10, 10) * DAY_MS : 0
    device.vaultRecord = await furnish(
      citizen,
      device.disk,
      town,
      plan.startsAt,
      scheduler.now + device.skewMs,
      logId,
    )
    ledger.lists.set(device.name, { sure: [...citizen.children], maybe: [...citizen.children] })
    devices.push(device)
  }
  const serverParts = { scheduler, network, chance: chance.of('servers') }
  const relaySeeds = seedsOf('relay')
  const relays = Array.from(
    { length: plan.relays },
    (_, i) =>
      new ServerProcess(`relay-${i + 1}`, 'relay', {
        ...serverParts,
        database: ground.relay,
        seeds: relaySeeds,
      }),
  )
  const trustee = new ServerProcess('trustee', 'trustee', {
    ...serverParts,
    database: ground.trustee,
    seeds: seedsOf('trustee'),
  })
  network.serve(RELAY_HOST, relays)
  network.serve(TRUSTEE_HOST, [trustee])
  const judged: Judged = {
    ledger,
    scheduler,
    devices,
    database: ground.relay,
    town,
    honest: !hostile && !options.between,
  }
  for (const device of devices) device.shows = watch(judged, device)
  const users = new Users({ ledger, scheduler, chance: chance.of('users'), devices })
  users.mayRevoke = plan.revocations
  users.mostSignals = plan.signals
  users.areLively = plan.lively ?? false
  users.mayCarry = !hostile
  const start = (server: ServerProcess): void => {
    server.start().catch((error: unknown) => {
      scheduler.note(server.name, `does not start: ${(error as Error).message}`)
      server.stop('gives up')
    })
  }
  // Every world has one of the two. Beside a hostile relay each complaint is to be that one's doing.
  const member = hostile
    ? null
    : new HostileMember(town.stranger, `https://${RELAY_HOST}`, {
        scheduler,
        network,
        chance: chance.of('member'),
      })
  const faults = new Faults(
    { scheduler, chance: chance.of('faults'), network, devices, relays, trustee, start },
    plan.faults,
  )

  hold(true)
  for (const server of [...relays, trustee]) start(server)
  await scheduler.pass(100)
  if (hostile && plan.grudge)
    hostile.grudge = {
      name: plan.grudge,
      victim: chance.pick(devices).name,
      from: scheduler.now + chance.between(0, 20_000),
      memory: { ...NOTHING_YET },
    }
  else if (hostile && chance.happens(0.4)) hostile.act = chance.pick(Object.keys(ACTS))
  for (const device of devices)
    scheduler.after(chance.between(0, 3_000), device.name, 'is switched on', () => device.boot())
  await scheduler.pass(5_000)

  for (const { minutes, thenSleepDays } of plan.phases) {
    const until = scheduler.now + minutes * MINUTE_MS
    const repeat = (owner: string, everyMs: number, task: () => void): void => {
      scheduler.after(everyMs * (0.2 + 1.6 * chance.fraction()), owner, '', () => {
        if (scheduler.now < until) {
          task()
          repeat(owner, everyMs, task)
        }
      })
    }
    repeat('users', plan.actEveryMs, () => users.act())
    if (member) repeat('hostile member', 2 * plan.actEveryMs, () => member.act())
    if (hostile && !hostile.grudge)
      repeat('hostile relay', 12_000, () => {
        hostile.act = chance.happens(0.3) ? null : chance.pick(Object.keys(ACTS))
      })
    repeat('faults', plan.faultEveryMs, () => faults.strike())
    await scheduler.pass(minutes * MINUTE_MS)
    if (thenSleepDays > 0) await sleepAll(thenSleepDays)
  }

  async function sleepAll(days: number): Promise<void> {
    scheduler.note('world', `sleeps for ${days} days`)
    for (const device of devices) network.fallAsleep(device.name)
    scheduler.postpone(null, days * DAY_MS)
    for (const device of devices)
      if (device.isOn && !device.asleep && chance.happens(0.7)) device.ask({ kind: 'wake' }, () => {})
    await stillness()
  }

  faults.end()
  if (hostile) hostile.act = null
  let restless: string[] = []
  for (let round = 0; round < SETTLE_ROUNDS; round++) {
    await scheduler.pass(round === 0 ? 30_000 : 65_000)
    restless = devices.flatMap((device) => {
      const why = unrest(device, 0)
      return why ? [`${device.name} ${why}`] : []
    })
    if (restless.length === 0) break
  }
  // Who wakes while it is judged has had no time: what was on its way when the lid closed is lost, and missed
  // after half a minute.
  const lid = Math.max(...devices.map(({ sleepsUntil }) => sleepsUntil)) + WOKEN_MS
  if (lid > scheduler.now) await scheduler.pass(lid - scheduler.now)
  // Some lies show only beside what the trustee saw, and it is asked every ten minutes.
  const isDeceived = (): boolean =>
    hostile?.grudge?.memory.begun === true &&
    devices.some(({ name, isOpen }) => name === hostile.grudge!.victim && isOpen)
  const wasDeceived = isDeceived()
  if (wasDeceived) await scheduler.pass(WITNESSED_MS)
  for (const device of devices) device.ask({ kind: 'wake' }, () => {})
  await scheduler.pass(20_000)
  // The first thing that this device sent since the lie began may have left just now.
  if (isDeceived() && !wasDeceived) await scheduler.pass(WITNESSED_MS)
  for (const why of restless) ledger.violated(`does not come to rest: ${why}`)
  for (const { name, retention } of relays) scheduler.after(0, name, '', () => void retention?.run())
  await scheduler.pass(1_000)
  hold(false)
  if (hostile) judgeHostile(judged, hostile.committed)
  if (hostile?.grudge) judgeGrudge(judged, hostile.grudge)
  await judge(judged)
  for (const server of [...relays, trustee]) server.stop('is switched off for good')
  for (const filed of ledger.filed)
    scheduler.note('ledger', `${filed.mark} saved ${filed.saved} sent ${filed.sentAt !== null}`)
  return {
    plan,
    violations: ledger.violations,
    lines: scheduler.lines,
    digest: scheduler.digest(),
    moments: scheduler.moments,
    signals: ledger.filed.filter(({ sentAt }) => sentAt !== null).length,
    answers: ledger.answered.filter(({ told }) => told).length,
    member: [...(member?.done.values() ?? [])].reduce((sum, count) => sum + count, 0),
    hostile: (hostile?.committed.length ?? 0) + (hostile?.grudge?.memory.begun ? 1 : 0),
  }
}
