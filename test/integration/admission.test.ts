/**
 * Devices come and go: invited with a code and check words, revoked when lost, moved with a file. Real relay,
 * trustee and cryptography.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  bootEngine,
  caseloadOf,
  draftOf,
  fileOf,
  PASSPHRASE,
  startEngine,
  type TestEngine,
} from '../fixtures/engine.ts'
import { rawDevice } from '../fixtures/dump.ts'
import { Town, type TownOrganisation } from '../fixtures/town.ts'

let town: Town
let school: TownOrganisation
const engines: TestEngine[] = []
const keep = (engine: TestEngine): TestEngine => {
  engines.push(engine)
  return engine
}
const person = { name: 'Sanne Blok', function: 'intern begeleider', phone: '06-00 00 00 11' }
const secret = { kind: 'passphrase' as const, value: 'een zin die niemand raadt' }
let administrator: TestEngine

beforeAll(async () => {
  town = await Town.start()
})
afterAll(async () => {
  await town?.stop()
})
beforeEach(async () => {
  school = await town.admitOrganisation({ name: 'De Regenboog', kind: 'primary-school' })
  administrator = keep(await startEngine(town, town.founderOf(school, 'Joke Smit'), { hurry: true }))
  await administrator.until(({ sync }) => sync.state === 'online', 'the administrator')
})
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.stop()
})

/** Invites, joins, compares words: an admitted device. */
const join = async (
  roles: ('professional' | 'administrator')[] = ['professional'],
  who = person,
): Promise<TestEngine> => {
  const { inviteId, code } = (await administrator.run({ kind: 'invite', roles, neighbourhoods: [] })) as {
    inviteId: string
    code: string
  }
  const newcomer = keep(await bootEngine(town, `new-${inviteId}`, { hurry: true }))
  await newcomer.run({ kind: 'join', code, person: who, organisation: null, secret })
  const asked = await administrator.until(
    ({ administration }) => administration?.invites.find(({ id }) => id === inviteId)?.state === 'asked',
    'the request',
  )
  const { session } = await newcomer.until((views) => views.session.joining?.words !== null, 'the words')
  expect(session.joining!.words).toEqual(
    asked.administration!.invites.find(({ id }) => id === inviteId)!.words,
  )
  await administrator.run({ kind: 'confirm-invite', inviteId, same: true })
  await newcomer.until(
    (views) => views.session.state === 'open' && views.sync.state === 'online',
    'the admission',
  )
  return newcomer
}
const deviceIdOf = (views: ReturnType<TestEngine['views']>, name: string): string =>
  views.administration!.devices.find((device) => device.name === name && !device.revoked)!.id

