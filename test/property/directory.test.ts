/**
 * Who may say what to the directory: every role and every act, and that nobody gains by saying it again,
 * later or out of order.
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
import { systemRandom } from '../../shared/crypto/seal.ts'
import { generateSigningKey, importSigningKey, signStatement } from '../../shared/crypto/signing.ts'
import { ACTIONS, MAY, mayDo, type Action } from '../../shared/membership/roles.ts'
import { Agreements, heldOn, USUAL_AGREEMENTS } from '../../shared/membership/agreements.ts'
import { fromBase64url, toBase64url } from '../../shared/encoding.ts'
import {
  deviceNow,
  firstOf,
  hpkeKeyOf,
  reachable,
  isReadBy,
  type Directory,
  type Roots,
} from '../../shared/membership/directory.ts'
import { foldAll, foldStatement } from '../../shared/membership/fold/fold.ts'
import { makeOrganisationKey } from '../../shared/membership/organisation-key.ts'
import { extendWeekKey, makeWeekKey } from '../../shared/membership/week-key.ts'
import {
  type Escalation,
  type Organisation,
  type Statement,
  type StatementBody,
  type StatementOf,
  type WijkRules,
} from '../../shared/membership/statements.ts'
import { Role } from '../../shared/domain/identifiers.ts'

const AT = '2026-11-23T09:00:00.000Z'
const PERSON = {
  name: 'Persoon Contact',
  function: 'contactpersoon',
  phone: '06-00 00 00 00',
  mail: 'contact@example.nl',
}
const organisationOf = (id: string, more: Partial<Organisation> = {}): Organisation => ({
  id,
  serial: 1,
  name: `Organisatie ${id}`,
  kind: 'neighbourhood-team',
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
/**
 * Statements that make one organisation with a device of each role that may be there, and one for the panel.
 */
let statements: Statement[]
let directory: Directory
let team: Organisation
const devices = {} as Record<Role, DeviceKeys>
let founder: DeviceKeys

const newDevice = (organisationId: string, id: string, roles: Role[]) =>
  makeDevice({ id, organisationId, roles, neighbourhoods: roles.includes('coordinator') ? ['WK999801'] : [] })
const signedBy = async (device: DeviceKeys, body: StatementBody): Promise<Statement> => {
  const { id, signingKey } = await signerOf(device)
  return signStatement(body, [{ by: id, key: signingKey }])
}
const verdict = async (statement: Statement, at: Directory = directory): Promise<string> => {
  const folded = await foldStatement(at, statement, roots)
  return folded.accepted ? 'accepted' : folded.reason
}

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
  team = organisationOf('wijkteam')
  founder = await newDevice('wijkteam', 'founder', ['administrator'])
  const panelFounder = await newDevice('panel', 'panel-founder', ['administrator', 'panel'])
  statements = [
    await admitted(team, founder.device, bodies, AT),
    await admitted(organisationOf('panel', { kind: 'citizens-panel' }), panelFounder.device, bodies, AT),
  ]
  for (const role of ['professional', 'administrator', 'coordinator'] as const) {
    devices[role] = await newDevice('wijkteam', `d-${role}`, [role])
    statements.push(await deviceAdmitted(devices[role].device, founder, AT))
  }
  devices.panel = await newDevice('panel', 'd-panel', ['panel'])
  statements.push(await deviceAdmitted(devices.panel.device, panelFounder, AT))
  directory = await foldAll(statements, roots)
  for (const by of [founder, panelFounder]) {
    const key = await makeOrganisationKey(by.device.organisationId, directory, await signerOf(by))
    statements.push(key)
    directory = await foldAll([key], roots, directory)
  }
})

