/** Every leaf of the relay's tree is compared with what this device was given, and the other way round. */
import { describe, expect, test } from 'vitest'
import { Audit } from '../../../renderer/engine/log/audit.ts'
import { watchedIn, type Found, type WatchParts } from '../../../renderer/engine/log/record.ts'
import { envelopeKey, put, setMeta } from '../../../renderer/engine/store/changes.ts'
import type { LocalStore } from '../../../renderer/engine/store/database.ts'
import { State } from '../../../renderer/engine/store/state.ts'
import type { Identity } from '../../../renderer/engine/crypto/identity.ts'
import { dayNumber } from '../../../shared/calendar/time.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import { encodeBundle, encodeLeaf, saltedHash, TILE_WIDTH, type Leaf } from '../../../shared/log/leaves.ts'
import { Edge, leafHash } from '../../../shared/log/merkle.ts'
import { systemRandom } from '../../../shared/crypto/seal.ts'

const NOW = new Date('2026-11-23T09:00:00.000Z')
const LATER = dayNumber(NOW) + 30

interface Event {
  readonly seq: number
  readonly salt: Uint8Array
  readonly envelope: Uint8Array
}
const event = (seq: number): Event => ({ seq, salt: systemRandom(16), envelope: systemRandom(64) })
const leafOf = ({ seq, salt, envelope }: Event, expiresDay = LATER): Leaf => ({
  kind: 'envelope',
  seq,
  expiresDay,
  hash: saltedHash(salt, envelope),
})
const statement = (seq: number): Extract<Leaf, { kind: 'statement' }> => ({
  kind: 'statement',
  seq,
  hash: systemRandom(32),
})
const counted = (count: number): Leaf => ({ kind: 'deletion', what: 'envelopes', count, day: LATER })

/** A device, and a relay that serves these leaves. */
const device = async () => {
  const identity = {
    device: { roles: ['administrator'] },
    organisation: { kind: 'programme-office' },
  } as unknown as Identity
  const state = new State({ write: async () => {} } as unknown as LocalStore, identity)
  const relay = { leaves: [] as Leaf[], readAgain: async (_: number): Promise<void> => {}, reads: 0 }
  const parts = {
    state,
    ports: { clock: { now: () => NOW.getTime() }, random: systemRandom },
    relay: {
      call: async (_: string, path: string) => {
        const [index, width] = [...path.matchAll(/\d+/g)].slice(1).map(Number) as [number, number]
        const from = index * TILE_WIDTH
        return { entries: toBase64url(encodeBundle(relay.leaves.slice(from, from + width).map(encodeLeaf))) }
      },
    },
    exclusive: (task: () => Promise<unknown>) => task(),
    now: () => NOW,
    readAgain: (seq: number) => relay.readAgain(seq),
    readDirectory: async () => {
      relay.reads += 1
    },
  } as unknown as WatchParts
  const audit = new Audit(parts)
  const have = async (...events: readonly Event[]): Promise<void> =>
    state.commit(
      events.map(({ seq, salt, envelope }) =>
        put('envelopes', envelopeKey(seq), {
          seq,
          envelope: toBase64url(envelope),
          salt: toBase64url(salt),
          expiresDay: LATER,
        } as never),
      ),
    )
  const knowStatements = (hashes: Readonly<Record<number, Uint8Array>>, missing: readonly number[] = []) =>
    state.commit([
      setMeta('directory', {
        ...state.meta.directory!,
        after: Math.max(0, ...Object.keys(hashes).map(Number), ...missing),
      }),
      setMeta('uncheckedStatements', {
        hashes: Object.fromEntries(Object.entries(hashes).map(([seq, hash]) => [seq, toBase64url(hash)])),
        missing: [...missing],
      }),
    ])
  /** Walks the tree of these leaves, under a root that is signed for them or for others. */
  const walk = async (leaves: readonly Leaf[], signedFor = leaves) => {
    relay.leaves = [...leaves]
    const edge = new Edge()
    for (const leaf of signedFor) edge.add(leafHash(encodeLeaf(leaf)))
    const found: Found[] = []
    const checkpoint = { origin: 'relay', size: leaves.length, root: edge.root() }
    const isWhole = await audit.walk(
      { checkpoint, text: `${leaves.length} ${toBase64url(edge.root())}` } as never,
      found,
    )
    return { isWhole, found: found.map(({ problem, about }) => `${problem}: ${about}`) }
  }
  return { state, relay, have, knowStatements, walk }
}
const [one, two, three] = [event(1), event(2), event(3)]

