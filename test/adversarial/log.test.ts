/**
 * A relay that does not do as it says is found out by the devices it serves, and named, with its own
 * signature as proof.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { importSigningKey, readStatement, signStatement } from '../../shared/crypto/signing.ts'
import { fromBase64url, toBase64url } from '../../shared/encoding.ts'
import { decodeBundle, encodeBundle, encodeLeaf } from '../../shared/log/leaves.ts'
import { consistencyProof, Edge, leafHash, nodeHash, type ReadFull } from '../../shared/log/merkle.ts'
import { checkpointText, readCheckpoint, readNote, signNote, writeNote } from '../../shared/log/note.ts'
import type { Statement } from '../../shared/membership/statements.ts'
import type { LogProblem } from '../../shared/api/sync.ts'
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
/**
 * What the relay answers, and what comes out of this wire instead: undefined leaves it as it is, a number is a
 * status without an answer.
 */
type Twist = (
  path: string,
  answer: Answer,
  body: Answer | null,
) => Promise<Answer | undefined> | Answer | number | undefined
class NoSocket extends EventTarget {
  readonly readyState = 3
  close(): void {}
  send(): void {}
}

/** `ahead`: of the device's monotonic clock, ms. `asked`: how often it asked for the checkpoint of the log. */
interface Wire {
  twist: Twist
  ahead?: number
  asked?: number
}

