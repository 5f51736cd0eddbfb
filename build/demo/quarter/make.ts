/**
 * Lives a quarter of a town through the real code: relay and trustee on their own PostgreSQL with a clock
 * that is moved on, the engine of every person. In the end each device lies in its file, and the folder holds
 * a town as `npm start` makes one.
 */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { startRelay, type Serving } from '../../../relay/relay.ts'
import { startTrustee } from '../../../relay/trustee.ts'
import type { Argon2Costs } from '../../../shared/crypto/seal.ts'
import { asRuggensteunError } from '../../../shared/errors.ts'
import { keepTown, makeRoots, makeTown, type TownFolders, type TownPlan } from '../town.ts'
import type { Ports } from '../../start/ports.ts'
import { A_DAY, HandedClock, isoDay, momentsUntil } from './calendar.ts'
import { Chance } from './chance.ts'
import { Diary, type What } from './diary.ts'
import { csvOf, Families } from './families.ts'
import { planAgreements, planKnelpunten } from './knelpunten.ts'
import { Resident } from './resident.ts'
import { planSignals, type Lists } from './signals.ts'
import { organisationsWith, RESIDENTS, SHOWN_HERE } from './town.ts'

export interface QuarterOptions {
  readonly folders: TownFolders
  readonly ports: Ports
  readonly seed: number
  readonly signals: number
  readonly weeks: number
  /** That a signaal lives at most. */
  readonly lifeDays?: number
  /** When the quarter ends. */
  readonly end: Date
  readonly say: (line: string) => void
  /** What the secrets of its people cost to try; `measuredCosts` outside of tests. */
  readonly argon2: Argon2Costs
  /** Hears what must stop where this is ended from outside. */
  readonly alsoStop?: (stop: () => Promise<void>) => void
}
/** `missed`: actions that the app refused, as `what: error`. */
export interface Story {
  readonly counts: Readonly<Partial<Record<What, number>>>
  readonly missed: readonly string[]
}
export type Look = (residents: ReadonlyMap<string, Resident>) => void | Promise<void>

const HOUR_MS = 3_600_000
const NIGHT_MS = 12 * HOUR_MS
const MOMENTS_A_WEEK = 5 * A_DAY
export const LEAST_SIGNALS = 5
/** What has gone counts in the figures: of thirteen weeks nine. */
const LIFE_DAYS = 28

/** What a quarter that was ended half-way left in its folder; nothing else in it. */
export const clearHalf = async ({ relay, trustee, devices }: TownFolders): Promise<void> => {
  for (const folder of [relay, trustee, devices]) await rm(folder, { recursive: true, force: true })
}

/** The town on its first day; each person's list holds the children that the plan gives it. */
const townPlanOf = (lists: Lists, begin: Date, fileCost: TownPlan['fileCost']): TownPlan => ({
  name: 'Veenwijk, a quarter later',
  shown: SHOWN_HERE,
  decidedOn: isoDay(begin, -30),
  at: begin,
  fileCost,
  organisations: organisationsWith((profile) => {
    const list = lists.get(profile)
    return list ? list.own.length + list.others.length : 0
  }),
  listOf: async ({ profile }) => {
    const list = lists.get(profile)
    return list
      ? {
          name: `${profile}.csv`,
          text: [csvOf(list.own, true), ...csvOf(list.others, false).split('\r\n').slice(1)].join('\r\n'),
        }
      : null
  },
})

