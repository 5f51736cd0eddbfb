/**
 * Attacks on who takes part (docs/threat-model.md): each is tried against real servers and real engines, and
 * ends in nothing gained.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import pg from 'pg'
import { admitted, makeDevice, signerOf, type DeviceKeys } from '../../build/demo/membership.ts'
import { initConfig, readConfig, seedOf } from '../../relay/config.ts'
import { Sessions } from '../../relay/http/sessions.ts'
import {
  generateSigningKey,
  importSigningKey,
  SESSION_LABEL,
  sessionMessage,
  sign,
  signStatement,
} from '../../shared/crypto/signing.ts'
import { blindInput } from '../../shared/crypto/oprf.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { toBase64url } from '../../shared/encoding.ts'
import { isMembership } from '../../shared/membership/fold/fold.ts'
import { commitmentTo, makeCode, openCode, PLACES, sealMessage } from '../../shared/protocol/mailbox.ts'
import type { Statement } from '../../shared/membership/statements.ts'
import type { Role } from '../../shared/domain/identifiers.ts'
import { epochNumber } from '../../shared/calendar/time.ts'
import { MovableClock } from '../fixtures/clock.ts'
import { cloneDatabases } from '../fixtures/clone.ts'
import {
  bootEngine,
  caseloadOf,
  draftOf,
  PASSPHRASE,
  startEngine,
  type EngineOptions,
  type TestEngine,
} from '../fixtures/engine.ts'
import { readLive } from '../fixtures/live-reader.ts'
import { Town, type Member, type TownOrganisation } from '../fixtures/town.ts'

let town: Town
let school: TownOrganisation
let administrator: Member
const engines: TestEngine[] = []
const start = async (member: Member, options: EngineOptions = {}): Promise<TestEngine> => {
  const engine = await startEngine(town, member, { hurry: true, ...options })
  engines.push(engine)
  return engine
}
const online = ({ sync }: ReturnType<TestEngine['views']>): boolean =>
  sync.state === 'online' && sync.tokensDone === sync.tokensTotal
const post = (url: string, body: unknown, token?: string): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  })

beforeAll(async () => {
  town = await Town.start()
  school = await town.admitOrganisation({ id: 'de-regenboog', name: 'De Regenboog', kind: 'primary-school' })
  administrator = await town.admitDevice(school, { roles: ['professional', 'administrator'] })
  await town.publishWeekKey(administrator)
})
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.stop()
})
afterAll(() => town?.stop())

describe('a ghost organisation by the relay alone', () => {
  const make = async (): Promise<{ ghost: DeviceKeys; statement: Statement }> => {
    const ghost = await makeDevice({
      id: 'd-ghost',
      organisationId: 'spook',
      roles: ['administrator', 'professional'],
      neighbourhoods: [],
    })
    const { municipality } = await town.bodies()
    // The relay has its own key and, at worst, the municipality's; the trustee's it has to make up.
    const statement = await admitted(
      { ...school.organisation, id: 'spook', name: 'Spook' },
      ghost.device,
      { municipality, trustee: (await generateSigningKey()).seed },
      town.at,
    )
    return { ghost, statement }
  }
  const insert = async (statement: Statement): Promise<void> => {
    const client = new pg.Client({ connectionString: town.relay.databaseUrl })
    await client.connect()
    await client.query(
      'insert into directory (seq, hash, body, signatures) select max(seq) + 1, sha256($1::text::bytea), $1, $2 from directory',
      [statement.body, JSON.stringify(statement.signatures)],
    )
    await client.end()
  }

  test('its statement stands in the relay’s own database: no device takes it over, no key is sealed to it, the trustee does not know it', async () => {
    const { ghost, statement } = await make()
    await insert(statement)
    const engine = await start(administrator)
    await engine.until(online, 'a sync')
    expect(engine.views().organisations.map(({ id }) => id)).not.toContain('spook')
    await town.refresh()
    expect(
      [...town.directory.weekKeys.values()]
        .flat()
        .flatMap(({ sealedTo }) => sealedTo.map(({ organisationId }) => organisationId)),
    ).not.toContain('spook')
    await town.post(town.trustee, [statement])
    await expect(town.session(ghost, town.trustee, 'trustee')).rejects.toThrow('401')
    await expect(town.session(ghost)).rejects.toThrow('401')
  })
})

describe('the relay using the trustee as an oracle', () => {
  const ask = (token?: string): Promise<Response> =>
    post(
      `${town.trustee.url}/v1/oprf/evaluate`,
      {
        epoch: epochNumber(new Date(town.clock.now())),
        type: 'P',
        elements: [toBase64url(blindInput('n1|N|gok').element)],
      },
      token,
    )

  test('without a session, with one of its own making, and with a device’s session at the relay: nothing is evaluated', async () => {
    const relaySession = await town.session(administrator)
    const forger = new Sessions({
      audience: 'trustee',
      secret: systemRandom(32),
      clock: town.clock,
      member: async () => ({ device: administrator.device, organisation: school.organisation }),
      isFirstUse: async () => true,
      stillAdmitted: async () => true,
    })
    const challenge = forger.challenge()
    const signature = toBase64url(
      await sign(
        await importSigningKey(administrator.signing.seed),
        SESSION_LABEL,
        sessionMessage('trustee', challenge),
      ),
    )
    const { token } = await forger.open({ device: administrator.device.id, challenge, signature })
    for (const attempt of [undefined, '', relaySession, token, `${relaySession}.${token}`])
      expect((await ask(attempt)).status).toBe(401)
  })

  test('what a device signed for the relay does not open a session at the trustee', async () => {
    await town.post(town.trustee, town.statements.filter(isMembership))
    const { challenge } = (await (await post(`${town.trustee.url}/v1/session/challenge`, {})).json()) as {
      challenge: string
    }
    // A hostile relay hands on the trustee's challenge as its own; the device signs it for the audience
    // 'relay'.
    const signature = toBase64url(
      await sign(
        await importSigningKey(administrator.signing.seed),
        SESSION_LABEL,
        sessionMessage('relay', challenge),
      ),
    )
    expect(
      (
        await post(`${town.trustee.url}/v1/session`, {
          device: administrator.device.id,
          challenge,
          signature,
        })
      ).status,
    ).toBe(401)
  })

  test('it cannot say that an organisation has more children than both bodies signed', async () => {
    const more = await admitted(
      { ...school.organisation, serial: 2, caseloadSize: 90_000 },
      school.founder.device,
      { ...(await town.bodies()), trustee: (await generateSigningKey()).seed },
      town.at,
    )
    await town.post(town.trustee, [more])
    const token = await town.session(administrator, town.trustee, 'trustee')
    const elements = Array.from({ length: 1000 }, () => toBase64url(blindInput('gok').element))
    const answer = await post(
      `${town.trustee.url}/v1/oprf/evaluate`,
      { epoch: epochNumber(new Date(town.clock.now())), type: 'P', elements },
      token,
    )
    expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([
      429,
      'budget-exhausted',
    ])
  })
})

describe('a replayed invitation', () => {
  const invitation = async (by: Member, roles: Role[] = ['professional']) => {
    const code = makeCode(systemRandom)
    const key = await openCode(code)
    const offer = {
      for: 'device' as const,
      organisation: 'De Regenboog',
      by: 'Iemand',
      roles,
      neighbourhoods: [],
      commitment: commitmentTo(toBase64url(systemRandom(16))),
      roots: town.roots,
    }
    const { id, signingKey } = await signerOf(by)
    const statement = await signStatement(
      {
        type: 'invitation',
        mailbox: key.mailbox,
        by: id,
        expiresAt: new Date(town.clock.now() + 3_600_000).toISOString(),
        at: town.at,
      },
      [{ by: id, key: signingKey }],
    )
    return { key, statement, offer: toBase64url(sealMessage(key, 'offer', offer, systemRandom)) }
  }
  const status = async (path: string, body: unknown): Promise<number> =>
    (await post(`${town.relay.url}${path}`, body)).status

  test('the same mailbox is not opened twice, a filled place is not filled again, and an old invitation opens nothing', async () => {
    const { key, statement, offer } = await invitation(administrator)
    expect(await status('/v1/mailboxes', { invitation: statement, offer })).toBe(200)
    expect(await status('/v1/mailboxes', { invitation: statement, offer })).toBe(409)
    const request = toBase64url(systemRandom(200))
    expect(await status(`/v1/mailboxes/${key.mailbox}`, { place: PLACES.request, message: request })).toBe(
      200,
    )
    expect(
      await status(`/v1/mailboxes/${key.mailbox}`, {
        place: PLACES.request,
        message: toBase64url(systemRandom(200)),
      }),
    ).toBe(409)
    const later = await invitation(administrator)
    town.clock.pass({ minutes: 61 })
    expect(await status('/v1/mailboxes', { invitation: later.statement, offer: later.offer })).toBe(400)
    expect(await status(`/v1/mailboxes/${key.mailbox}`, { place: PLACES.reveal, message: request })).toBe(404)
  })

  test('the relay opens no mailbox for a device that may not invite, nor for one that was revoked', async () => {
    const professional = await town.admitDevice(school)
    const { statement, offer } = await invitation(professional)
    expect(await status('/v1/mailboxes', { invitation: statement, offer })).toBe(401)
    const other = await town.admitDevice(school, { roles: ['administrator'] })
    const { id, signingKey } = await signerOf(administrator)
    await town.publish([
      await signStatement(
        { type: 'device-revoked', deviceId: other.device.id, reason: 'lost', afterSeq: 0, at: town.at },
        [{ by: id, key: signingKey }],
      ),
    ])
    const late = await invitation(other)
    expect(await status('/v1/mailboxes', { invitation: late.statement, offer: late.offer })).toBe(401)
  })

  test('whoever asks about a revoked device, which anybody may, is told of no person', async () => {
    const lost = await town.admitDevice(school)
    const { id, signingKey } = await signerOf(administrator)
    const ask = () => fetch(`${town.relay.url}/v1/revocations/${lost.device.id}`)
    expect((await ask()).status).toBe(404)
    await town.publish([
      await signStatement(
        { type: 'device-revoked', deviceId: lost.device.id, reason: 'lost', afterSeq: 0, at: town.at },
        [{ by: id, key: signingKey }],
      ),
    ])
    const text = await (await ask()).text()
    expect(text).toContain('device-revoked')
    expect(text).not.toMatch(/phone|mail|contact|organisation-admitted/)
  })

  test('a live connection that a revoked device keeps open is ended, and no other', async () => {
    const [lost, kept] = [await town.admitDevice(school), await town.admitDevice(school)]
    const [open, other] = [
      readLive(town.relay.url, await town.session(lost)),
      readLive(town.relay.url, await town.session(kept)),
    ]
    await Promise.all([open.ready, other.ready])
    const { id, signingKey } = await signerOf(administrator)
    await town.publish([
      await signStatement(
        { type: 'device-revoked', deviceId: lost.device.id, reason: 'lost', afterSeq: 0, at: town.at },
        [{ by: id, key: signingKey }],
      ),
    ])
    expect(await open.closed).toBe(1008)
    expect(other.socket.readyState).toBe(1)
    other.socket.close()
  })

  test('a relay that shows another request after the first one changes nothing: the first one counts', async () => {
    const inviter = await start(administrator)
    await inviter.until(online, 'a sync')
    const { inviteId, code } = (await inviter.run({
      kind: 'invite',
      roles: ['professional'],
      neighbourhoods: [],
    })) as { inviteId: string; code: string }
    const first = await bootEngine(town, `first-${inviteId}`, { hurry: true })
    engines.push(first)
    await first.run({
      kind: 'join',
      code,
      person: { name: 'Sanne Blok', function: 'ib', phone: '06-00 00 00 11' },
      organisation: null,
      secret: { kind: 'passphrase', value: 'een zin die niemand raadt' },
    })
    const shown = () => inviter.views().administration!.invites.find(({ id }) => id === inviteId)!
    await inviter.until(() => shown().state === 'asked', 'the request')
    const words = shown().words
    const client = new pg.Client({ connectionString: town.relay.databaseUrl })
    await client.connect()
    const key = await openCode(code)
    const forged = sealMessage(
      key,
      'request',
      {
        deviceId: 'd-forged-one',
        person: { name: 'Iemand Anders', function: 'x', phone: '1' },
        signingKey: school.founder.device.signingKey,
        hpkeKey: school.founder.device.hpkeKey,
        nonce: toBase64url(systemRandom(16)),
        organisation: null,
      },
      systemRandom,
    )
    await client.query('update mailbox_messages set message = $1 where place = 1', [Buffer.from(forged)])
    await client.end()
    await inviter.rests(3)
    expect(shown()).toMatchObject({ who: 'Sanne Blok, ib', words })
    await inviter.run({ kind: 'confirm-invite', inviteId, same: true })
    await first.until(({ session }) => session.state === 'open', 'the admission')
    await town.refresh()
    expect(town.directory.devices.has('d-forged-one')).toBe(false)
  })
})

describe('a cloned device', () => {
  test('two messages under one number: the first counts, whoever opens both names the organisation, and the device itself says so', async () => {
    const list = caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'], ['Noor', 'van den', 'Berg', '08-11-2016'])
    const teacher = await start(await town.admitDevice(school, { name: 'Fatima Bos' }), { caseload: list })
    const welfare = await town.admitOrganisation({ name: 'Welzijn' })
    await town.publishWeekKey(administrator)
    const worker = await start(await town.admitDevice(welfare), { caseload: list })
    for (const engine of [teacher, worker]) await engine.until(online, 'tokens')
    let away = false
    const copy = await bootEngine(town, teacher.profile, {
      hurry: true,
      indexedDB: await cloneDatabases(teacher.indexedDB),
      vaultRecord: teacher.vaultRecord(),
      ports: {
        fetch: (input, init) => (away ? Promise.reject(new TypeError('no network')) : fetch(input, init)),
      },
    })
    engines.push(copy)
    await copy.run({ kind: 'unlock', passphrase: PASSPHRASE })
    await copy.until(online, 'the copy')
    away = true
    await copy.run({ kind: 'file-signal', draft: await draftOf(copy, 'Noor') })
    await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, 'Sami') })
    await teacher.until(({ sent }) => sent[0]?.state === 'open', 'sending')
    away = false
    await copy.run({ kind: 'wake' })
    const { logbook } = await worker.until(
      (views) => views.logbook.some(({ kind }) => kind === 'forked'),
      'the fork',
    )
    expect(logbook.filter(({ kind }) => kind === 'forked')).toMatchObject([
      { about: 'De Regenboog', detail: teacher.profile },
    ])
    for (const engine of [teacher, copy]) await engine.until(({ session }) => session.copied, 'its own fork')
    // The first in the log counts; what the copy signed under the same number is nobody's signaal.
    expect(worker.views().matches.map(({ children }) => children.map(({ name }) => name))).toEqual([
      ['Sami Yıldız'],
    ])
    expect(worker.views().session.copied).toBe(false)
  })
})

describe('a stale checkpoint', () => {
  test('a relay that keeps showing an old moment is refused once the trustee’s clock is two days on; nothing is lost', async () => {
    let stale: string | null = null
    let replay = false
    const clock = new MovableClock(town.at)
    const through: typeof fetch = async (input, init) => {
      const isPull = String(input).includes('/v1/events?')
      if (replay && isPull) return new Response(stale, { headers: { 'content-type': 'application/json' } })
      const answer = await fetch(input, init)
      // A request that was on its way when the clock moved must not become the old moment.
      const text = isPull ? await answer.clone().text() : null
      if (text !== null && !replay) stale = text
      return answer
    }
    const engine = await start(administrator, { ports: { fetch: through, clock } })
    await engine.until(online, 'a sync')
    replay = true
    for (const moved of [clock, town.clock]) moved.pass({ days: 2, minutes: 30 })
    await engine.run({ kind: 'wake' })
    await engine.until(({ sync }) => sync.problem?.code === 'too-old-checkpoint', 'the refusal')
    expect(engine.views().session.state).toBe('open')
    replay = false
    await engine.run({ kind: 'wake' })
    await engine.until(({ sync }) => sync.state === 'online', 'the recovery')
  })

  test('a laptop whose clock jumps ahead takes the relay’s word, because the trustee agrees with it', async () => {
    const clock = new MovableClock(town.at)
    const engine = await start(administrator, { ports: { clock } })
    await engine.until(online, 'a sync')
    clock.pass({ days: 400 })
    await engine.run({ kind: 'wake' })
    await engine.until(
      ({ sync }) =>
        sync.state === 'online' && sync.clockOffMinutes !== null && sync.clockOffMinutes > 500_000,
      'a sync',
    )
  })
})

test('who tries codes at random is slowed down and told how long', async () => {
  const small = await Town.start({ tries: 5 })
  const answers: { status: number; seconds: number | undefined }[] = []
  for (let i = 0; i < 8; i++) {
    const response = await fetch(`${small.relay.url}/v1/mailboxes/${toBase64url(systemRandom(16))}`)
    answers.push({
      status: response.status,
      seconds: ((await response.json()) as { seconds?: number }).seconds,
    })
  }
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 429, 429, 429])
  expect(answers.at(-1)!.seconds).toBeGreaterThan(0)
  const elsewhere = await fetch(`${small.relay.url}/v1/mailboxes/${toBase64url(systemRandom(16))}`, {
    headers: { 'x-forwarded-for': '203.0.113.7' },
  })
  expect(elsewhere.status).toBe(404)
  await small.stop()
})

test('the configuration of a body cannot be changed to trust another one', async () => {
  const other = toBase64url((await generateSigningKey()).publicKey)
  await expect(initConfig(town.relayDir, 'relay', { trustee: other })).rejects.toThrow(
    'already names another key',
  )
  expect(seedOf(await readConfig(town.relayDir, 'relay'))).toHaveLength(32)
})
