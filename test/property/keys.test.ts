/**
 * Keys of organisations and of weeks: who makes them, who holds them, and that nobody who left does; and who ends
 * the part of a device or an organisation.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import {
  admitted,
  deviceAdmitted,
  makeDevice,
  signerOf,
  type Bodies,
  type DeviceKeys,
} from '../../build/demo/membership.ts'
import { mayBegin, Terms, USUAL_TERMS } from '../../shared/membership/agreements.ts'
import { importHpkeKey } from '../../shared/crypto/hpke.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import {
  generateSigningKey,
  importSigningKey,
  readStatement,
  signStatement,
} from '../../shared/crypto/signing.ts'
import { fromBase64url, toBase64url } from '../../shared/encoding.ts'
import {
  isMembership,
  foldAll,
  foldStatement,
  organisationOf as organisationOfStatement,
} from '../../shared/membership/fold/fold.ts'
import {
  extendOrganisationKeys,
  makeOrganisationKey,
  needsNewKey,
  openOrganisationKey,
} from '../../shared/membership/organisation-key.ts'
import type { Directory, Roots } from '../../shared/membership/directory.ts'
import type {
  Organisation,
  Statement,
  StatementBody,
  StatementOf,
} from '../../shared/membership/statements.ts'
import { boardKeyOf } from '../../shared/protocol/envelope.ts'
import { extendWeekKey, makeWeekKey, mayMakeWeekKey, openWeekKey } from '../../shared/membership/week-key.ts'

const AT = '2026-11-23T09:00:00.000Z'
const WEEK = 2968
const PERSON = {
  name: 'Persoon Contact',
  function: 'contactpersoon',
  phone: '06-00 00 00 00',
  mail: 'c@example.nl',
}
const organisationOf = (id: string, more: Partial<Organisation> = {}): Organisation => ({
  id,
  serial: 1,
  name: `Organisatie ${id}`,
  kind: 'welfare',
  linie: 'front',
  neighbourhoods: ['WK999801'],
  caseloadSize: 100,
  basis: { text: 'Taak van algemeen belang.', by: 'Bestuur', on: '2026-09-01' },
  bsnBasis: null,
  contact: PERSON,
  standIn: PERSON,
  ...more,
})

let bodies: Bodies
let roots: Roots
let directory: Directory
/** School: an administrator and a teacher. Youth work: an administrator. */
let head: DeviceKeys
let teacher: DeviceKeys
let worker: DeviceKeys

const newDevice = (organisationId: string, id: string, roles: DeviceKeys['device']['roles']) =>
  makeDevice({ id, organisationId, roles, neighbourhoods: [] })
const signed = async (device: DeviceKeys, body: StatementBody): Promise<Statement> => {
  const { id, signingKey } = await signerOf(device)
  return signStatement(body, [{ by: id, key: signingKey }])
}
const byBodies = async (
  body: StatementBody,
  seeds: Bodies = bodies,
  names: readonly ('municipality' | 'trustee')[] = ['municipality', 'trustee'],
): Promise<Statement> =>
  signStatement(
    body,
    await Promise.all(names.map(async (by) => ({ by, key: await importSigningKey(seeds[by]) }))),
  )
const folded = async (at: Directory, ...statements: readonly Statement[]): Promise<Directory> => {
  let now = at
  for (const statement of statements) {
    const next = await foldStatement(now, statement, roots)
    if (!next.accepted) throw new Error(next.reason)
    now = next.directory
  }
  return now
}
const isAccepted = async (statement: Statement, at: Directory = directory): Promise<boolean> =>
  (await foldStatement(at, statement, roots)).accepted
const bodyOf = <T extends StatementBody['type']>(statement: Statement, type: T): StatementOf<T> => {
  const body = readStatement(statement)
  if (body?.type !== type) throw new Error(`no ${type}`)
  return body as StatementOf<T>
}
const privateKeyOf = async (device: DeviceKeys) => ({
  deviceId: device.device.id,
  hpkeKey: await importHpkeKey(device.hpke.privateKey),
})
const revocationOf = (
  deviceId: string,
  more: Partial<StatementOf<'device-revoked'>> = {},
): StatementBody => ({
  type: 'device-revoked',
  deviceId,
  reason: 'lost',
  afterSeq: 7,
  at: AT,
  ...more,
})