describe('an event', () => {
  test('that was given and has its leaf is right, and was not asked for again', async () => {
    const { have, walk, relay } = await device()
    relay.readAgain = () => Promise.reject(new Error('asked again'))
    await have(one, two)
    expect(await walk([leafOf(one), leafOf(two)])).toEqual({ isWhole: true, found: [] })
  })

  test('that others get is asked for again, and called withheld if it does not come', async () => {
    const { have, walk, relay } = await device()
    await have(one)
    relay.readAgain = async (seq) => (seq === 2 ? have(two) : undefined)
    expect(await walk([leafOf(one), leafOf(two), leafOf(three)])).toEqual({
      isWhole: true,
      found: ['withheld: event 3'],
    })
  })

  test('that was given and has no leaf, between others that have, is called changed', async () => {
    const { have, walk } = await device()
    await have(one, two, three)
    expect((await walk([leafOf(one), leafOf(three)])).found).toEqual(['changed: event 2'])
  })

  test('whose number the tree has not reached is not judged yet', async () => {
    const { have, walk } = await device()
    await have(one, two, three)
    expect((await walk([leafOf(one), leafOf(two)])).found).toEqual([])
    expect((await walk([leafOf(one), leafOf(two), leafOf(three)])).found).toEqual([])
  })

  test('that is another than its leaf says is called changed, unless its day is over', async () => {
    const { have, walk } = await device()
    await have(one, two)
    const [other, gone] = [leafOf({ ...two, salt: systemRandom(16) }), leafOf(three, dayNumber(NOW) + 1)]
    expect((await walk([leafOf(one), other, gone])).found).toEqual(['changed: event 2'])
  })
})

describe('a statement', () => {
  test('that was given and stands in the tree is right, and is not compared a second time', async () => {
    const { state, knowStatements, walk } = await device()
    const said = statement(1)
    await knowStatements({ 1: said.hash })
    expect((await walk([said])).found).toEqual([])
    expect(state.meta.uncheckedStatements).toEqual({ hashes: {}, missing: [] })
  })

  test('that others get is asked for once, and called withheld if it does not come', async () => {
    const { relay, knowStatements, walk } = await device()
    const [first, second, third] = [statement(1), statement(2), statement(3)]
    await knowStatements({ 1: first.hash })
    expect((await walk([first, second, third])).found).toEqual([
      'withheld-statement: statement 2',
      'withheld-statement: statement 3',
    ])
    expect(relay.reads).toBe(1)
  })

  test('whose number is a gap in what we got is withheld, also where later ones came', async () => {
    const { knowStatements, walk } = await device()
    const [first, second] = [statement(1), statement(2)]
    await knowStatements({ 2: second.hash }, [1])
    expect((await walk([first, second])).found).toEqual(['withheld-statement: statement 1'])
  })

  test('that is another than its leaf says is called changed', async () => {
    const { knowStatements, walk } = await device()
    const said = statement(1)
    await knowStatements({ 1: systemRandom(32) })
    expect((await walk([said])).found).toEqual(['changed: statement 1'])
  })

  test('that was given and has no leaf is called changed once the tree has passed its number', async () => {
    const { knowStatements, walk } = await device()
    const [first, second, third] = [statement(1), statement(2), statement(3)]
    await knowStatements({ 1: first.hash, 2: second.hash, 3: third.hash })
    expect((await walk([first])).found).toEqual([])
    expect((await walk([first, third])).found).toEqual(['changed: statement 2'])
  })
})

describe('a tree', () => {
  test('that does not make the root that was signed is rewritten, and nothing in it counts', async () => {
    const { state, have, walk } = await device()
    await have(one)
    const result = await walk([leafOf(one), leafOf(three)], [leafOf(one), leafOf(two)])
    expect(result.isWhole).toBe(false)
    expect(result.found).toContain('rewritten: ')
    expect(watchedIn(state).note).toBeNull()
  })

  test('that does not go on from the one we know is found, and what stands in it is checked all the same', async () => {
    const { have, walk } = await device()
    await have(one, two)
    await walk([leafOf(one), leafOf(two)])
    const another = leafOf(event(1))
    expect(await walk([another, leafOf(two), leafOf(three)])).toEqual({
      isWhole: true,
      found: ['withheld: event 3', 'rewritten: ', 'changed: event 1', 'withheld: event 3'],
    })
  })

  test('that is smaller than before has shrunk, and is checked from its beginning', async () => {
    const { have, walk } = await device()
    await have(one, two)
    await walk([leafOf(one), leafOf(two)])
    expect(await walk([leafOf(event(1))])).toEqual({ isWhole: true, found: ['shrunk: ', 'changed: event 1'] })
  })

  test('of several tiles is read in pieces, and each count in it counts once, also when it is read anew', async () => {
    const { state, walk } = await device()
    const leaves = Array.from({ length: 2 * TILE_WIDTH + 3 }, () => counted(1))
    const sum = (): number => state.meta.reported!.envelopesDeleted
    expect((await walk(leaves)).isWhole).toBe(true)
    expect(sum()).toBe(leaves.length)
    expect((await walk([...leaves, counted(5)])).isWhole).toBe(true)
    expect(sum()).toBe(leaves.length + 5)
    // Another history of the same length and one more: only the one more was never read.
    const anew = [...leaves, counted(7), counted(2)]
    expect((await walk(anew)).isWhole).toBe(true)
    expect(sum()).toBe(leaves.length + 5 + 2)
  })
})
