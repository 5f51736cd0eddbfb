/**
 * The relay's log as a tree: what is kept, published, counted and deleted stands in it, and the trustee signs
 * one history only.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import pg from 'pg'
import { importSigningKey } from '../../shared/crypto/signing.ts'
import { fromBase64url, toBase64url, utf8 } from '../../shared/encoding.ts'
import { decodeBundle, decodeLeaf, saltedHash, type Leaf } from '../../shared/log/leaves.ts'
import { Edge, isConsistent, leafHash } from '../../shared/log/merkle.ts'
import {
  checkpointText,
  cosignedAt,
  cosignNote,
  isSignedBy,
  panelName,
  readCheckpoint,
  readNote,
  signNote,
  TRUSTEE_NAME,
  writeNote,
  type Checkpoint,
} from '../../shared/log/note.ts'
import {
  BundleAnswer,
  ConsistencyAnswer,
  NoteAnswer,
  PullAnswer,
  WitnessAnswer,
} from '../../shared/protocol/http.ts'
import { dayNumber } from '../../shared/calendar/time.ts'
import { readConfig, seedOf } from '../../relay/config.ts'
import { someEnvelope } from '../fixtures/some-envelope.ts'
import { Town, type Member } from '../fixtures/town.ts'

let town: Town
let member: Member
let panel: Member
let tokens: Record<'relay' | 'trustee' | 'panel', string>
const call = async (url: string, token: string, body?: unknown): Promise<Response> =>
  fetch(url, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
  })
const relay = async (path: string, body?: unknown): Promise<unknown> =>
  (await call(`${town.relay.url}${path}`, tokens.relay, body)).json()
const envelope = (days = 30): string => toBase64url(someEnvelope(new Date(town.clock.now()), days))
const noteNow = async (): Promise<{ text: string; checkpoint: Checkpoint }> => {
  const { note } = NoteAnswer.parse(await relay('/v1/log/checkpoint'))
  return { text: note, checkpoint: readCheckpoint(readNote(note)!.text)! }
}
const entries = async (size: number): Promise<Uint8Array[]> => {
  const all: Uint8Array[] = []
  for (let index = 0; index * 256 < size; index++)
    all.push(
      ...decodeBundle(
        fromBase64url(
          BundleAnswer.parse(
            await relay(`/v1/log/bundle?index=${index}&width=${Math.min(256, size - index * 256)}`),
          ).entries,
        ),
      )!,
    )
  return all
}
const leaves = async (): Promise<Leaf[]> =>
  (await entries((await noteNow()).checkpoint.size)).map((entry) => decodeLeaf(entry)!)
const witness = async (
  body?: unknown,
  token = tokens.trustee,
): Promise<{ status: number; answer: WitnessAnswer }> => {
  const response = await call(
    body === undefined
      ? `${town.trustee.url}/v1/witness?origin=${encodeURIComponent((await noteNow()).checkpoint.origin)}`
      : `${town.trustee.url}/v1/witness`,
    token,
    body,
  )
  return { status: response.status, answer: (await response.json()) as WitnessAnswer }
}

const renew = async (): Promise<void> => {
  tokens = {
    relay: await town.session(member),
    trustee: await town.session(member, town.trustee, 'trustee'),
    panel: await town.session(panel, town.trustee, 'trustee'),
  }
}

beforeAll(async () => {
  town = await Town.start({ relays: 2 })
  member = await town.admitDevice(await town.admitOrganisation())
  panel = await town.admitDevice(await town.admitOrganisation({ kind: 'citizens-panel' }), {
    roles: ['panel'],
  })
  await renew()
})
afterAll(() => town?.stop())

describe('the tree', () => {
  test('holds a leaf for every envelope and every statement, under a note that the relay signed', async () => {
    await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        call(`${town.relays[i % 2]!.url}/v1/events`, tokens.relay, {
          envelopes: Array.from({ length: 50 }, () => envelope()),
        }),
      ),
    )
    const { text, checkpoint } = await noteNow()
    expect(
      await isSignedBy(readNote(text)!, {
        name: checkpoint.origin,
        publicKey: fromBase64url(town.roots.relay),
      }),
    ).toBe(true)
    const all = await entries(checkpoint.size)
    const edge = new Edge()
    for (const entry of all) edge.add(leafHash(entry))
    expect(edge.root()).toEqual(checkpoint.root)
    const decoded = all.map((entry) => decodeLeaf(entry)!)
    const { events } = PullAnswer.parse(await relay('/v1/events?after=0&limit=1000'))
    expect(events.length).toBe(300)
    for (const { seq, envelope: one, salt } of events) {
      const leaf = decoded.find((other) => other.kind === 'envelope' && other.seq === seq)
      expect(leaf).toMatchObject({ hash: saltedHash(fromBase64url(salt), fromBase64url(one)) })
    }
    const statements = await town.relay.statements()
    expect(
      decoded
        .filter(({ kind }) => kind === 'statement')
        .map((leaf) => leaf.kind === 'statement' && toBase64url(leaf.hash)),
    ).toEqual(statements.map(({ body }) => toBase64url(sha256(utf8(body)))))
  })

  test('is served as tiles too, and every earlier tree is proven to be its beginning', async () => {
    const { checkpoint } = await noteNow()
    const all = await entries(checkpoint.size)
    const tile = new Uint8Array(
      await (await call(`${town.relay.url}/log/tile/0/000`, tokens.relay)).arrayBuffer(),
    )
    expect(tile).toEqual(new Uint8Array(all.slice(0, 256).flatMap((entry) => [...leafHash(entry)])))
    const edge = new Edge()
    for (const entry of all.slice(0, 256)) edge.add(leafHash(entry))
    expect(
      new Uint8Array(await (await call(`${town.relay.url}/log/tile/1/000.p/1`, tokens.relay)).arrayBuffer()),
    ).toEqual(edge.root())
    expect((await call(`${town.relay.url}/log/tile/1/000`, tokens.relay)).status).toBe(404)
    expect((await call(`${town.relay.url}/log/tile/0/0`, tokens.relay)).status).toBe(400)
    expect((await call(`${town.relay.url}/log/tile/0/000`, 'none')).status).toBe(401)
    for (const before of [1, 7, 255, 256, 257, checkpoint.size]) {
      const smaller = new Edge()
      for (const entry of all.slice(0, before)) smaller.add(leafHash(entry))
      const { proof } = ConsistencyAnswer.parse(
        await relay(`/v1/log/consistency?before=${before}&size=${checkpoint.size}`),
      )
      expect(isConsistent({ size: before, root: smaller.root() }, checkpoint, proof.map(fromBase64url))).toBe(
        true,
      )
    }
    expect(
      (await call(`${town.relay.url}/v1/log/consistency?before=1&size=${checkpoint.size + 1}`, tokens.relay))
        .status,
    ).toBe(404)
  })

  test('tells how much was deleted and how often an organisation asked, and keeps nothing by which a deleted envelope could be shown', async () => {
    const gone = envelope(1)
    await call(`${town.relay.url}/v1/events`, tokens.relay, { envelopes: [gone] })
    const client = new pg.Client({ connectionString: town.relay.databaseUrl })
    await client.connect()
    const day = dayNumber(new Date(town.clock.now()))
    await client.query(
      `insert into evaluations (organisation_id, type, epoch, generation, day, count, in_tree) values ($1, 'P', 3, 0, $2, 41, false)`,
      [member.device.organisationId, day],
    )
    town.clock.pass({ days: 1 })
    await renew()
    const size = (await noteNow()).checkpoint.size
    await Promise.all(town.relays.map(({ retention }) => retention.run()))
    const told = (await leaves()).slice(size)
    expect(told.filter(({ kind }) => kind === 'deletion')).toEqual([
      { kind: 'deletion', what: 'envelopes', count: 1, day: day + 1 },
    ])
    expect(told.filter(({ kind }) => kind === 'evaluations')).toEqual([
      {
        kind: 'evaluations',
        organisationId: member.device.organisationId,
        type: 'P',
        epoch: 3,
        generation: 0,
        day,
        count: 41,
      },
    ])
    const { rows } = await client.query<{ text: string }>(
      `select encode(salt, 'hex') || encode(hash, 'hex') as text from events where expires_day <= $1`,
      [day + 1],
    )
    await client.end()
    expect(rows).toEqual([])
  })
})

describe('the witness', () => {
  const bring = async (before: number): Promise<{ note: string; proof: string[] }> => {
    const { text, checkpoint } = await noteNow()
    return {
      note: text,
      proof: ConsistencyAnswer.parse(
        await relay(`/v1/log/consistency?before=${before}&size=${checkpoint.size}`),
      ).proof,
    }
  }
  const sizeOf = (note: string): number => readCheckpoint(readNote(note)!.text)!.size
  /** As only the relay can: its key under a tree of its own choice. */
  const forged = async (size: number, root: Uint8Array): Promise<string> => {
    const {
      checkpoint: { origin },
    } = await noteNow()
    const text = checkpointText({ origin, size, root })
    const name = { name: origin, publicKey: fromBase64url(town.roots.relay) }
    return writeNote({
      text,
      signatures: [
        await signNote(text, name, await importSigningKey(seedOf(await readConfig(town.relayDir, 'relay')))),
      ],
    })
  }

  test('signs what continues what it signed before, with the time', async () => {
    expect((await witness()).answer).toEqual({ note: null, panel: null, fork: null })
    const first = await witness(await bring(0))
    expect(
      await cosignedAt(readNote(first.answer.note!)!, {
        name: TRUSTEE_NAME,
        publicKey: fromBase64url(town.roots.trustee),
      }),
    ).toBe(Math.floor(town.clock.now() / 1000))
    await call(`${town.relay.url}/v1/events`, tokens.relay, { envelopes: [envelope()] })
    const before = sizeOf(first.answer.note!)
    expect(await witness({ ...(await bring(before)), proof: [] })).toMatchObject({ status: 409 })
    const second = await witness(await bring(before))
    expect(sizeOf(second.answer.note!)).toBe(before + 1)
    expect(WitnessAnswer.parse(second.answer).fork).toBeNull()
  })

  test('takes one tree for one story where two devices bring it at the same moment', async () => {
    const before = sizeOf((await witness()).answer.note!)
    await call(`${town.relay.url}/v1/events`, tokens.relay, { envelopes: [envelope(), envelope()] })
    const bringing = await bring(before)
    expect(bringing.proof.length).toBeGreaterThan(0)
    for (const { status, answer } of [await witness(bringing), await witness(bringing)])
      expect({ status, fork: answer.fork, size: sizeOf(answer.note!) }).toEqual({
        status: 200,
        fork: null,
        size: before + 2,
      })
  })

  test('adds the panel’s own signature, and nobody else’s', async () => {
    const { text } = await noteNow()
    const note = readNote(text)!
    const by = async (who: Member): Promise<string> => {
      const own = await cosignNote(
        note.text,
        { name: panelName(who.device.id), publicKey: fromBase64url(who.device.signingKey) },
        await importSigningKey(who.signing.seed),
        Math.floor(town.clock.now() / 1000),
      )
      return writeNote({ text: note.text, signatures: [...note.signatures, own] })
    }
    const bringing = { note: text, proof: [] }
    expect((await witness({ ...bringing, panel: await by(panel) }, tokens.panel)).answer.panel).toBe(
      await by(panel),
    )
    expect(await witness({ ...bringing, panel: await by(member) })).toMatchObject({ status: 400 })
    expect(await witness({ ...bringing, panel: await by(panel) })).toMatchObject({ status: 400 })
  })

  test('does not sign a second story, and shows both to whoever asks', async () => {
    const { answer } = await witness()
    const other = await forged(sizeOf(answer.note!), sha256(utf8('another story')))
    await witness({ note: other, proof: [] })
    const {
      answer: { fork, note },
    } = await witness()
    expect(note).toBe(answer.note)
    expect(fork!.map((one) => readCheckpoint(readNote(one)!.text)!.size)).toEqual([
      sizeOf(answer.note!),
      sizeOf(answer.note!),
    ])
    for (const one of fork!)
      expect(
        await isSignedBy(readNote(one)!, {
          name: readCheckpoint(readNote(one)!.text)!.origin,
          publicKey: fromBase64url(town.roots.relay),
        }),
      ).toBe(true)
  })

  test('takes nothing that the relay did not sign', async () => {
    const { text } = await noteNow()
    for (const note of ['', 'x', text.replace(/\n\d+\n/, '\n9\n'), text.replaceAll('relay/', 'other/')])
      expect(await witness({ note, proof: [] })).toMatchObject({ status: 400 })
  })
})