beforeAll(async () => {
  const [municipality, trustee, relay] = await Promise.all([
    generateSigningKey(),
    generateSigningKey(),
    generateSigningKey(),
  ])
  bodies = { municipality: municipality.seed, trustee: trustee.seed }
  roots = {
    municipality: toBase64url(municipality.publicKey),
    trustee: toBase64url(trustee.publicKey),
    relay: toBase64url(relay.publicKey),
  }
  head = await newDevice('school', 'head', ['administrator'])
  teacher = await newDevice('school', 'teacher', ['professional'])
  worker = await newDevice('welzijn', 'worker', ['professional', 'administrator'])
  directory = await foldAll(
    [
      await admitted(organisationOf('school', { kind: 'primary-school' }), head.device, bodies, AT),
      await admitted(organisationOf('welzijn'), worker.device, bodies, AT),
      await deviceAdmitted(teacher.device, head, AT),
    ],
    roots,
  )
})

describe('the key of an organisation', () => {
  const make = async (device: DeviceKeys, at = directory): Promise<Statement> =>
    makeOrganisationKey(device.device.organisationId, at, await signerOf(device))

  test('opens on every device of it, and on no other', async () => {
    const statement = await make(head)
    const after = await folded(directory, statement)
    const body = after.organisationKeys.get('school')![0]!
    const keys = await Promise.all(
      [head, teacher].map(async (device) => openOrganisationKey(body, [await privateKeyOf(device)])),
    )
    expect(keys[0]).toHaveLength(32)
    expect(keys[1]).toEqual(keys[0])
    expect(await openOrganisationKey(body, [await privateKeyOf(worker)])).toBeNull()
    // With the key of another under the name of one's own there is nothing to open either.
    expect(
      await openOrganisationKey(body, [{ ...(await privateKeyOf(worker)), deviceId: 'teacher' }]),
    ).toBeNull()
    // A device that moved opens with what it had before.
    expect(
      await openOrganisationKey(body, [await privateKeyOf(worker), await privateKeyOf(teacher)]),
    ).toEqual(keys[0])
  })

  test('is made by an administrator of that organisation, in the own name', async () => {
    const body = bodyOf(await make(head), 'organisation-key')
    expect(await isAccepted(await signed(head, body))).toBe(true)
    expect(await isAccepted(await signed(head, { ...body, deviceId: 'teacher' }))).toBe(false)
    expect(await isAccepted(await signed(teacher, { ...body, deviceId: 'teacher' }))).toBe(false)
    expect(await isAccepted(await signed(worker, { ...body, deviceId: 'worker' }))).toBe(false)
  })

  test('goes to everybody of it, and versions follow each other', async () => {
    const body = bodyOf(await make(head), 'organisation-key')
    expect(await isAccepted(await signed(head, { ...body, sealedTo: body.sealedTo.slice(1) }))).toBe(false)
    expect(await isAccepted(await signed(head, { ...body, version: 2 }))).toBe(false)
    const after = await folded(directory, await signed(head, body))
    // The first key of an organisation is one that nobody could be sealed to before: week keys begin anew.
    expect(after.generation).toBe(directory.generation + 1)
    expect(await isAccepted(await signed(head, body), after)).toBe(false)
    const second = await make(head, after)
    expect(bodyOf(second, 'organisation-key').version).toBe(2)
    expect((await folded(after, second)).generation).toBe(after.generation)
    const [first] = after.organisationKeys.get('school')!
    expect((await folded(after, second)).organisationKeys.get('school')).toMatchObject([
      first!,
      { version: 2 },
    ])
  })

  test('is given to a device that comes later by adding it, without changing the key', async () => {
    const after = await folded(directory, await make(head))
    const late = await newDevice('school', 'late', ['professional'])
    const there = await folded(after, await deviceAdmitted(late.device, head, AT))
    const held = new Map([
      [
        1,
        (await openOrganisationKey(after.organisationKeys.get('school')![0]!, [await privateKeyOf(head)]))!,
      ],
    ])
    const extend = async (keys: ReadonlyMap<number, Uint8Array>, at: Directory) =>
      extendOrganisationKeys('school', at, keys, await signerOf(head))
    expect(await extend(new Map(), there)).toEqual([])
    expect(await extend(held, after)).toEqual([])
    expect(await extendOrganisationKeys('welzijn', there, held, await signerOf(head))).toEqual([])
    const [statement] = await extend(held, there)
    expect(bodyOf(statement!, 'organisation-key').sealedTo.map(({ deviceId }) => deviceId)).toEqual(['late'])
    const end = await folded(there, statement!)
    expect(end.organisationKeys.get('school')).toHaveLength(1)
    expect(
      await openOrganisationKey(end.organisationKeys.get('school')![0]!, [await privateKeyOf(late)]),
    ).toEqual(held.get(1))
    // Who had it keeps it, also where the new statement says something else of them.
    const body = bodyOf(statement!, 'organisation-key')
    const twice = { ...body, sealedTo: [...body.sealedTo, { ...body.sealedTo[0]!, deviceId: 'teacher' }] }
    const same = await folded(there, await signed(head, twice))
    expect(
      await openOrganisationKey(same.organisationKeys.get('school')![0]!, [await privateKeyOf(teacher)]),
    ).toEqual(held.get(1))
    expect(await isAccepted(await signed(head, { ...body, hpkeKey: worker.device.hpkeKey }), there)).toBe(
      false,
    )
    expect(await extend(held, end)).toEqual([])
  })

  test('is made anew once somebody who held it was revoked, and not for that one', async () => {
    expect(needsNewKey('school', directory)).toBe(true)
    const after = await folded(directory, await make(head))
    expect(needsNewKey('school', after)).toBe(false)
    const revoked = await folded(after, await signed(head, revocationOf('teacher')))
    expect(needsNewKey('school', revoked)).toBe(true)
    const anew = bodyOf(await make(head, revoked), 'organisation-key')
    expect(anew.sealedTo.map(({ deviceId }) => deviceId)).toEqual(['head'])
    const toRevoked = { ...anew, sealedTo: [...anew.sealedTo, { ...anew.sealedTo[0]!, deviceId: 'teacher' }] }
    expect(await isAccepted(await signed(head, toRevoked), revoked)).toBe(false)
    expect(needsNewKey('school', await folded(revoked, await signed(head, anew)))).toBe(false)
  })
})