/** One act of each kind, signed by a device about its own organisation. */
const ACTS: Readonly<Record<string, (by: DeviceKeys) => Promise<Statement>>> = {
  'admit-device': async (by) =>
    deviceAdmitted(
      (
        await newDevice(by.device.organisationId, 'd-new', [
          by.device.organisationId === 'panel' ? 'panel' : 'professional',
        ])
      ).device,
      by,
      AT,
    ),
  'revoke-device': (by) =>
    signedBy(by, {
      type: 'device-revoked',
      deviceId: by.device.organisationId === 'panel' ? 'panel-founder' : 'founder',
      reason: 'lost',
      afterSeq: 0,
      at: AT,
    }),
  'organisation-key': async (by) => {
    const all = [...directory.devices.values()].filter(
      ({ organisationId }) => organisationId === by.device.organisationId,
    )
    return signedBy(by, {
      type: 'organisation-key',
      organisationId: by.device.organisationId,
      version: 2,
      hpkeKey: by.device.hpkeKey,
      deviceId: by.device.id,
      sealedTo: all.map(({ id }) => ({ deviceId: id, sealed: toBase64url(systemRandom(80)) })),
    })
  },
  'organisation-details': (by) =>
    signedBy(by, {
      type: 'organisation-details',
      at: AT,
      details: {
        organisationId: by.device.organisationId,
        serial: 1,
        dpia: null,
        contact: PERSON,
        standIn: PERSON,
        reachable: { days: [1], from: '08:30', until: '17:00' },
        awayUntil: null,
      },
    }),
  'week-key': async (by) => makeWeekKey(2968, directory, await signerOf(by), systemRandom),
}
const STATED: readonly Action[] = ACTIONS.filter((action) => action in ACTS)

describe('every role and every act upon the directory', () => {
  test('the table speaks of every act', () => {
    expect([...STATED].sort()).toEqual(Object.keys(ACTS).sort())
    expect(ACTIONS.filter((action) => !STATED.includes(action))).toEqual([
      'signal',
      'answer',
      'receipt',
      'outcome',
      'conversation',
      'unnamed-answer',
      'pass-on-unnamed',
      'coordination',
      'receipt-summary',
      'disclosure',
      'link',
      'merge',
      'linie-request',
      'obstacle',
      'obstacle-reply',
      'invite',
      'wijk-rules',
    ])
  })
  for (const role of Role.options) {
    for (const action of STATED) {
      test(`${role}: ${action} is ${MAY[role].includes(action) ? 'accepted' : 'refused'}`, async () => {
        expect(await verdict(await ACTS[action]!(devices[role]))).toMatch(
          mayDo([role], action) ? /^accepted$/ : /needs an administrator device/,
        )
      })
    }
  }
})

