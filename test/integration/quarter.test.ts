/**
 * A short quarter of a town, lived through the real code: what a coordinator, a programmabureau and everybody
 * else has on the screen afterwards.
 */
import { mkdtempSync, readdirSync, rmSync, chmodSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Chance } from '../../build/demo/quarter/chance.ts'
import { Diary } from '../../build/demo/quarter/diary.ts'
import { csvOf, Families } from '../../build/demo/quarter/families.ts'
import { makeQuarter, type Story } from '../../build/demo/quarter/make.ts'
import { planSignals } from '../../build/demo/quarter/signals.ts'
import { RESIDENTS } from '../../build/demo/quarter/town.ts'
import { foldersOf, readTown } from '../../build/demo/town.ts'
import { freePort } from '../../relay/store/embedded.ts'
import { DEMO_PASSPHRASE } from '../../shared/demo.ts'
import { openDeviceFile } from '../../shared/device-file.ts'
import type { Views } from '../../shared/worker.ts'

/** Signalen of a short life, so that the first are gone; it ends on a Thursday. */
const QUARTER = { seed: 8, signals: 12, weeks: 3, lifeDays: 18, end: new Date('2026-11-26T16:00:00Z') }
const folders = foldersOf(mkdtempSync(join(tmpdir(), 'ruggensteun-quarter-')))
const views = new Map<string, Views>()
let story: Story

beforeAll(async () => {
  chmodSync(folders.data, 0o711)
  story = await makeQuarter(
    { ...QUARTER, folders, ports: { relay: await freePort(), trustee: await freePort() }, say: () => {} },
    (residents) => {
      for (const [profile, resident] of residents) views.set(profile, resident.views())
    },
  )
}, 900_000)
afterAll(() => rmSync(folders.data, { recursive: true, force: true }))

test('every deed of the diary was possible, and nobody is in trouble', () => {
  expect(story.missed).toEqual([])
  expect(story.counts.filed).toBe(QUARTER.signals)
  expect(
    [...views]
      .filter(
        ([, { session, sync, storage }]) =>
          session.state !== 'open' ||
          session.error ||
          sync.state !== 'online' ||
          sync.problem ||
          sync.notArrived.length > 0 ||
          storage.unreadable > 0,
      )
      .map(([profile]) => profile),
  ).toEqual([])
  expect(views.size).toBe(RESIDENTS.length)
})

test('a coordinator has open, answered and closed signalen, and figures of what is gone', () => {
  const { neighbourhood, figures } = views.get('ineke-de-wit')!
  expect(new Set(neighbourhood.map(({ state }) => state))).toEqual(new Set(['open', 'answered', 'closed']))
  expect(neighbourhood.some(({ appeals }) => appeals.some(({ seconded }) => seconded))).toBe(true)
  expect(figures!.map((wijk) => wijk.neighbourhood)).toEqual(['WK999801', 'WK999802', 'WK999803'])
})

test('no more look than there are to look: a programmabureau has no list', () => {
  const shown = [...views.values()].flatMap(({ sent, neighbourhood }) => [
    ...sent.map(({ looked, of }) => [looked ?? 0, of] as const),
    ...neighbourhood.map(({ looked, of }) => [looked ?? 0, of] as const),
  ])
  expect(shown.filter(([looked]) => looked > 0).length).toBeGreaterThan(0)
  expect(shown.filter(([looked, of]) => looked > of)).toEqual([])
})

test('the board holds the knelpunten, and the agreements that were signed hold', () => {
  const { obstacles, rules } = views.get('fatima-bos')!
  expect(obstacles.board).toHaveLength(6)
  expect(new Set(obstacles.board.map(({ state }) => state))).toEqual(new Set(['open', 'answered']))
  expect(obstacles.board.some(({ level }) => level === 'state')).toBe(true)
  expect(rules.wijken.find((wijk) => wijk.neighbourhood === 'WK999802')!.held).not.toBeNull()
})

test('everybody left a device file that opens, and the folder says who lives there', async () => {
  const town = (await readTown(folders, ''))!
  expect(town.people[0]!.profile).toBe('ineke-de-wit')
  expect(readdirSync(folders.devices).sort()).toEqual(
    town.people.map(({ profile }) => `${profile}.device`).sort(),
  )
  const file = await openDeviceFile(
    new Uint8Array(await readFile(join(folders.devices, 'ineke-de-wit.device'))),
    DEMO_PASSPHRASE,
  )
  expect(file.rows!.filter(({ table }) => table === 'threads').length).toBeGreaterThan(0)
  expect(file.rows!.find(({ table, key }) => table === 'meta' && key === 'tallies')?.value).toContainEqual(
    expect.objectContaining({ restored: expect.any(Number) as number }),
  )
})

test('a seed tells one story, another seed another', () => {
  const told = (seed: number): string => {
    const chance = new Chance(`quarter ${seed}`)
    const diary = new Diary()
    const lists = planSignals({
      chance: chance.of('signals'),
      diary,
      families: new Families(chance.of('families'), 2026),
      moments: 60,
      count: QUARTER.signals,
      lifeDays: 30,
    })
    const days = Array.from({ length: 60 }, (_, moment) =>
      diary
        .of(moment)
        .map(({ who, what }) => `${who}: ${what}`)
        .join(', '),
    )
    return JSON.stringify([
      days,
      [...lists].map(([profile, { own, others }]) => [profile, csvOf(own, true), csvOf(others, false)]),
    ])
  }
  expect(told(7)).toBe(told(7))
  expect(told(8)).not.toBe(told(7))
})