describe('the key of a week', () => {
  let keyed: Directory
  beforeAll(async () => {
    keyed = await folded(
      directory,
      await makeOrganisationKey('school', directory, await signerOf(head)),
      await makeOrganisationKey('welzijn', directory, await signerOf(worker)),
    )
  })
  const organisationKeyOf = async (device: DeviceKeys, at = keyed) =>
    importHpkeKey(
      (await openOrganisationKey(at.organisationKeys.get(device.device.organisationId)!.at(-1)!, [
        await privateKeyOf(device),
      ]))!,
    )
  const make = async (at = keyed, device = head): Promise<Statement> =>
    makeWeekKey(WEEK, at, await signerOf(device), systemRandom)
  const weekKeyOf = async (statement: Statement, device: DeviceKeys, organisationId: string) =>
    openWeekKey(bodyOf(statement, 'week-key'), organisationId, [await organisationKeyOf(device)])

  test('opens in every organisation with a key, and is what its id says', async () => {
    const statement = await make()
    const [ours, theirs] = [
      await weekKeyOf(statement, head, 'school'),
      await weekKeyOf(statement, worker, 'welzijn'),
    ]
    expect(ours).toMatchObject({ week: WEEK, generation: keyed.generation })
    expect(theirs).toEqual(ours)
    expect(await weekKeyOf(statement, worker, 'school')).toBeNull()
    expect(await weekKeyOf(statement, worker, 'halt')).toBeNull()
    const body = bodyOf(statement, 'week-key')
    const keys = [await organisationKeyOf(head)]
    // The box of another key, or of another week, under this id.
    const other = bodyOf(await make(), 'week-key')
    expect(await openWeekKey({ ...body, sealedTo: other.sealedTo }, 'school', keys)).toBeNull()
    expect(await openWeekKey({ ...body, week: WEEK + 1 }, 'school', keys)).toBeNull()
    // Any of the keys that the organisation has had may be the right one.
    expect(await openWeekKey(body, 'school', [await organisationKeyOf(worker), ...keys])).toEqual(ours)
  })

  test.each(['programme-office', 'citizens-panel'] as const)(
    'is not for who watches over the whole (%s): that of the board is, and opens no envelope of a signaal',
    async (kind) => {
      const roles =
        kind === 'citizens-panel' ? (['administrator', 'panel'] as const) : (['administrator'] as const)
      const watcher = await newDevice('watch', 'watch-1', [...roles])
      const there = await folded(
        keyed,
        await admitted(organisationOf('watch', { kind }), watcher.device, bodies, AT),
      )
      const known = await folded(there, await makeOrganisationKey('watch', there, await signerOf(watcher)))
      expect(await isAccepted(await make(known, watcher), known)).toBe(false)
      const statement = await make(known)
      const body = bodyOf(statement, 'week-key')
      const keys = [await organisationKeyOf(watcher, known)]
      const whole = (await openWeekKey(body, 'school', [await organisationKeyOf(head)]))!
      const board = (await openWeekKey(body, 'watch', keys, 'board'))!
      expect(board).toEqual(boardKeyOf(whole))
      expect(toBase64url(board.key)).not.toBe(toBase64url(whole.key))
      // What it was given is no week key under any name, and no member takes the one for the other.
      expect(await openWeekKey(body, 'watch', keys)).toBeNull()
      expect(await openWeekKey(body, 'school', [await organisationKeyOf(head)], 'board')).toBeNull()
      // A box that holds another key than the id says is refused.
      const other = bodyOf(await make(known), 'week-key')
      expect(await openWeekKey({ ...body, sealedTo: other.sealedTo }, 'watch', keys, 'board')).toBeNull()
      // Who ceases to watch gets a key that was made since, and so does everybody where somebody begins to.
      const again = organisationOf('watch', { kind: kind === 'citizens-panel' ? kind : 'welfare', serial: 2 })
      const since = await folded(known, await admitted(again, watcher.device, bodies, AT))
      expect(since.generation - known.generation).toBe(again.kind === kind ? 0 : 1)
    },
  )

  test('is one for the week and its generation, made by an administrator in the own name, for all', async () => {
    const statement = await make()
    const body = bodyOf(statement, 'week-key')
    const after = await folded(keyed, statement)
    expect(await isAccepted(statement, after)).toBe(false)
    expect(await isAccepted(await make(after, worker), after)).toBe(false)
    expect(await isAccepted(await signed(head, { ...body, deviceId: 'worker' }), keyed)).toBe(false)
    expect(await isAccepted(await signed(teacher, { ...body, deviceId: 'teacher' }), keyed)).toBe(false)
    expect(await isAccepted(await signed(head, { ...body, sealedTo: body.sealedTo.slice(1) }), keyed)).toBe(
      false,
    )
    expect(await isAccepted(await signed(head, { ...body, generation: body.generation - 1 }), keyed)).toBe(
      false,
    )
    // A revocation makes room for another one, beside the one that was.
    const revoked = await folded(after, await signed(head, revocationOf('teacher')))
    const anew = await folded(revoked, await make(revoked, worker))
    expect(anew.weekKeys.get(WEEK)?.map(({ deviceId }) => deviceId)).toEqual(['head', 'worker'])
    expect(await isAccepted(await make(revoked, head), anew)).toBe(false)
    // One of another week takes nothing away from this one.
    const next = await makeWeekKey(WEEK + 1, after, await signerOf(head), systemRandom)
    expect([...(await folded(after, next)).weekKeys.keys()]).toEqual([WEEK, WEEK + 1])
  })

  const unusable = async (
    device: DeviceKeys,
    keyId: string,
    more: Partial<StatementOf<'week-key-unusable'>> = {},
  ) =>
    signed(device, {
      type: 'week-key-unusable',
      week: WEEK,
      keyId,
      organisationId: device.device.organisationId,
      deviceId: device.device.id,
      at: AT,
      ...more,
    })

  test('that did not open for somebody makes room for one of another organisation, and is taken from nobody', async () => {
    const statement = await make()
    const { keyId } = bodyOf(statement, 'week-key')
    const after = await folded(keyed, statement)
    expect([mayMakeWeekKey(WEEK, keyed, 'school'), mayMakeWeekKey(WEEK, after, 'welzijn')]).toEqual([
      true,
      false,
    ])
    const said = await unusable(worker, keyId)
    const told = await folded(after, said)
    expect(told.weekKeys).toEqual(after.weekKeys)
    expect([mayMakeWeekKey(WEEK, told, 'school'), mayMakeWeekKey(WEEK, told, 'welzijn')]).toEqual([
      false,
      true,
    ])
    expect(await isAccepted(await make(told, head), told)).toBe(false)
    const next = await make(told, worker)
    expect(await isAccepted(next, after)).toBe(false)
    const end = await folded(told, next)
    expect(end.weekKeys.get(WEEK)?.map(({ deviceId }) => deviceId)).toEqual(['head', 'worker'])
    expect([mayMakeWeekKey(WEEK, end, 'school'), mayMakeWeekKey(WEEK, end, 'welzijn')]).toEqual([
      false,
      false,
    ])
    // Each is given on to newcomers under its own id.
    const second = (await weekKeyOf(next, head, 'school'))!
    expect(await extendWeekKey(second, end, await signerOf(worker))).toBeNull()
    expect(
      bodyOf((await extendWeekKey(second, told, await signerOf(worker)))!, 'week-key').sealedTo,
    ).toHaveLength(2)
  })

  test('is called unusable by a device of an organisation that it was sealed to, in the own name, once a week', async () => {
    const { keyId } = bodyOf(await make(), 'week-key')
    const statement = await make()
    const after = await folded(keyed, statement)
    const known = bodyOf(statement, 'week-key').keyId
    for (const [device, id, more] of [
      [worker, keyId, {}],
      [worker, known, { week: WEEK + 1 }],
      [worker, known, { organisationId: 'school' }],
      [worker, known, { deviceId: 'head' }],
    ] as const)
      expect(await isAccepted(await unusable(device, id, more), after)).toBe(false)
    const sport = await newDevice('sport', 'sport-1', ['administrator'])
    const there = await folded(after, await admitted(organisationOf('sport'), sport.device, bodies, AT))
    expect(await isAccepted(await unusable(sport, known), there)).toBe(false)
    const told = await folded(after, await unusable(worker, known))
    expect(await isAccepted(await unusable(worker, known, { at: '2026-11-24T10:00:00.000Z' }), told)).toBe(
      false,
    )
    const end = await folded(told, await make(told, worker))
    const newest = end.weekKeys.get(WEEK)!.at(-1)!.keyId
    expect(await isAccepted(await unusable(worker, newest), end)).toBe(false)
    // Another organisation may still say so, of either of the two.
    expect(await isAccepted(await unusable(teacher, newest), end)).toBe(true)
    expect(await isAccepted(await unusable(teacher, known), end)).toBe(true)
  })

  test('is given to an organisation that comes later by adding it', async () => {
    const statement = await make()
    const sport = await newDevice('sport', 'sport-1', ['administrator'])
    const before = await folded(keyed, statement)
    const weekKey = (await weekKeyOf(statement, head, 'school'))!
    const extend = async (at: Directory, device = head) => extendWeekKey(weekKey, at, await signerOf(device))
    expect(await extend(before)).toBeNull()
    const there = await folded(before, await admitted(organisationOf('sport'), sport.device, bodies, AT))
    expect(await extend(there)).toBeNull() // it cannot be sealed to yet
    const sportKey = await makeOrganisationKey('sport', there, await signerOf(sport))
    const arrived = await folded(there, sportKey)
    // Its arrival began a generation of its own; what was sealed before is opened with the key of then.
    const more = (await extend(arrived, worker))!
    expect(bodyOf(more, 'week-key').sealedTo.map(({ organisationId }) => organisationId)).toEqual(['sport'])
    const end = await folded(arrived, more)
    const [one] = end.weekKeys.get(WEEK)!
    const opened = await openWeekKey(one!, 'sport', [await organisationKeyOf(sport, end)])
    expect(opened).toEqual(weekKey)
    expect(one!.sealedTo.map(({ organisationId }) => organisationId).toSorted()).toEqual([
      'school',
      'sport',
      'welzijn',
    ])
    expect(await openWeekKey(one!, 'school', [await organisationKeyOf(head)])).toEqual(weekKey)
    expect(await extend(end)).toBeNull()
    expect(await isAccepted(more, end)).toBe(false)
    // Before the key of the week is known to anybody, everybody lacks it.
    expect(bodyOf((await extend(keyed))!, 'week-key').sealedTo).toHaveLength(2)
  })
})

