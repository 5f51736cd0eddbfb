/**
 * A relay that does not do as it says is found out by the devices it serves, and named, with its own
 * signature as proof.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { importSigningKey, signStatement } from '../../shared/crypto/signing.ts'
import { fromBase64url, toBase64url } from '../../shared/encoding.ts'
import { decodeBundle, encodeBundle, encodeLeaf } from '../../shared/log/leaves.ts'
import { consistencyProof, Edge, leafHash, nodeHash, type ReadFull } from '../../shared/log/merkle.ts'
import { checkpointText, readCheckpoint, readNote, signNote, writeNote } from '../../shared/log/note.ts'
import type { LogProblem } from '../../shared/worker.ts'
import { readConfig, seedOf } from '../../relay/config.ts'
import { caseloadOf, draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town, type Member, type TownOrganisation } from '../fixtures/town.ts'

const SAMI = ['Sami', '', 'Yıldız', '14-03-2017'] as const
let town: Town
let school: TownOrganisation
let teacher: TestEngine
let key: CryptoKey
const running: TestEngine[] = []

type Answer = Record<string, unknown>
/** What the relay answers, and what comes out of this wire instead; undefined leaves it as it is. */
type Twist = (
  path: string,
  answer: Answer,
  body: Answer | null,
) => Promise<Answer | undefined> | Answer | undefined
class NoSocket extends EventTarget {
  readonly readyState = 3
  close(): void {}
  send(): void {}
}

/** A device whose relay lies to it as `wire.twist` says, and whose socket never opens. */
const served = async (wire: { twist: Twist }, member?: Member): Promise<TestEngine> => {
  const fetched: typeof fetch = async (input, init) => {
    const url = new URL(String(input))
    const response = await fetch(input, init)
    if (url.origin !== new URL(town.relay.url).origin || !response.ok) return response
    const answer = (await response.clone().json()) as Answer
    const twisted = await wire.twist(
      `${url.pathname}${url.search}`,
      answer,
      init?.body ? (JSON.parse(String(init.body)) as Answer) : null,
    )
    return twisted ? Response.json(twisted) : response
  }
  const engine = await startEngine(town, member ?? (await town.admitDevice(school)), {
    hurry: true,
    caseload: caseloadOf(SAMI),
    ports: { fetch: fetched, WebSocket: NoSocket as unknown as typeof WebSocket },
  })
  running.push(engine)
  return engine
}
const honest: Twist = () => undefined
const signed = async (size: number, root: Uint8Array, origin: string): Promise<string> => {
  const text = checkpointText({ origin, size, root })
  return writeNote({
    text,
    signatures: [await signNote(text, { name: origin, publicKey: fromBase64url(town.roots.relay) }, key)],
  })
}
const checkpointIn = (note: unknown) => readCheckpoint(readNote(String(note))!.text)!
const file = async (): Promise<void> => {
  const before = teacher.views().sent.length
  await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, 'Sami') })
  await teacher.until(({ sent }) => sent.length > before && sent[0]?.state === 'open', 'sending')
}
const found = async (engine: TestEngine, what: LogProblem): Promise<void> => {
  await engine.run({ kind: 'sync-now' })
  const { sync, logbook } = await engine.until(
    (views) => Boolean(views.sync.log?.problem),
    `the relay to be found out: ${what}`,
  )
  expect(sync.log!.problem!.what).toBe(what)
  const { file } = (await engine.run({ kind: 'log-proof' })) as { file: Uint8Array }
  expect(JSON.parse(new TextDecoder().decode(file))).toMatchObject({
    what,
    keys: { relay: town.roots.relay },
    shown: expect.anything(),
  })
  expect(new TextDecoder().decode(file)).not.toMatch(/Sami|Yıldız|2017-03-14/)
  expect(logbook.filter(({ kind }) => kind === 'log-broken').map(({ detail }) => detail)).toEqual([what])
}
const checked = (engine: TestEngine) =>
  engine.until(
    ({ sync }) => Boolean(sync.log?.confirmedAt) && sync.tokensDone === sync.tokensTotal,
    'the first check',
  )