describe('nobody gives itself more', () => {
  test('an act about another organisation is refused', async () => {
    const stranger = await newDevice('panel', 'd-other', ['panel'])
    expect(await verdict(await deviceAdmitted(stranger.device, devices.administrator, AT))).toContain(
      'same organisation',
    )
    expect(
      await verdict(
        await signedBy(devices.administrator, {
          type: 'device-revoked',
          deviceId: 'd-panel',
          reason: 'lost',
          afterSeq: 0,
          at: AT,
        }),
      ),
    ).toContain('same organisation')
  })
  test('a device cannot sign in the name of another', async () => {
    const statement = await deviceAdmitted(
      (await newDevice('wijkteam', 'd-new', ['professional'])).device,
      devices.administrator,
      AT,
    )
    const forged = {
      ...statement,
      signatures: [{ by: 'founder', signature: statement.signatures[0]!.signature }],
    }
    expect(await verdict(forged)).toContain('signature')
  })
  test('an administrator makes nobody coordinator of a wijk that is not theirs, nor of the panel', async () => {
    const elsewhere = await makeDevice({
      id: 'd-new',
      organisationId: 'wijkteam',
      roles: ['coordinator'],
      neighbourhoods: ['WK999802'],
    })
    expect(await verdict(await deviceAdmitted(elsewhere.device, founder, AT))).toContain('own organisation')
    expect(
      await verdict(
        await deviceAdmitted((await newDevice('wijkteam', 'd-new', ['panel'])).device, founder, AT),
      ),
    ).toContain('panel')
  })
  test('nobody takes the name of a device that is known, with a key of their own or for another organisation', async () => {
    const mine = await newDevice('wijkteam', devices.professional.device.id, ['professional'])
    expect(await verdict(await deviceAdmitted({ ...mine.device, serial: 9 }, founder, AT))).toContain(
      'belongs to another key',
    )
    expect(directory.devices.get(mine.device.id)!.signingKey).toBe(devices.professional.device.signingKey)
  })
  test('an organisation begins with an administrator of its own', async () => {
    const school = organisationOf('school')
    const teacher = await newDevice('school', 'd-teacher', ['professional'])
    expect(await verdict(await admitted(school, teacher.device, bodies, AT))).toContain('founding device')
    expect(await verdict(await admitted(school, founder.device, bodies, AT))).toContain('founding device')
  })
  test('an organisation whose key nobody can seal to is left out, should one ever stand here', () => {
    const [key] = directory.organisationKeys.get('wijkteam')!
    const zeros = { ...key!, hpkeKey: toBase64url(new Uint8Array(32)) }
    const broken = { ...directory, organisationKeys: new Map([['wijkteam', [key!, zeros]]]) }
    expect(hpkeKeyOf(directory, 'wijkteam')).not.toBeNull()
    expect(hpkeKeyOf(broken, 'wijkteam')).toBeNull()
    expect(reachable(broken).map(({ id }) => id)).not.toContain('wijkteam')
  })
  test('downgrade: an older entry of a device that is served again changes nothing', async () => {
    const { device } = devices.coordinator
    const lower = await deviceAdmitted(
      { ...device, serial: 2, roles: ['professional'], neighbourhoods: [] },
      founder,
      AT,
    )
    const after = await foldAll([lower], roots, directory)
    expect(after.devices.get(device.id)!.roles).toEqual(['professional'])
    for (const old of statements)
      if ((await foldStatement(after, old, roots)).accepted)
        throw new Error('an old statement was accepted again')
    const self = await deviceAdmitted({ ...device, serial: 3 }, devices.coordinator, AT)
    expect(await verdict(self, after)).toContain('administrator')
  })
  test('a revoked device does not come back, and what it signs after that counts for nothing', async () => {
    const revoked = await foldAll(
      [
        await signedBy(founder, {
          type: 'device-revoked',
          deviceId: 'd-administrator',
          reason: 'lost',
          afterSeq: 7,
          at: AT,
        }),
      ],
      roots,
      directory,
    )
    expect(
      await verdict(
        await deviceAdmitted({ ...devices.administrator.device, serial: 9 }, founder, AT),
        revoked,
      ),
    ).toContain('does not come back')
    expect(await verdict(await ACTS['admit-device']!(devices.administrator), revoked)).toContain('takes part')
    expect(revoked.generation).toBe(directory.generation + 1)
    expect(
      await verdict(await makeWeekKey(2968, directory, await signerOf(founder), systemRandom), revoked),
    ).toContain('newest revocation')
  })
})

describe('a ghost organisation', () => {
  const ghost = organisationOf('spook')
  test.each([
    ['the municipality alone', ['municipality']],
    ['the trustee alone', ['trustee']],
    ['a municipality that signs twice', ['municipality', 'trustee-forged']],
  ] as const)('%s admits none', async (_, by) => {
    const device = await newDevice('spook', 'd-ghost', ['administrator'])
    const municipality = await importSigningKey(bodies.municipality)
    const key = (who: string): Promise<CryptoKey> | CryptoKey =>
      who === 'trustee' ? importSigningKey(bodies.trustee) : municipality
    const statement = await signStatement(
      { type: 'organisation-admitted', organisation: ghost, founder: device.device, at: AT },
      await Promise.all(by.map(async (who) => ({ by: who.replace('-forged', ''), key: await key(who) }))),
    )
    expect(await verdict(statement)).toContain('municipality and trustee')
  })
  test('a signature of both under another text admits none', async () => {
    const device = await newDevice('spook', 'd-ghost', ['administrator'])
    const good = await admitted(ghost, device.device, bodies, AT)
    expect(
      await verdict({ ...good, body: good.body.replace('"caseloadSize":100', '"caseloadSize":99999') }),
    ).toContain('municipality and trustee')
    expect(await verdict(good)).toBe('accepted')
  })
})