describe('the part of a device', () => {
  test('is ended by itself, by an administrator of its organisation or by both bodies, and by nobody else', async () => {
    const body = revocationOf('teacher')
    for (const by of [head, teacher]) expect(await isAccepted(await signed(by, body))).toBe(true)
    expect(await isAccepted(await signed(worker, body))).toBe(false)
    expect(await isAccepted(await signed(teacher, revocationOf('head')))).toBe(false)
    expect(await isAccepted(await byBodies(body))).toBe(true)
    expect(await isAccepted(await byBodies(body, bodies, ['municipality']))).toBe(false)
    expect(await isAccepted(await byBodies(body, bodies, ['trustee']))).toBe(false)
    expect(await isAccepted(await signed(head, revocationOf('nobody')))).toBe(false)
  })

  test('is remembered with who ended it, from where and when', async () => {
    const after = await folded(directory, await signed(head, revocationOf('teacher')))
    expect(after.devices.has('teacher')).toBe(false)
    expect(after.revoked.get('teacher')).toMatchObject({ reason: 'lost', afterSeq: 7, at: AT, by: 'head' })
    expect(after.generation).toBe(directory.generation + 1)
    const byBoth = await folded(directory, await byBodies(revocationOf('teacher')))
    expect(byBoth.revoked.get('teacher')).toMatchObject({ by: 'municipality' })
  })

  test('moves to keys of its own, with the organisation, roles and wijken that it has', async () => {
    const moved = await newDevice('school', 'teacher-2', ['professional'])
    const move = (device: DeviceKeys['device'], by = teacher, from = 'teacher') =>
      signed(by, { type: 'device-moved', from, device, afterSeq: 7, at: AT })
    expect(await isAccepted(await move(moved.device))).toBe(true)
    for (const [wrong, by, from] of [
      [{ ...moved.device, roles: ['administrator' as const] }, teacher, 'teacher'],
      [{ ...moved.device, organisationId: 'welzijn' }, teacher, 'teacher'],
      [{ ...moved.device, signingKey: teacher.device.signingKey }, teacher, 'teacher'],
      [{ ...moved.device, id: 'head' }, teacher, 'teacher'],
      [moved.device, head, 'teacher'],
      [moved.device, teacher, 'nobody'],
    ] as const)
      expect(await isAccepted(await move({ ...wrong, roles: [...wrong.roles] }, by, from))).toBe(false)
    const gone = await folded(directory, await signed(head, revocationOf('teacher')))
    expect(await isAccepted(await move(moved.device), gone)).toBe(false)
  })
})