beforeAll(async () => {
  town = await Town.start()
  school = await town.admitOrganisation({ name: 'De Regenboog' })
  const administrator = await town.admitDevice(school, { roles: ['professional', 'administrator'] })
  await town.publishScopeKey(administrator)
  key = await importSigningKey(seedOf(await readConfig(town.relayDir, 'relay')))
  teacher = await startEngine(town, administrator, { hurry: true, caseload: caseloadOf(SAMI) })
  await teacher.until(({ sync }) => sync.state === 'online' && sync.tokensDone === 1, 'tokens')
})
afterEach(async () => {
  for (const engine of running.splice(0)) await engine.stop()
})
afterAll(async () => {
  await teacher?.stop()
  await town?.stop()
})

test('an honest relay is found right, and the trustee and the panel sign what we saw', async () => {
  await file()
  const panel = await served(
    { twist: honest },
    await town.admitDevice(await town.admitOrganisation({ kind: 'citizens-panel' }), { roles: ['panel'] }),
  )
  await panel.until(({ sync }) => Boolean(sync.log?.panelAt), 'the panel’s signature')
  const engine = await served({ twist: honest })
  const { sync } = await engine.until(
    (views) => Boolean(views.sync.log?.panelAt),
    'the panel’s signature, at another device',
  )
  expect(sync.log).toMatchObject({
    problem: null,
    confirmedAt: new Date(Math.floor(town.clock.now() / 1000) * 1000).toISOString(),
  })
})

test('a signaal that we do not get and others do', async () => {
  await file()
  const engine = await served({
    twist: (path, answer) =>
      path.startsWith('/v1/events')
        ? { ...answer, events: (answer['events'] as { seq: number }[]).slice(1) }
        : undefined,
  })
  await found(engine, 'withheld')
})

test('another envelope in the place of the one that was sent', async () => {
  await file()
  await file()
  const engine = await served({
    twist: (path, answer) => {
      const events = answer['events'] as { envelope: string }[]
      return path.startsWith('/v1/events') && events.length > 1
        ? {
            ...answer,
            events: events.map((event, i) => (i === 0 ? { ...event, envelope: events[1]!.envelope } : event)),
          }
        : undefined
    },
  })
  await found(engine, 'changed')
})

test('an event that the relay acknowledged and threw away', async () => {
  const wire: { twist: Twist } = { twist: honest }
  const engine = await served(wire)
  await checked(engine)
  const head = async (): Promise<number> =>
    (
      (await (
        await fetch(`${town.relay.url}/v1/events?after=0&limit=1`, {
          headers: { authorization: `Bearer ${await town.session(school.founder)}` },
        })
      ).json()) as { head: number }
    ).head
  wire.twist = async (path, answer) => {
    if (path !== '/v1/events') return undefined
    const acknowledged = JSON.parse((answer['acknowledged'] as { body: string }).body) as {
      logId: string
      events: { hash: string }[]
    }
    // It was stored after all; the one that is acknowledged here never was.
    const seq = (await head()) - acknowledged.events.length
    return {
      acknowledged: await signStatement(
        {
          type: 'acknowledged',
          logId: acknowledged.logId,
          time: new Date(town.clock.now()).toISOString(),
          events: acknowledged.events.map(({ hash }, i) => ({ hash, seq: seq + i })),
        },
        [{ by: 'relay', key }],
      ),
    }
  }
  await engine.run({ kind: 'file-signal', draft: await draftOf(engine, 'Sami') })
  await engine.until(({ sent }) => sent[0]?.state === 'open', 'the false acknowledgement')
  await found(engine, 'dropped')
})

test('a log that was put back to what it was', async () => {
  const wire: { twist: Twist } = { twist: honest }
  const engine = await served(wire)
  await checked(engine)
  const old = await signed(1, leafHash(new Uint8Array()), checkpointIn((await note()).note).origin)
  wire.twist = (path) => (path === '/v1/log/checkpoint' ? { note: old } : undefined)
  await found(engine, 'shrunk')
})

