/**
 * An enemy that takes part and brings keys that nobody can use: they are refused by every way in, and the town
 * goes on. Should one stand in the directory all the same, it is left out and named, and stops nobody.
 */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDevice, signerOf, type DeviceKeys } from '../../build/demo/membership.ts'
import { initConfig } from '../../relay/config.ts'
import { generateHpkeKey, importHpkeKey } from '../../shared/crypto/hpke.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { importSigningKey, sign, STATEMENT_LABEL } from '../../shared/crypto/signing.ts'
import { fromBase64url, fromHex, toBase64url, utf8 } from '../../shared/encoding.ts'
import { foldStatement } from '../../shared/membership/fold/fold.ts'
import type { Directory } from '../../shared/membership/directory.ts'
import { openAsCoordinator, openOuterLayer, sealEnvelope } from '../../shared/protocol/envelope.ts'
import { openCode, PLACES } from '../../shared/protocol/mailbox.ts'
import { seal } from '../../shared/crypto/seal.ts'
import { extendOrganisationKeys, makeOrganisationKey } from '../../shared/membership/organisation-key.ts'
import { extendWeekKey, makeWeekKey, openWeekKey } from '../../shared/membership/week-key.ts'
import type { Statement } from '../../shared/membership/statements.ts'
import { dayNumber, weekNumber } from '../../shared/calendar/time.ts'
import { caseloadOf, draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { LOW_ORDER_ED25519, LOW_ORDER_X25519 } from '../fixtures/low-order-keys.ts'
import { Town, type Member, type TownOrganisation } from '../fixtures/town.ts'
import { encodeMessage } from '../../shared/messages/registry.ts'

const X25519 = LOW_ORDER_X25519.map((hex) => toBase64url(fromHex(hex)))
const ED25519 = LOW_ORDER_ED25519.map((hex) => toBase64url(fromHex(hex)))
const ZERO = X25519[0]!

/** As signStatement, of a body that no schema would let through. */
const signedRaw = async (
  body: unknown,
  signers: readonly { readonly by: string; readonly seed: Uint8Array }[],
): Promise<Statement> => {
  const text = JSON.stringify(body)
  const signatures = signers.map(async ({ by, seed }) => ({
    by,
    signature: toBase64url(await sign(await importSigningKey(seed), STATEMENT_LABEL, utf8(text))),
  }))
  return { body: text, signatures: await Promise.all(signatures) }
}

let town: Town
let school: TownOrganisation
let evil: TownOrganisation
let coordinator: Member
const engines: TestEngine[] = []
const start = async (member: Member, caseload?: string): Promise<TestEngine> => {
  const engine = await startEngine(town, member, { hurry: true, ...(caseload ? { caseload } : {}) })
  engines.push(engine)
  return engine
}
const byEvil = (body: Record<string, unknown>): Promise<Statement> =>
  signedRaw({ at: town.at, deviceId: evil.founder.device.id, ...body }, [
    { by: evil.founder.device.id, seed: evil.founder.signing.seed },
  ])
const organisationKeyOf = (hpkeKey: string): Promise<Statement> =>
  byEvil({
    type: 'organisation-key',
    organisationId: evil.organisation.id,
    version: 2,
    hpkeKey,
    sealedTo: [{ deviceId: evil.founder.device.id, sealed: toBase64url(systemRandom(80)) }],
  })
const deviceOf = (keys: object, id: string): Promise<Statement> =>
  byEvil({ type: 'device-admitted', device: { ...evil.founder.device, id, ...keys } })
const admissionOf = async (keys: object): Promise<Statement> => {
  const { municipality, trustee } = await town.bodies()
  return signedRaw(
    {
      type: 'organisation-admitted',
      organisation: { ...evil.organisation, id: 'ghost' },
      founder: { ...evil.founder.device, id: 'ghost-1', organisationId: 'ghost', ...keys },
      at: town.at,
    },
    [
      { by: 'municipality', seed: municipality },
      { by: 'trustee', seed: trustee },
    ],
  )
}

beforeAll(async () => {
  town = await Town.start()
  school = await town.admitOrganisation({ name: 'De Regenboog', kind: 'primary-school' })
  evil = await town.admitOrganisation({ name: 'Evil' })
  coordinator = await town.admitDevice(
    await town.admitOrganisation({ name: 'Gemeente', kind: 'municipality' }),
    { roles: ['coordinator', 'professional'], neighbourhoods: ['WK999801'], name: 'Joost' },
  )
})
afterAll(async () => {
  for (const engine of engines) await engine.stop()
  await town?.stop()
})

describe('with a real relay', () => {
  const statements = async (): Promise<Statement[]> => [
    ...(await Promise.all(X25519.map(organisationKeyOf))),
    ...(await Promise.all(X25519.map((hpkeKey, i) => deviceOf({ hpkeKey }, `evil-x-${i}`)))),
    ...(await Promise.all(ED25519.map((signingKey, i) => deviceOf({ signingKey }, `evil-e-${i}`)))),
    await admissionOf({ hpkeKey: ZERO }),
    await admissionOf({ signingKey: ED25519[0] }),
  ]

  test('the relay and the trustee refuse every statement with such a key', async () => {
    for (const statement of await statements())
      await expect(town.post(town.relay, [statement])).rejects.toThrow('does not fit its schema')
    await town.post(town.trustee, [await admissionOf({ hpkeKey: ZERO })])
    await expect(
      town.session(
        { ...evil.founder, device: { ...evil.founder.device, id: 'ghost-1' } },
        town.trustee,
        'trustee',
      ),
    ).rejects.toThrow('401')
  })

  test('a relay that writes them into its directory itself: a week key is made, a signaal leaves, the coordinator gets it', async () => {
    const client = new pg.Client({ connectionString: town.relay.databaseUrl })
    await client.connect()
    for (const statement of await statements())
      await client.query(
        'insert into directory (seq, hash, body, signatures) select max(seq) + 1, sha256($1::text::bytea), $1, $2 from directory',
        [statement.body, JSON.stringify(statement.signatures)],
      )
    await client.end()
    const list = caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'])
    const teacher = await start(
      await town.admitDevice(school, { roles: ['professional', 'administrator'], name: 'Fatima Bos' }),
      list,
    )
    const triage = await start(coordinator)
    await teacher.until(({ sync }) => sync.state === 'online' && sync.tokensDone === 1, 'tokens')
    await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, 'Sami') })
    await teacher.until(({ sent }) => sent[0]?.state === 'open', 'the signaal to leave')
    await triage.until(({ neighbourhood }) => neighbourhood.length === 1, 'the coordinator to see it')
    await town.refresh()
    expect(town.directory.weekKeys.get(weekNumber(new Date(town.clock.now())))).toHaveLength(1)
    expect(town.directory.organisationKeys.get(evil.organisation.id)).toHaveLength(1)
  })

  test('a signaal with a reply key that nobody can answer to is refused, and those after it are read', async () => {
    const teacher = engines[0]!
    const member = await town.admitDevice(evil)
    const sealed = await sealEnvelope(
      {
        isSignal: true,
        eventId: systemRandom(16),
        expiresDay: dayNumber(new Date(town.clock.now())) + 30,
        weekKey: await town.weekKeyOf(member),
        replyKey: fromHex(LOW_ORDER_X25519[2]!),
        tokens: [],
        replyTo: null,
        coordinators: [],
        signingKey: await importSigningKey(member.signing.seed),
        text: encodeMessage({
          deviceId: member.device.id,
          counter: 1,
          content: {
            type: 'receipt',
            signalId: toBase64url(systemRandom(16)),
            sentAt: '2026-11-23T09:00:00.000Z',
          },
        }),
      },
      systemRandom,
    )
    const pushed = await fetch(`${town.relay.url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await town.session(member)}` },
      body: JSON.stringify({ envelopes: [toBase64url(sealed.bytes)] }),
    })
    expect(pushed.status).toBe(200)
    const { logbook, sync } = await teacher.until(
      (views) => views.logbook.some(({ kind }) => kind === 'refused'),
      'the refusal',
    )
    expect(logbook.filter(({ kind }) => kind === 'refused').map(({ detail }) => detail)).toEqual([
      'reply-key',
    ])
    expect(sync.problem).toBeNull()
  })

  test('a newcomer that asks with such a key: the code is worth nothing any more, and the administrator sees it', async () => {
    const administrator = engines[0]!
    const { inviteId, code } = (await administrator.run({
      kind: 'invite',
      roles: ['professional'],
      neighbourhoods: [],
    })) as { inviteId: string; code: string }
    const { key, mailbox } = await openCode(code)
    const asked = {
      deviceId: 'd-newcomer',
      person: { name: 'Sanne Blok', function: 'ib', phone: '06-00 00 00 11' },
      signingKey: evil.founder.device.signingKey,
      hpkeKey: ZERO,
      nonce: toBase64url(systemRandom(16)),
      organisation: null,
    }
    const message = seal(
      key,
      utf8(JSON.stringify(asked)),
      utf8(`ruggensteun/mailbox/1|${PLACES.request}`),
      systemRandom,
    )
    const sent = await fetch(`${town.relay.url}/v1/mailboxes/${mailbox}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ place: PLACES.request, message: toBase64url(message) }),
    })
    expect(sent.status).toBe(200)
    const { administration } = await administrator.until(
      (views) => views.administration?.invites.find(({ id }) => id === inviteId)?.state === 'spoiled',
      'the code to be spoiled',
    )
    expect(administration!.invites.find(({ id }) => id === inviteId)!.words).toBeNull()
  })

  test('a body is not told such a key of another one', async () => {
    for (const trustee of ED25519)
      await expect(initConfig(`${town.folder}/other`, 'relay', { trustee })).rejects.toThrow(
        'roots.trustee: must be a key that can be used',
      )
  })
})

describe('also where the schema would have let one pass', () => {
  const other = (id: string): Promise<DeviceKeys> =>
    makeDevice({ id, organisationId: school.organisation.id, roles: ['professional'], neighbourhoods: [] })

  test('the week key goes to the other organisations, now and when it is extended', async () => {
    const known = town.directory.organisationKeys.get(evil.organisation.id)!
    const broken = (hpkeKey: string): Directory => ({
      ...town.directory,
      weekKeys: new Map(),
      organisationKeys: new Map(town.directory.organisationKeys).set(evil.organisation.id, [
        { ...known[0]!, hpkeKey },
      ]),
    })
    const signer = await signerOf(school.founder)
    const key = await importHpkeKey((await generateHpkeKey()).privateKey)
    for (const hpkeKey of X25519) {
      const directory = broken(hpkeKey)
      const statement = await makeWeekKey(2968, directory, signer, systemRandom)
      const folded = await foldStatement(directory, statement, town.roots)
      expect(folded).toMatchObject({ accepted: true })
      const sealedTo = folded.accepted ? folded.directory.weekKeys.get(2968)![0]!.sealedTo : []
      expect(sealedTo.map(({ organisationId }) => organisationId).sort()).toEqual(
        [school.organisation.id, coordinator.organisation.organisation.id].sort(),
      )
      const offered = folded.accepted ? folded.directory.weekKeys.get(2968)![0]! : undefined
      expect(await openWeekKey(offered!, evil.organisation.id, [key])).toBeNull()
      if (folded.accepted)
        expect(
          await extendWeekKey(
            {
              of: 'signals',
              week: 2968,
              generation: directory.generation,
              key: systemRandom(32),
              keyId: fromBase64url(offered!.keyId),
            },
            folded.directory,
            signer,
          ),
        ).toBeNull()
    }
  })

  test('the organisation’s key goes to the other devices, and who was left out is named', async () => {
    const good = await other('school-good')
    for (const hpkeKey of X25519) {
      const bad = { ...(await other('school-bad')).device, hpkeKey }
      const directory: Directory = {
        ...town.directory,
        devices: new Map([
          [school.founder.device.id, school.founder.device],
          [good.device.id, good.device],
          [bad.id, bad],
        ]),
      }
      const named: string[] = []
      const name = ({ id }: { id: string }): void => void named.push(id)
      const signer = await signerOf(school.founder)
      const statement = await makeOrganisationKey(
        school.organisation.id,
        directory,
        signer,
        systemRandom,
        name,
      )
      expect(await foldStatement(directory, statement, town.roots)).toMatchObject({ accepted: true })
      const held = new Map([[1, systemRandom(32)]])
      const extended = await extendOrganisationKeys(school.organisation.id, directory, held, signer, name)
      expect([...new Set(named)]).toEqual(['school-bad'])
      expect(
        extended.map(({ body }) => body.includes('school-good') && !body.includes('school-bad')),
      ).toEqual([true])
    }
  })

  test('three coordinators get an envelope that a fourth cannot get', async () => {
    const pairs = await Promise.all([0, 1, 2].map(() => generateHpkeKey()))
    const scope = {
      of: 'signals' as const,
      week: 2968,
      generation: 1,
      keyId: systemRandom(8),
      key: systemRandom(32),
    }
    const keys = [...pairs.map(({ publicKey }) => publicKey), fromHex(LOW_ORDER_X25519[0]!)]
    const seal = (coordinators: readonly Uint8Array[]) =>
      importSigningKey(systemRandom(32)).then((signingKey) =>
        sealEnvelope(
          {
            isSignal: false,
            eventId: systemRandom(16),
            expiresDay: 21_000,
            weekKey: scope,
            replyKey: null,
            tokens: [],
            replyTo: null,
            coordinators,
            signingKey,
            text: encodeMessage({
              deviceId: 'device-1',
              counter: 1,
              content: {
                type: 'unnamed-answer',
                signalId: toBase64url(systemRandom(16)),
                sentAt: '2026-11-23T09:00:00.000Z',
              },
            }),
          },
          systemRandom,
        ),
      )
    const sealed = await seal(keys)
    expect(sealed.leftOut).toEqual([3])
    const opened = openOuterLayer(sealed.bytes, scope)!
    for (const { privateKey } of pairs)
      expect(await openAsCoordinator(opened, await importHpkeKey(privateKey))).toEqual(sealed.contentKey)
    await expect(seal(keys.slice(3))).rejects.toThrow(RangeError)
  })
})