describe('the part of an organisation', () => {
  const removal = (more: Partial<StatementOf<'organisation-removed'>> = {}): StatementBody => ({
    type: 'organisation-removed',
    organisationId: 'welzijn',
    serial: 2,
    afterSeq: 9,
    at: AT,
    ...more,
  })

  test('is ended by both bodies together, once, and for all of its devices', async () => {
    for (const names of [['municipality'], ['trustee']] as const)
      expect(await isAccepted(await byBodies(removal(), bodies, names))).toBe(false)
    expect(await isAccepted(await signed(worker, removal()))).toBe(false)
    expect(await isAccepted(await byBodies(removal({ organisationId: 'nobody' })))).toBe(false)
    expect(await isAccepted(await byBodies(removal({ serial: 1 })))).toBe(false)
    const after = await folded(directory, await byBodies(removal()))
    expect([...after.organisations.keys()]).toEqual(['school'])
    expect(after.devices.has('worker')).toBe(false)
    expect(after.devices.has('head')).toBe(true)
    expect(after.revoked.get('worker')).toMatchObject({ reason: 'left', afterSeq: 9, by: 'municipality' })
    expect(after.generation).toBe(directory.generation + 1)
    expect(await isAccepted(await byBodies(removal({ serial: 3 })), after)).toBe(false)
    // The statement that admitted it is older than its removal: shown again it brings nobody back.
    expect(
      await isAccepted(await admitted(organisationOf('welzijn'), worker.device, bodies, AT), after),
    ).toBe(false)
  })
})