describe('a colleague joins', () => {
  test('with a code and four check words; then works, and the administrator sees whose device it is', async () => {
    const newcomer = await join()
    expect(newcomer.views().session).toMatchObject({
      person: { name: 'Sanne Blok', organisation: 'De Regenboog', roles: ['professional'] },
      servers: { trustee: town.trustee.url },
    })
    const { administration } = await administrator.until((views) =>
      views.administration!.devices.some(({ name }) => name === 'Sanne Blok'),
    )
    expect(administration!.devices.map(({ name }) => name).sort()).toEqual(['Joke Smit', 'Sanne Blok'])
    expect(newcomer.views().administration).toBeNull()
    const file = new TextEncoder().encode(caseloadOf(['Sami', '', 'Yıldız', '14-03-2017']))
    await newcomer.run({ kind: 'import-caseload', name: 'lijst.csv', file })
    await newcomer.until(
      ({ sync }) => sync.tokensDone === 1,
      'tokens, for which the trustee must know the new device',
    )
    await newcomer.run({ kind: 'file-signal', draft: await draftOf(newcomer, 'Sami') })
    await newcomer.until(({ sent }) => sent[0]?.state === 'open', 'sending')
  })

  test('waits across a restart, and unlocks into the same place', async () => {
    const { inviteId, code } = (await administrator.run({
      kind: 'invite',
      roles: ['professional'],
      neighbourhoods: [],
    })) as { inviteId: string; code: string }
    const first = await bootEngine(town, 'restarted', { hurry: true })
    await first.run({ kind: 'join', code, person, organisation: null, secret })
    await administrator.until(
      ({ administration }) => administration?.invites.find(({ id }) => id === inviteId)?.state === 'asked',
    )
    await first.stop()
    const second = keep(
      await bootEngine(town, 'restarted', {
        hurry: true,
        indexedDB: first.indexedDB,
        vaultRecord: first.vaultRecord(),
      }),
    )
    expect(second.views().session).toMatchObject({ state: 'locked', secret: 'passphrase' })
    await second.run({ kind: 'unlock', passphrase: secret.value })
    await second.until(({ session }) => session.joining?.words !== null, 'the words')
    await administrator.run({ kind: 'confirm-invite', inviteId, same: true })
    await second.until(({ session }) => session.state === 'open', 'the admission')
  })

  test('other words: nobody is admitted, and both sides know', async () => {
    const { inviteId, code } = (await administrator.run({
      kind: 'invite',
      roles: ['professional'],
      neighbourhoods: [],
    })) as { inviteId: string; code: string }
    const newcomer = keep(await bootEngine(town, 'stranger', { hurry: true }))
    await newcomer.run({ kind: 'join', code, person, organisation: null, secret })
    await administrator.until(({ administration }) => administration?.invites[0]?.state === 'asked')
    await administrator.run({ kind: 'confirm-invite', inviteId, same: false })
    await newcomer.until(({ session }) => session.joining?.refused === true, 'the refusal')
    expect(administrator.views().administration!.devices).toHaveLength(1)
    await newcomer.run({ kind: 'cancel-join' })
    expect(newcomer.views().session.state).toBe('not-enrolled')
  })

  test('a code works once, for 24 hours, and not after it was withdrawn; a wrong one says so and changes nothing', async () => {
    await join()
    const used = administrator.views().administration!.invites[0]!.code
    const other = keep(await bootEngine(town, 'other', { hurry: true }))
    await expect(other.run({ kind: 'look-up-invite', code: used })).rejects.toThrow('invite-unknown')
    await expect(other.run({ kind: 'join', code: used, person, organisation: null, secret })).rejects.toThrow(
      'invite-unknown',
    )
    for (const code of ['', 'ABCDE', '00000-00000', 'een verhaal'])
      await expect(other.run({ kind: 'look-up-invite', code })).rejects.toThrow('invite-unknown')
    const { inviteId, code } = (await administrator.run({
      kind: 'invite',
      roles: ['professional'],
      neighbourhoods: [],
    })) as { inviteId: string; code: string }
    expect(
      await other.run({ kind: 'look-up-invite', code: ` ${code.toLowerCase().replace('-', ' ')} ` }),
    ).toMatchObject({ for: 'device', organisation: 'De Regenboog' })
    await administrator.run({ kind: 'withdraw-invite', inviteId })
    await expect(other.run({ kind: 'look-up-invite', code })).rejects.toThrow('invite-unknown')
    const late = (await administrator.run({
      kind: 'invite',
      roles: ['professional'],
      neighbourhoods: [],
    })) as { inviteId: string; code: string }
    town.clock.pass({ minutes: 24 * 60 + 1 })
    await expect(other.run({ kind: 'look-up-invite', code: late.code })).rejects.toThrow('invite-unknown')
    expect(other.views().session.state).toBe('not-enrolled')
  })

  test('a weak secret is refused before the code is used up', async () => {
    const { code } = (await administrator.run({
      kind: 'invite',
      roles: ['professional'],
      neighbourhoods: [],
    })) as { code: string }
    const newcomer = keep(await bootEngine(town, 'weak', { hurry: true }))
    for (const value of ['kort', 'aaaaaaaaaaaa'])
      await expect(
        newcomer.run({
          kind: 'join',
          code,
          person,
          organisation: null,
          secret: { kind: 'passphrase', value },
        }),
      ).rejects.toThrow('weak-secret')
    for (const value of ['123456', '111111', '2468', '12345a', '918273'])
      await expect(
        newcomer.run({ kind: 'join', code, person, organisation: null, secret: { kind: 'pin', value } }),
      ).rejects.toThrow('weak-secret')
    await expect(newcomer.run({ kind: 'look-up-invite', code })).resolves.toMatchObject({ for: 'device' })
  })
})