/** `look`: at the open devices, before they are put away. */
export const makeQuarter = async (
  { folders, ports, seed, signals, weeks, lifeDays = LIFE_DAYS, end, say, argon2, alsoStop }: QuarterOptions,
  look: Look = () => {},
): Promise<Story> => {
  const moments = momentsUntil(end, weeks)
  const chance = new Chance(`quarter ${seed}`)
  const diary = new Diary()
  const lists = planSignals({
    chance: chance.of('signals'),
    diary,
    families: new Families(chance.of('families'), end.getUTCFullYear()),
    moments: moments.length,
    count: signals,
    lifeDays,
  })
  planKnelpunten(diary, moments.length)
  planAgreements(diary, moments.length)
  const begin = new Date(moments[0]!.getTime() - HOUR_MS)
  const plan = townPlanOf(lists, begin, argon2.file)
  const clock = new HandedClock(begin)
  const servers: Serving[] = []
  const residents = new Map<string, Resident>()
  const stop = async (): Promise<void> => {
    for (const resident of residents.values()) await resident.close()
    for (const server of servers.splice(0).reverse()) await server.stop()
  }
  alsoStop?.(stop)
  try {
    const roots = await makeRoots(folders)
    const logTo = new Writable({ write: (_, __, done) => done() })
    servers.push(
      await startTrustee({
        dataDir: folders.trustee,
        port: ports.trustee,
        origins: [`http://127.0.0.1:${ports.relay}`],
        clock,
        logTo,
      }),
    )
    servers.push(await startRelay({ dataDir: folders.relay, port: ports.relay, clock, logTo }))
    const [trustee, relay] = servers as [Serving, Serving]
    await makeTown(plan, folders, roots, { relay: relay.url, trustee: trustee.url }, () => {})
    for (const { profile } of RESIDENTS)
      residents.set(
        profile,
        await Resident.enrol(profile, await readFile(fileOf(folders, profile)), { clock, argon2 }),
      )
    await Promise.all([...residents.values()].map((resident) => resident.known()))
    const story = await live({
      moments,
      diary,
      residents,
      clock,
      say,
      daily: async () => {
        for (const server of servers) await server.retention.run()
      },
    })
    await look(residents)
    for (const [profile, resident] of residents)
      await writeFile(fileOf(folders, profile), await resident.leave(), { mode: 0o600 })
    await keepTown(plan, folders)
    return story
  } finally {
    await stop()
  }
}

const fileOf = (folders: TownFolders, profile: string): string => join(folders.devices, `${profile}.device`)

interface Living {
  readonly moments: readonly Date[]
  readonly diary: Diary
  readonly residents: ReadonlyMap<string, Resident>
  readonly clock: HandedClock
  readonly say: (line: string) => void
  readonly daily: () => Promise<void>
}

/** What the app said in refusing; throws what it did not expect. */
const asRefusal = (error: unknown): string => {
  const { code, params } = asRuggensteunError(error)
  if (code === 'unexpected') throw error
  return `${code} ${JSON.stringify(params)}`
}

/**
 * In the morning all lids open, later those of who has something to do; they do it in the order of the diary.
 */
const live = async ({ moments, diary, residents, clock, say, daily }: Living): Promise<Story> => {
  const counts: Partial<Record<What, number>> = {}
  const missed: string[] = []
  const started = performance.now()
  let week: Partial<Record<What, number>> = {}
  const did = (what: What): void => {
    counts[what] = (counts[what] ?? 0) + 1
    week[what] = (week[what] ?? 0) + 1
  }
  for (const [i, moment] of moments.entries()) {
    clock.moveTo(moment)
    const busy = new Set(diary.of(i).map(({ who }) => residents.get(who)!))
    const isMorning = moment.getTime() - (moments[i - 1]?.getTime() ?? 0) > NIGHT_MS
    if (isMorning) await daily()
    await Promise.all(
      [...(isMorning || i + 1 === moments.length ? residents.values() : busy)].map((resident) =>
        resident.sync(),
      ),
    )
    for (const { who, what, action } of diary.of(i)) {
      const resident = residents.get(who)!
      const refused = await action(resident, moment).then(() => null, asRefusal)
      if (refused === null) did(what)
      else missed.push(`${what}: ${refused} (${who}, ${isoDay(moment)})`)
    }
    clock.pass(1)
    await Promise.all([...busy].map((resident) => resident.sync()))
    if ((i + 1) % MOMENTS_A_WEEK !== 0 && i + 1 !== moments.length) continue
    const seconds = (performance.now() - started) / 1000
    const left = Math.round((seconds / (i + 1)) * (moments.length - i - 1))
    say(
      `  until ${isoDay(moment)}: ${
        Object.entries(week)
          .map(([what, count]) => `${count} ${what}`)
          .join(', ') || 'nothing'
      } (${Math.round(seconds)} s${left > 0 ? `, about ${left} s left` : ''})`,
    )
    week = {}
  }
  // Everybody has read what was said at the last moment.
  clock.pass(1)
  await Promise.all([...residents.values()].map((resident) => resident.sync()))
  return { counts, missed }
}