test('what tells of members is told apart from what tells of keys and agreements', async () => {
  expect(isMembership(await signed(head, revocationOf('teacher')))).toBe(true)
  const organisationKey = await makeOrganisationKey('school', directory, await signerOf(head))
  expect(isMembership(organisationKey)).toBe(false)
  expect(isMembership({ ...organisationKey, body: 'AAAA' } as Statement)).toBe(false)
  expect(fromBase64url(head.device.signingKey)).toHaveLength(32)
})

test('whom a statement about members is about is known, also of who left; of anything else it is nobody', async () => {
  const school = organisationOf('school', { kind: 'primary-school' })
  const late = await newDevice('school', 'late', ['professional'])
  const gone = await folded(directory, await signed(head, revocationOf('teacher')))
  const about = async (body: StatementBody | Statement, at = directory): Promise<string | null> =>
    organisationOfStatement('type' in body ? await signed(head, body) : body, at)
  expect(await about(await admitted(school, head.device, bodies, AT))).toBe('school')
  expect(await about(await deviceAdmitted(late.device, head, AT))).toBe('school')
  expect(
    await about({ type: 'device-moved', from: 'teacher', device: late.device, afterSeq: 7, at: AT }),
  ).toBe('school')
  expect(
    await about({ type: 'organisation-removed', organisationId: 'welzijn', serial: 2, afterSeq: 9, at: AT }),
  ).toBe('welzijn')
  expect(await about(revocationOf('worker'))).toBe('welzijn')
  expect(await about(revocationOf('teacher'), gone)).toBe('school')
  expect(await about(revocationOf('nobody'))).toBeNull()
  expect(await about(await makeOrganisationKey('school', directory, await signerOf(head)))).toBeNull()
  expect(await about({ body: 'AAAA', signatures: [] })).toBeNull()
})