describe('a laptop is lost', () => {
  test('revoked: the relay refuses it at once, it wipes itself and says so, keys are replaced, others stop trusting it', async () => {
    const lost = await join()
    const colleague = await join(['professional'], { ...person, name: 'Bram Kok' })
    await administrator.until(({ administration }) => administration!.devices.length === 3)
    const before = town.directory.generation
    await administrator.run({
      kind: 'revoke-device',
      deviceId: deviceIdOf(administrator.views(), 'Sanne Blok'),
      reason: 'lost',
    })
    await town.refresh()
    expect(town.directory.generation).toBe(before + 1)
    const keys = town.directory.organisationKeys.get(school.organisation.id)!
    expect(keys.at(-1)!.sealedTo.map(({ deviceId }) => deviceId)).not.toContain(
      [...town.directory.revoked.keys()].at(-1),
    )
    expect(keys.length).toBe(2)
    const { session } = await lost.until((views) => views.session.state === 'revoked', 'the wipe')
    expect(session).toMatchObject({ person: null, revoked: { reason: 'lost' } })
    expect(JSON.parse(lost.vaultRecord())).toMatchObject({ kind: 'revoked', reason: 'lost' })
    expect((await rawDevice(lost.profile, lost.indexedDB)).length).toBe(0)
    await colleague.run({ kind: 'sync-now' })
    await colleague.until(({ sync }) => sync.state === 'online')
    expect(colleague.views().session.state).toBe('open')
  })

  test('locked when it is started: it learns it without being unlocked', async () => {
    const lost = await join()
    await lost.stop()
    await administrator.run({
      kind: 'revoke-device',
      deviceId: deviceIdOf(administrator.views(), 'Sanne Blok'),
      reason: 'lost',
    })
    const found = keep(
      await bootEngine(town, lost.profile, {
        hurry: true,
        indexedDB: lost.indexedDB,
        vaultRecord: lost.vaultRecord(),
      }),
    )
    await found.until(({ session }) => session.state === 'revoked', 'the wipe')
    await expect(found.run({ kind: 'unlock', passphrase: secret.value })).rejects.toThrow()
    expect((await rawDevice(lost.profile, lost.indexedDB)).length).toBe(0)
    await found.run({ kind: 'forget-device' })
    expect(found.views().session.state).toBe('not-enrolled')
  })

  test('what could not be deleted when it was told goes at the next start', async () => {
    const lost = await join()
    await lost.stop()
    const before = (await rawDevice(lost.profile, lost.indexedDB)).length
    await administrator.run({
      kind: 'revoke-device',
      deviceId: deviceIdOf(administrator.views(), 'Sanne Blok'),
      reason: 'lost',
    })
    // Another window holds on to it.
    const held = new Proxy(lost.indexedDB, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name)
        return name === 'deleteDatabase'
          ? () => {
              throw new DOMException('held', 'UnknownError')
            }
          : typeof value === 'function'
            ? (value.bind(target) as unknown)
            : value
      },
    })
    const found = keep(
      await bootEngine(town, lost.profile, { hurry: true, indexedDB: held, vaultRecord: lost.vaultRecord() }),
    )
    await found.until(({ session }) => session.state === 'revoked', 'the wipe')
    expect((await rawDevice(lost.profile, lost.indexedDB)).length).toBe(before)
    const again = keep(
      await bootEngine(town, lost.profile, {
        hurry: true,
        indexedDB: lost.indexedDB,
        vaultRecord: found.vaultRecord(),
      }),
    )
    expect(again.views().session).toMatchObject({ state: 'revoked', revoked: { reason: 'lost' } })
    expect((await rawDevice(lost.profile, lost.indexedDB)).length).toBe(0)
  })

  test('the trustee refuses it too, also when the relay would keep the revocation for itself', async () => {
    const member = await town.admitDevice(school)
    await expect(town.session(member, town.trustee, 'trustee')).resolves.toBeTruthy()
    await administrator.until(() => true)
    await administrator.run({ kind: 'sync-now' })
    await administrator.until(({ administration }) =>
      administration!.devices.some(({ id }) => id === member.device.id),
    )
    await administrator.run({ kind: 'revoke-device', deviceId: member.device.id, reason: 'lost' })
    await expect(town.session(member)).rejects.toThrow('401')
    await expect(town.session(member, town.trustee, 'trustee')).rejects.toThrow('401')
  })

  test('the last administrator cannot be taken away, nor the own device', async () => {
    const own = administrator.views().administration!.devices[0]!.id
    await expect(administrator.run({ kind: 'revoke-device', deviceId: own, reason: 'lost' })).rejects.toThrow(
      'not-allowed',
    )
    await expect(
      administrator.run({
        kind: 'change-device',
        deviceId: own,
        roles: ['professional'],
        neighbourhoods: [],
      }),
    ).rejects.toThrow('last-administrator')
    const second = await join(['administrator'])
    await administrator.until(({ administration }) => administration!.devices.length === 2)
    await administrator.run({
      kind: 'change-device',
      deviceId: own,
      roles: ['professional'],
      neighbourhoods: [],
    })
    await administrator.until(
      ({ session }) => session.person?.roles.join() === 'professional',
      'the change of roles',
    )
    await expect(
      administrator.run({ kind: 'invite', roles: ['professional'], neighbourhoods: [] }),
    ).rejects.toThrow('not-your-role')
    await second.until(
      ({ administration }) =>
        administration?.devices.find(({ id }) => id === own)?.roles.join() === 'professional',
    )
  })
})