describe('a line behind', () => {
  let known: Directory
  let second: DeviceKeys
  let officer: DeviceKeys
  const escalation = (more: Partial<Escalation> = {}): Escalation => ({
    id: toBase64url(systemRandom(16)),
    organisationId: 'attendance',
    neighbourhood: 'WK999801',
    keyVersion: 1,
    note: toBase64url(systemRandom(80)),
    mark: toBase64url(systemRandom(32)),
    ...more,
  })
  const asked = (by: DeviceKeys, about = escalation(), deviceId = by.device.id): Promise<Statement> =>
    signedBy(by, { type: 'escalation', escalation: about, deviceId, at: AT })
  const confirmed = (
    by: DeviceKeys,
    escalationId: string,
    deviceId = by.device.id,
    keyVersion = 1,
  ): Promise<Statement> =>
    signedBy(by, {
      type: 'escalation-confirmed',
      escalationId,
      keyVersion,
      sealed: toBase64url(systemRandom(80)),
      deviceId,
      at: AT,
    })
  beforeAll(async () => {
    officer = await newDevice('attendance', 'd-officer', ['administrator', 'professional'])
    second = await newDevice('wijkteam', 'd-second', ['coordinator'])
    known = await foldAll(
      [
        await admitted(
          organisationOf('attendance', { kind: 'municipality', linie: 'defence' }),
          officer.device,
          bodies,
          AT,
        ),
        await deviceAdmitted(second.device, founder, AT),
      ],
      roots,
      directory,
    )
    known = await foldAll(
      [await makeOrganisationKey('attendance', known, await signerOf(officer))],
      roots,
      known,
    )
  })

  test('holds no week key: none is made for it, and none of its devices makes one', async () => {
    const made = await makeWeekKey(2968, known, await signerOf(founder), systemRandom)
    expect(await verdict(made, known)).toBe('accepted')
    expect(made.body).not.toContain('attendance')
    expect(
      await verdict(await makeWeekKey(2968, known, await signerOf(officer), systemRandom), known),
    ).toContain('line behind')
    const body = JSON.parse(made.body) as StatementOf<'week-key'>
    expect(
      await verdict(
        await signedBy(founder, {
          ...body,
          sealedTo: [
            ...body.sealedTo,
            { organisationId: 'attendance', sealed: toBase64url(systemRandom(80)) },
          ],
        }),
        known,
      ),
    ).toContain('line behind')
    const after = await foldAll([made], roots, known)
    expect(
      await extendWeekKey(
        {
          of: 'signals',
          week: 2968,
          generation: known.generation,
          keyId: fromBase64url(body.keyId),
          key: systemRandom(32),
        },
        after,
        await signerOf(founder),
      ),
    ).toBeNull()
  })
  test('who goes there gets a fresh week key made without it', async () => {
    const moved = await foldAll(
      [await admitted({ ...team, serial: 2, linie: 'goal' }, founder.device, bodies, AT)],
      roots,
      known,
    )
    expect(moved.generation).toBe(known.generation + 1)
    const back = await foldAll(
      [await admitted({ ...team, serial: 3, linie: 'front' }, founder.device, bodies, AT)],
      roots,
      moved,
    )
    expect(back.generation).toBe(moved.generation)
  })
  test('is escalated to by a coordinator of that wijk and by nobody else in any role', async () => {
    for (const role of Role.options)
      expect(await verdict(await asked(devices[role]), known)).toMatch(
        role === 'coordinator' ? /^accepted$/ : /coordinator device of the wijk/,
      )
    expect(await verdict(await asked(officer), known)).toContain('coordinator device of the wijk')
    expect(
      await verdict(await asked(devices.coordinator, escalation({ neighbourhood: 'WK999802' })), known),
    ).toContain('of the wijk')
    expect(await verdict(await asked(devices.coordinator, escalation(), 'd-second'), known)).toContain(
      'signed by',
    )
    expect(
      await verdict(await asked(devices.coordinator, escalation({ organisationId: 'panel' })), known),
    ).toContain('line behind')
    expect(await verdict(await asked(devices.coordinator, escalation({ keyVersion: 2 })), known)).toContain(
      'newest key',
    )
  })
  test('four eyes: another coordinator of the same wijk confirms it, once', async () => {
    const about = escalation()
    const after = await foldAll([await asked(devices.coordinator, about)], roots, known)
    expect(after.escalations.get(about.id)).toMatchObject({ by: 'd-coordinator', confirmed: null })
    expect(await verdict(await asked(second, about), after)).toContain('exists')
    expect(await verdict(await confirmed(second, about.id), known)).toContain('no such escalation')
    for (const [by, reason] of [
      [devices.coordinator, 'another coordinator'],
      [devices.administrator, 'same wijk'],
      [devices.professional, 'same wijk'],
      [officer, 'same wijk'],
    ] as const)
      expect(await verdict(await confirmed(by, about.id), after)).toContain(reason)
    expect(await verdict(await confirmed(devices.coordinator, about.id, 'd-second'), after)).toContain(
      'same wijk',
    )
    expect(await verdict(await confirmed(second, about.id, 'd-second', 2), after)).toContain('newest key')
    const agreed = await foldAll([await confirmed(second, about.id)], roots, after)
    expect(agreed.escalations.get(about.id)).toMatchObject({
      by: 'd-coordinator',
      confirmed: { by: 'd-second', at: AT },
    })
    expect(await verdict(await confirmed(second, about.id), agreed)).toContain('waits for a second')
  })

  test('four eyes: who asked is no second coordinator on a new device', async () => {
    const about = escalation()
    const fresh = await newDevice('wijkteam', 'd-fresh', ['coordinator'])
    const moved = await signedBy(devices.coordinator, {
      type: 'device-moved',
      from: 'd-coordinator',
      device: fresh.device,
      afterSeq: 0,
      at: AT,
    })
    const after = await foldAll([await asked(devices.coordinator, about), moved], roots, known)
    expect(after.devices.has('d-fresh')).toBe(true)
    expect(await verdict(await confirmed(fresh, about.id), after)).toContain('another coordinator')
    expect(await verdict(await confirmed(second, about.id), after)).toBe('accepted')
  })
})