test('the directory folds nothing that it cannot read', async () => {
  const late = await newDevice('school', 'late', ['professional'])
  const readable = await deviceAdmitted(late.device, head, AT)
  for (const body of ['no JSON', '{"type":"device-admitted"}', 'null'])
    expect(await foldStatement(directory, { ...readable, body }, roots)).toEqual({
      accepted: false,
      reason: 'statement does not fit its schema',
    })
})

describe('a key that nobody can seal to', () => {
  const unusable = toBase64url(new Uint8Array(32))
  const withUnusable = (...ids: readonly string[]): Directory => ({
    ...directory,
    devices: new Map(
      [...directory.devices].map(([id, device]) => [
        id,
        ids.includes(id) ? { ...device, hpkeKey: unusable } : device,
      ]),
    ),
  })

  test('keeps nobody else from theirs, and is named', async () => {
    const at = withUnusable('teacher')
    const leftOut: string[] = []
    const made = await makeOrganisationKey('school', at, await signerOf(head), systemRandom, ({ id }) =>
      leftOut.push(id),
    )
    expect(leftOut).toEqual(['teacher'])
    expect(bodyOf(made, 'organisation-key').sealedTo.map(({ deviceId }) => deviceId)).toEqual(['head'])
    expect(await isAccepted(made, at)).toBe(true)
  })

  test('on every device of an organisation makes no key, and nothing is sent in its place', async () => {
    const at = withUnusable('teacher', 'head')
    await expect(makeOrganisationKey('school', at, await signerOf(head))).rejects.toThrow(RangeError)
    const keyed = await folded(
      directory,
      await makeOrganisationKey('school', directory, await signerOf(head)),
    )
    const late = (await newDevice('school', 'late', ['professional'])).device
    const there = { ...keyed, devices: new Map(keyed.devices).set('late', { ...late, hpkeKey: unusable }) }
    const held = new Map([[1, systemRandom(32)]])
    expect(await extendOrganisationKeys('school', there, held, await signerOf(head))).toEqual([])
  })
})