/** A device whose relay lies to it as `wire.twist` says, and whose socket never opens. */
const served = async (wire: Wire, member?: Member): Promise<TestEngine> => {
  const fetched: typeof fetch = async (input, init) => {
    const url = new URL(String(input))
    const response = await fetch(input, init)
    if (url.origin !== new URL(town.relay.url).origin || !response.ok) return response
    const answer = (await response.clone().json()) as Answer
    if (url.pathname === '/v1/log/checkpoint') wire.asked = (wire.asked ?? 0) + 1
    const twisted = await wire.twist(
      `${url.pathname}${url.search}`,
      answer,
      init?.body ? (JSON.parse(String(init.body)) as Answer) : null,
    )
    if (typeof twisted === 'number') return new Response('{}', { status: twisted })
    return twisted ? Response.json(twisted) : response
  }
  const engine = await startEngine(town, member ?? (await town.admitDevice(school)), {
    hurry: true,
    caseload: caseloadOf(SAMI),
    ports: {
      fetch: fetched,
      WebSocket: NoSocket as unknown as typeof WebSocket,
      monotonic: () => performance.now() + (wire.ahead ?? 0),
    },
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
    (views) => Boolean(views.sync.log?.problems.some((problem) => problem.what === what)),
    `the relay to be found out: ${what}`,
  )
  const { file } = (await engine.run({ kind: 'log-proof' })) as { file: Uint8Array }
  const proof = JSON.parse(new TextDecoder().decode(file)) as { findings: { what: string }[] }
  expect(proof).toMatchObject({ keys: { relay: town.roots.relay } })
  expect(proof.findings.map((one) => one.what)).toContain(what)
  for (const one of proof.findings)
    expect(one).toMatchObject({ says: expect.any(String), shown: expect.anything() })
  expect(new TextDecoder().decode(file)).not.toMatch(/Sami|Yıldız|2017-03-14/)
  // Each finding once, however often it is found.
  expect(
    logbook
      .filter(({ kind }) => kind === 'log-broken')
      .map(({ detail }) => detail)
      .sort(),
  ).toEqual(sync.log!.problems.map((problem) => problem.what).sort())
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
  await town.publishWeekKey(administrator)
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
    problems: [],
    silent: null,
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

test('a revocation that we do not get, the newest statement of all', async () => {
  const wire: Wire = { twist: honest }
  const engine = await served(wire)
  await checked(engine)
  wire.twist = (path, answer) =>
    isDirectory(path)
      ? { ...answer, statements: statementsIn(answer).filter((one) => !isRevocation(one)) }
      : undefined
  await revoke()
  await found(engine, 'withheld-statement')
})

test('a revocation that is passed over while the log is silent: the numbers show the gap, and it is taken when it comes', async () => {
  const wire: Wire = { twist: honest }
  const engine = await served(wire)
  await checked(engine)
  wire.twist = (path, answer) => {
    if (path.startsWith('/v1/log/')) return 503
    return isDirectory(path)
      ? { ...answer, statements: statementsIn(answer).filter((one) => !isRevocation(one)) }
      : undefined
  }
  const thief = await revoke()
  await town.admitDevice(school)
  await found(engine, 'withheld-statement')
  wire.twist = honest
  await engine.until(
    ({ organisations }) => !JSON.stringify(organisations).includes(thief),
    'the revocation after all',
  )
})

test('another statement in the place of a revocation', async () => {
  const wire: Wire = { twist: honest }
  const engine = await served(wire)
  await checked(engine)
  const [old] = await town.relay.statements()
  wire.twist = (path, answer) =>
    isDirectory(path)
      ? {
          ...answer,
          statements: statementsIn(answer).map((one) =>
            isRevocation(one) ? { ...one, statement: old! } : one,
          ),
        }
      : undefined
  await revoke()
  await found(engine, 'changed')
})

test('another event without the salt that would show it is no answer, and nothing of its page is taken', async () => {
  await file()
  await file()
  const engine = await served({
    twist: (path, answer) => {
      const events = answer['events'] as { seq: number; envelope: string }[]
      return path.startsWith('/v1/events') && events.length > 1
        ? {
            ...answer,
            events: events.map(({ seq, envelope }, i) => ({
              seq,
              envelope: i === 0 ? events[1]!.envelope : envelope,
            })),
          }
        : undefined
    },
  })
  const { sync } = await engine.until((views) => views.sync.problem !== null, 'a refusal')
  expect(sync).toMatchObject({ problem: { code: 'relay-garbage' }, toRead: 0 })
})

test('a finding ends nothing: what is done after it is found too', async () => {
  const wire: Wire = { twist: honest }
  const engine = await served(wire)
  await checked(engine)
  const old = await signed(1, leafHash(new Uint8Array()), checkpointIn((await note()).note).origin)
  wire.twist = (path) => (path === '/v1/log/checkpoint' ? { note: old } : undefined)
  await found(engine, 'shrunk')
  await file()
  wire.twist = (path, answer) =>
    path.startsWith('/v1/events') && answer['events'] ? { ...answer, events: [] } : undefined
  await found(engine, 'withheld')
  wire.twist = (path, answer) =>
    isDirectory(path)
      ? { ...answer, statements: statementsIn(answer).filter((one) => !isRevocation(one)) }
      : undefined
  await revoke()
  await found(engine, 'withheld-statement')
})

test('a log that is silent, a page of it that is left out, a checkpoint that stays old: said on the first screen within a day of being online', async () => {
  const wires: Wire[] = [{ twist: honest }, { twist: honest }, { twist: honest }]
  const members: Member[] = []
  for (const _ of wires) members.push(await town.admitDevice(school))
  const engines = await Promise.all(wires.map((wire, i) => served(wire, members[i])))
  await Promise.all(engines.map(checked))
  const frozen = await note()
  const last = Math.floor(checkpointIn(frozen.note).size / 256)
  wires[0]!.twist = (path) => (path.startsWith('/v1/log/') ? 503 : undefined)
  wires[1]!.twist = (path) => (path.startsWith(`/v1/log/bundle?index=${last}`) ? 503 : undefined)
  wires[2]!.twist = (path) => (path === '/v1/log/checkpoint' ? frozen : undefined)
  await file()
  // Only a tree that grew has a page that somebody misses.
  const size = checkpointIn(frozen.note).size
  await expect
    .poll(async () => checkpointIn((await note()).note).size, { timeout: 30_000 })
    .toBeGreaterThan(size)
  const times = async (count: number, task: () => void): Promise<void> => {
    for (let i = 0; i < count; i++) {
      task()
      const before = wires.map(({ asked: so }) => so ?? 0)
      for (const engine of engines) await engine.run({ kind: 'sync-now' })
      // Twice, so that a whole cycle lies between.
      await expect
        .poll(() => wires.every(({ asked: so }, i) => so! >= before[i]! + 2), { timeout: 60_000 })
        .toBe(true)
    }
  }
  // A week asleep is not a week online, and to be slow for an hour is no silence.
  await times(1, () => wires.forEach((wire) => (wire.ahead = (wire.ahead ?? 0) + 7 * 86_400_000)))
  expect(engines.map((engine) => engine.views().sync.log!.silent)).toEqual([null, null, null])
  for (let day = 0; day < 3; day++) {
    await times(3, () => wires.forEach((wire) => (wire.ahead = (wire.ahead ?? 0) + 5 * 60_000)))
    town.clock.pass({ days: 1 })
  }
  const said = engines.map((engine) => {
    const { silent, problems } = engine.views().sync.log!
    return silent ?? problems.map(({ what }) => what).join()
  })
  expect(said.slice(0, 2)).toEqual(['log', 'log'])
  expect(['log', 'behind']).toContain(said[2])
  wires[0]!.twist = honest
  await engines[0]!.until(({ sync }) => sync.log?.silent === null, 'the log to answer again')
  expect(engines[0]!.views().sync.log!.problems).toEqual([])
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

// From here on the trustee knows that the relay told two stories, and every device that asks it hears so.
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

const statementsIn = (answer: Answer) => answer['statements'] as { seq: number; statement: Statement }[]
const isDirectory = (path: string): boolean => path.startsWith('/v1/directory?')
const isRevocation = ({ statement }: { statement: Statement }): boolean =>
  readStatement(statement)?.type === 'device-revoked'
/** A device of the school is revoked, as its administrator does after a theft. */
const revoke = async (): Promise<string> => {
  const { device } = await town.admitDevice(school)
  await town.publish([
    await signStatement(
      { type: 'device-revoked', deviceId: device.id, reason: 'lost', afterSeq: 0, at: town.at },
      [await signerFor(school)],
    ),
  ])
  return device.id
}
const signerFor = async ({ founder }: TownOrganisation) => ({
  by: founder.device.id,
  key: await importSigningKey(founder.signing.seed),
})