describe('agreements of a wijk', () => {
  let office: DeviceKeys
  let known: Directory
  const rules = (more: Partial<WijkRules> = {}): WijkRules => ({
    neighbourhood: 'WK999801',
    serial: 1,
    from: '2026-12-01',
    agreements: USUAL_AGREEMENTS,
    why: 'Zo is het afgesproken met de scholen.',
    ...more,
  })
  const signedRules = (
    by: DeviceKeys,
    more: Partial<WijkRules> = {},
    deviceId = by.device.id,
  ): Promise<Statement> => signedBy(by, { type: 'wijk-rules', rules: rules(more), deviceId, at: AT })
  beforeAll(async () => {
    office = await newDevice('bureau', 'd-office', ['administrator'])
    known = await foldAll(
      [
        await admitted(
          organisationOf('bureau', { kind: 'programme-office', neighbourhoods: [] }),
          office.device,
          bodies,
          AT,
        ),
      ],
      roots,
      directory,
    )
  })

  test('the programmabureau signs them, and nobody else in any role', async () => {
    expect(await verdict(await signedRules(office), known)).toBe('accepted')
    for (const role of Role.options)
      expect(await verdict(await signedRules(devices[role]), known)).toMatch(
        role === 'administrator' ? /signed by the programmabureau/ : /needs an administrator device/,
      )
    expect(await verdict(await signedRules(devices.administrator, {}, 'd-office'), known)).toContain(
      'name the device that signs',
    )
    const colleague = await newDevice('bureau', 'd-colleague', ['professional'])
    expect(await verdict(await deviceAdmitted(colleague.device, office, AT), known)).toContain(
      'no part in a signaal',
    )
    expect(
      await verdict(
        await signedRules(colleague),
        await foldAll([await deviceAdmitted(colleague.device, office, AT)], roots, known),
      ),
    ).toContain('takes part')
  })
  test('they begin on a later day, so that no clock that runs is changed', async () => {
    expect(await verdict(await signedRules(office, { from: AT.slice(0, 10) }), known)).toContain(
      'begin after the day',
    )
    expect(await verdict(await signedRules(office, { from: '2026-11-24' }), known)).toBe('accepted')
  })
  test('every version stays, in order: none is skipped, said again, or put before one that was signed earlier', async () => {
    const first = await signedRules(office)
    const second = await signedRules(office, {
      serial: 2,
      from: '2026-12-10',
      agreements: { ...USUAL_AGREEMENTS, keptDays: 30 },
    })
    const folded = await foldAll([first, second, first], roots, known)
    expect(folded.rules.get('WK999801')!.map(({ serial, by }) => [serial, by])).toEqual([
      [1, 'bureau'],
      [2, 'bureau'],
    ])
    expect(await verdict(second, known)).toContain('numbered one by one')
    expect(await verdict(await signedRules(office, { serial: 3, from: '2026-12-09' }), folded)).toContain(
      'not before those',
    )
    expect([
      heldOn(folded.rules.get('WK999801')!, '2026-11-30'),
      heldOn(folded.rules.get('WK999801')!, '2026-12-09')!.serial,
      heldOn(folded.rules.get('WK999801')!, '2026-12-10')!.serial,
    ]).toEqual([null, 1, 2])
  })
  test('bounds: nothing is kept past the legal limit, and an outcome is not due before the talk', () => {
    for (const wrong of [
      { keptDays: 90 },
      { keptDays: 13 },
      { languages: [] },
      { languages: ['nl', 'nl'] as const },
      { terms: { ...USUAL_AGREEMENTS.terms, speak: 6, outcome: 5 } },
      { quiet: { from: '18:00', until: 'later' } },
      { schoolHolidays: [{ kind: 'may', from: '2027-05-02', until: '2027-04-24' } as const] },
    ])
      expect(Agreements.safeParse({ ...USUAL_AGREEMENTS, ...wrong }).success).toBe(false)
  })
})