describe('among several versions', () => {
  test('a newcomer is added to the one that is meant, and the others stay as they are', async () => {
    const make = async (at: Directory) => makeOrganisationKey('school', at, await signerOf(head))
    const one = await folded(directory, await make(directory))
    const two = await folded(one, await make(one))
    const late = await newDevice('school', 'late', ['professional'])
    const there = await folded(two, await deviceAdmitted(late.device, head, AT))
    const keys = there.organisationKeys.get('school')!
    const privateKey = await openOrganisationKey(keys[1]!, [await privateKeyOf(head)])
    const [more, ...none] = await extendOrganisationKeys(
      'school',
      there,
      new Map([[2, privateKey!]]),
      await signerOf(head),
    )
    expect(none).toEqual([])
    const [first, second] = (await folded(there, more!)).organisationKeys.get('school')!
    expect(first).toEqual(keys[0])
    expect(second!.sealedTo.map(({ deviceId }) => deviceId)).toEqual(['head', 'teacher', 'late'])
    // Who holds both gives only what is lacked.
    const held = new Map([1, 2].map((version) => [version, privateKey!]))
    expect(
      (await extendOrganisationKeys('school', await folded(there, more!), held, await signerOf(head))).map(
        (statement) => bodyOf(statement, 'organisation-key').version,
      ),
    ).toEqual([1])
  })
})

describe('what an organisation says of itself', () => {
  const details = (serial: number, phone = '06-00 00 00 01'): StatementBody => ({
    type: 'organisation-details',
    at: AT,
    details: {
      organisationId: 'school',
      serial,
      dpia: null,
      contact: { ...PERSON, phone },
      standIn: PERSON,
      reachable: { days: [1], from: '08:30', until: '17:00' },
      awayUntil: null,
    },
  })

  test('stands there until it says something newer, and what it said before changes nothing again', async () => {
    const first = await signed(head, details(1))
    const after = await folded(directory, first, await signed(head, details(2, '06-00 00 00 02')))
    expect(after.details.get('school')).toMatchObject({ serial: 2, contact: { phone: '06-00 00 00 02' } })
    expect(after.devices).toBe(directory.devices)
    expect(await isAccepted(first, after)).toBe(false)
    expect(await isAccepted(await signed(head, details(2)), after)).toBe(false)
    expect(await isAccepted(await signed(head, details(3)), after)).toBe(true)
  })
})

test('a fresh week key is due when an organisation steps behind, and only then', async () => {
  const standing = async (at: Directory, serial: number, linie: Organisation['linie']) =>
    folded(at, await admitted(organisationOf('welzijn', { serial, linie }), worker.device, bodies, AT))
  const behind = await standing(directory, 2, 'defence')
  expect(behind.generation).toBe(directory.generation + 1)
  expect((await standing(behind, 3, 'goal')).generation).toBe(behind.generation)
  const late = await newDevice('leerplicht', 'officer', ['administrator'])
  const newcomer = organisationOf('leerplicht', { kind: 'municipality', linie: 'defence' })
  expect((await folded(directory, await admitted(newcomer, late.device, bodies, AT))).generation).toBe(
    directory.generation,
  )
})

test('a device does not become one of another organisation, nor one that was revoked', async () => {
  const stolen = { ...teacher.device, organisationId: 'welzijn', serial: 2 }
  expect(await foldStatement(directory, await deviceAdmitted(stolen, worker, AT), roots)).toMatchObject({
    reason: 'this device id belongs to another key',
  })
  const gone = await folded(directory, await signed(head, revocationOf('teacher')))
  const again = await newDevice('school', 'teacher', ['administrator'])
  const move: StatementBody = {
    type: 'device-moved',
    from: 'head',
    device: again.device,
    afterSeq: 7,
    at: AT,
  }
  expect(await foldStatement(gone, await signed(head, move), roots)).toMatchObject({
    reason: 'this device was revoked and does not come back',
  })
})

test('agreements may begin on the day of the last ones that were signed, and a term may end on its day', () => {
  const [at, earlier] = [AT, [{ from: '2026-12-20' }, { from: '2026-12-24' }, { from: '2026-12-10' }]]
  expect(mayBegin('2026-12-10', at, earlier)).toBe(true)
  expect(mayBegin('2026-12-09', at, earlier)).toBe(false)
  expect(Terms.safeParse({ ...USUAL_TERMS, speak: 5, outcome: 5 }).success).toBe(true)
  expect(Terms.safeParse({ ...USUAL_TERMS, speak: 6, outcome: 5 }).success).toBe(false)
})