test('a history that was written again', async () => {
  const wire: { twist: Twist } = { twist: honest }
  const engine = await served(wire)
  await checked(engine)
  await file()
  wire.twist = async (path, answer) => {
    if (path !== '/v1/log/checkpoint') return undefined
    const { size, origin } = checkpointIn(answer['note'])
    return { note: await signed(size, leafHash(new Uint8Array([1])), origin) }
  }
  await found(engine, 'rewritten')
})

test('a relay that goes on for others and stands still for us', async () => {
  const wire: { twist: Twist } = { twist: honest }
  const first = await served(wire)
  await checked(first)
  const frozen = await note()
  await file()
  await checked(await served({ twist: honest })) // another device brings the larger tree to the trustee
  const engine = await served({ twist: (path) => (path === '/v1/log/checkpoint' ? frozen : undefined) })
  await found(engine, 'behind')
})

test('a tree of our own, made so that all fits: the trustee saw another', async () => {
  const member = await town.admitDevice(school)
  await file()
  await checked(await served({ twist: honest }))
  const { origin, size } = checkpointIn((await note()).note)
  const real: Uint8Array[] = []
  for (let index = 0; index * 256 < size; index++)
    real.push(
      ...decodeBundle(
        fromBase64url(
          (
            (await asked(`/v1/log/bundle?index=${index}&width=${Math.min(256, size - index * 256)}`)) as {
              entries: string
            }
          ).entries,
        ),
      )!,
    )
  const hidden = real.findLastIndex((entry) => entry[0] === 1)
  const hiddenSeq = Number(new DataView(real[hidden]!.buffer, real[hidden]!.byteOffset).getBigUint64(1))
  const entries = real.map((entry, i) =>
    i === hidden ? encodeLeaf({ kind: 'deletion', what: 'envelopes', count: 1, day: 1 }) : entry,
  )
  const edge = new Edge()
  for (const entry of entries) edge.add(leafHash(entry))
  const read: ReadFull = (height, index) =>
    Promise.resolve(fold(entries.slice(index * 2 ** height, (index + 1) * 2 ** height).map(leafHash)))
  const engine = await served(
    {
      twist: async (path, answer) => {
        const query = new URLSearchParams(path.split('?')[1])
        if (path === '/v1/log/checkpoint') return { note: await signed(size, edge.root(), origin) }
        if (path.startsWith('/v1/log/bundle'))
          return {
            entries: toBase64url(
              encodeBundle(
                entries.slice(
                  Number(query.get('index')) * 256,
                  Number(query.get('index')) * 256 + Number(query.get('width')),
                ),
              ),
            ),
          }
        if (path.startsWith('/v1/log/consistency'))
          return { proof: (await consistencyProof(read, Number(query.get('before')), size)).map(toBase64url) }
        return path.startsWith('/v1/events') && answer['events']
          ? {
              ...answer,
              events: (answer['events'] as { seq: number }[]).filter(({ seq }) => seq !== hiddenSeq),
            }
          : undefined
      },
    },
    member,
  )
  await found(engine, 'two-stories')
})

test('when it told others something else, everybody hears of it from the trustee', async () => {
  const engine = await served({ twist: honest })
  await checked(engine)
  const { origin, size } = checkpointIn((await note()).note)
  const other = await signed(size, leafHash(new Uint8Array([2])), origin)
  const token = await town.session(school.founder, town.trustee, 'trustee')
  await fetch(`${town.trustee.url}/v1/witness`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ note: other, proof: [] }),
  })
  await found(await served({ twist: honest }), 'two-stories')
})

const asked = async (path: string): Promise<unknown> =>
  (
    await fetch(`${town.relay.url}${path}`, {
      headers: { authorization: `Bearer ${await town.session(school.founder)}` },
    })
  ).json()
const note = async (): Promise<{ note: string }> => (await asked('/v1/log/checkpoint')) as { note: string }
const fold = (hashes: readonly Uint8Array[]): Uint8Array =>
  hashes.length === 1
    ? hashes[0]!
    : nodeHash(fold(hashes.slice(0, hashes.length / 2)), fold(hashes.slice(hashes.length / 2)))