describe('moving', () => {
  test('a file carries everything to a new device; the old one is revoked in the same step; the file works once', async () => {
    const old = await join()
    await old.run({
      kind: 'import-caseload',
      name: 'lijst.csv',
      file: new TextEncoder().encode(caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'])),
    })
    await old.until(({ sync }) => sync.tokensDone === 1, 'tokens')
    await old.run({ kind: 'file-signal', draft: await draftOf(old, 'Sami') })
    await old.until(({ sent }) => sent[0]?.state === 'open', 'sending')
    const number = old.views().sent[0]!.number
    await expect(old.run({ kind: 'export-device', passphrase: 'aaaaaaaaaa' })).rejects.toThrow('weak-secret')
    const file = await fileOf(old)
    const fresh = keep(await bootEngine(town, 'fresh', { hurry: true }))
    await expect(fresh.run({ kind: 'enrol', file, passphrase: 'een andere zin' })).rejects.toThrow(
      'wrong-passphrase',
    )
    expect(await fresh.run({ kind: 'enrol', file, passphrase: PASSPHRASE })).toMatchObject({ moving: true })
    await fresh.run({ kind: 'finish-move' })
    const views = await fresh.until((all) => all.sync.state === 'online', 'the new device')
    expect(views).toMatchObject({
      caseload: { total: 1 },
      sent: [{ number, state: 'open' }],
      session: { person: { name: 'Sanne Blok' } },
    })
    await old.until(
      ({ session }) => session.state === 'revoked' && session.revoked?.reason === 'moved',
      'the old device',
    )
    await fresh.run({ kind: 'close', signalId: views.sent[0]!.id, outcome: 'contact-restored' })
    await fresh.until(
      ({ sync, sent }) => sent[0]?.state === 'closed' && sync.waitingAnswers === 0,
      'an event signed by the new device',
    )
    const again = keep(await bootEngine(town, 'again', { hurry: true }))
    await again.run({ kind: 'enrol', file, passphrase: PASSPHRASE })
    await expect(again.run({ kind: 'finish-move' })).rejects.toThrow('already-moved')
    await administrator.until(
      ({ administration }) =>
        administration!.devices.filter(({ name, revoked }) => name === 'Sanne Blok' && !revoked).length === 1,
      'one device of Sanne',
    )
  })

  test('a crash between the two halves loses nothing: the next unlock finishes it', async () => {
    const old = await join()
    const file = await fileOf(old)
    const fresh = await bootEngine(town, 'crashed', { hurry: true })
    await fresh.run({ kind: 'enrol', file, passphrase: PASSPHRASE })
    const after = keep(
      await bootEngine(town, 'crashed', {
        hurry: true,
        indexedDB: fresh.indexedDB,
        vaultRecord: fresh.vaultRecord(),
      }),
    )
    await after.run({ kind: 'unlock', passphrase: PASSPHRASE })
    await after.until(({ sync }) => sync.state === 'online', 'the new device')
    await old.until(({ session }) => session.state === 'revoked', 'the old device')
  })
})

describe('the lock', () => {
  test('wrong tries slow down, across a restart, and stand in the logbook; unlocking works without a network', async () => {
    const member = await join()
    await member.stop()
    let online = true
    let waited = 0
    const boot = async () =>
      keep(
        await bootEngine(town, member.profile, {
          hurry: true,
          indexedDB: member.indexedDB,
          vaultRecord: member.vaultRecord(),
          online: () => online,
          ports: {
            monotonic: () => performance.now() + waited,
            fetch: (input, init) =>
              online ? fetch(input, init) : Promise.reject(new TypeError('no network')),
          },
        }),
      )
    const first = await boot()
    for (let i = 0; i < 3; i++)
      await expect(first.run({ kind: 'unlock', passphrase: 'een foute zin' })).rejects.toThrow(
        'wrong-passphrase',
      )
    await expect(first.run({ kind: 'unlock', passphrase: secret.value })).rejects.toMatchObject({
      code: 'too-many-tries',
      params: { seconds: 5 },
    })
    online = false
    const second = await boot()
    await expect(second.run({ kind: 'unlock', passphrase: secret.value })).rejects.toThrow('too-many-tries')
    // Neither the clock of the machine nor a restart shortens the pause, in whichever direction.
    for (const minutes of [60 * 24, -60 * 48]) {
      town.clock.pass({ minutes })
      await expect(second.run({ kind: 'unlock', passphrase: secret.value })).rejects.toThrow('too-many-tries')
    }
    town.clock.pass({ minutes: 60 * 24 })
    waited = 60_000
    await second.run({ kind: 'unlock', passphrase: secret.value })
    const { logbook } = await second.until(
      ({ sync, session }) => session.state === 'open' && sync.state === 'offline',
      'offline',
    )
    expect(logbook.filter(({ kind }) => kind === 'wrong-try')).toHaveLength(3)
  })

  test('the secret can be changed, and with a keychain a PIN or none is enough', async () => {
    const member = await join()
    await expect(
      member.run({
        kind: 'change-lock',
        current: 'fout',
        secret: { kind: 'passphrase', value: 'een heel andere zin' },
      }),
    ).rejects.toThrow('wrong-passphrase')
    await expect(member.run({ kind: 'change-lock', current: secret.value, secret: null })).rejects.toThrow(
      'weak-secret',
    )
    await member.run({
      kind: 'change-lock',
      current: secret.value,
      secret: { kind: 'passphrase', value: 'een heel andere zin' },
    })
    const again = keep(
      await bootEngine(town, member.profile, {
        indexedDB: member.indexedDB,
        vaultRecord: member.vaultRecord(),
      }),
    )
    await expect(again.run({ kind: 'unlock', passphrase: secret.value })).rejects.toThrow('wrong-passphrase')
    await again.run({ kind: 'unlock', passphrase: 'een heel andere zin' })

    const { inviteId, code } = (await administrator.run({
      kind: 'invite',
      roles: ['professional'],
      neighbourhoods: [],
    })) as { inviteId: string; code: string }
    const desktop = keep(await bootEngine(town, 'desktop', { hurry: true, keychain: true }))
    await desktop.run({
      kind: 'join',
      code,
      person,
      organisation: null,
      secret: { kind: 'pin', value: '280491' },
    })
    await administrator.until(
      ({ administration }) => administration?.invites.find(({ id }) => id === inviteId)?.state === 'asked',
    )
    await administrator.run({ kind: 'confirm-invite', inviteId, same: true })
    await desktop.until(({ session }) => session.state === 'open')
    await desktop.run({ kind: 'lock' })
    expect(desktop.views().session).toMatchObject({ state: 'locked', secret: 'pin', person: null })
    await desktop.run({ kind: 'unlock', passphrase: '280491' })
    await desktop.run({ kind: 'change-lock', current: '280491', secret: null })
    await desktop.run({ kind: 'lock' })
    expect(desktop.views().session.secret).toBe('none')
  })
})

test('without a DPIA and an FG there is no live work; with them there is', async () => {
  const welfare = await town.admitOrganisation({ name: 'Welzijn Veenwijk', dpia: false })
  const founder = keep(await startEngine(town, town.founderOf(welfare), { hurry: true }))
  const worker = keep(
    await startEngine(town, await town.admitDevice(welfare), {
      hurry: true,
      caseload: caseloadOf(['Noor', 'de', 'Vries', '01-12-2016']),
    }),
  )
  await worker.until(({ sync }) => sync.state === 'online')
  expect(worker.views().session.live).toBe(false)
  await expect(worker.run({ kind: 'file-signal', draft: await draftOf(worker, 'Noor') })).rejects.toThrow(
    'dpia-missing',
  )
  expect(worker.views().sync.tokensDone).toBe(0)
  await founder.until(
    ({ administration, sync }) => administration?.details !== null && sync.state === 'online',
  )
  const { organisationId: _, serial: __, ...details } = founder.views().administration!.details!
  await founder.run({
    kind: 'save-details',
    details: { ...details, dpia: { on: '2026-11-01', officer: 'F. Gerritsen' } },
  })
  await worker.until(({ session, sync }) => session.live && sync.tokensDone === 1, 'live work')
  await worker.run({ kind: 'file-signal', draft: await draftOf(worker, 'Noor') })
  await worker.until(({ sent }) => sent[0]?.state === 'open', 'sending')
})