describe('a device that moved', () => {
  const moveOf = async (
    old: DeviceKeys,
    fresh: Pick<DeviceKeys, 'device'>,
    afterSeq = 7,
  ): Promise<Statement> =>
    signedBy(old, { type: 'device-moved', from: old.device.id, device: fresh.device, afterSeq, at: AT })

  test('goes on as its first one, however often; what it sent after its file was made is read by nobody', async () => {
    const [b, c] = [
      await newDevice('wijkteam', 'd-b', ['professional']),
      await newDevice('wijkteam', 'd-c', ['professional']),
    ]
    const [first, second] = [await moveOf(devices.professional, b, 7), await moveOf(b, c, 9)]
    const moved = await foldAll([first, second], roots, directory)
    expect(['d-professional', 'd-b', 'd-c'].map((id) => firstOf(moved, id))).toEqual(
      Array.from({ length: 3 }, () => 'd-professional'),
    )
    expect(['d-professional', 'd-b', 'd-c'].map((id) => deviceNow(moved, id)?.id)).toEqual([
      'd-c',
      'd-c',
      'd-c',
    ])
    expect([
      isReadBy(moved, 'd-professional', 7),
      isReadBy(moved, 'd-professional', 8),
      isReadBy(moved, 'd-b', 9),
      isReadBy(moved, 'd-b', 10),
      isReadBy(moved, 'd-c', 99),
    ]).toEqual([true, false, true, false, true])
    const lost = await signedBy(founder, {
      type: 'device-revoked',
      deviceId: 'd-c',
      reason: 'lost',
      afterSeq: 12,
      at: AT,
    })
    const gone = await foldAll([lost], roots, moved)
    expect([deviceNow(gone, 'd-b'), isReadBy(gone, 'd-professional', 3)]).toEqual([undefined, false])
  })

  test('does not become one that takes part already: that one did not sign for other keys', async () => {
    const victim = await newDevice('wijkteam', 'd-victim', ['professional'])
    const with2 = await foldAll([await deviceAdmitted(victim.device, founder, AT)], roots, directory)
    const robbed = { device: { ...victim.device, serial: 2, hpkeKey: founder.device.hpkeKey } }
    expect(await verdict(await moveOf(devices.professional, robbed), with2)).toContain('keys of its own')
  })
})
