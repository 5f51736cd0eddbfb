/**
 * Who lives in a world: organisations, devices and children with keys that are the same in every run, and
 * what each device holds when the world begins.
 */
import { ed25519, x25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { admitted, detailed, deviceAdmitted, signerOf, type DeviceKeys } from '../../build/demo/membership.ts'
import type { Config } from '../../relay/config.ts'
import type { HolderName } from '../../relay/oprf/epochs.ts'
import type { SeedName, Seeds } from '../../relay/oprf/seed-files.ts'
import { admissionsIn } from '../../renderer/engine/directory/revocation.ts'
import { readTries } from '../../renderer/engine/store/wrong-tries.ts'
import { LocalStore } from '../../renderer/engine/store/database.ts'
import { type Change, put, setMeta, tokensKey } from '../../renderer/engine/store/changes.ts'
import { makeVaultRecord } from '../../renderer/engine/session/vault-record.ts'
import type { Pins } from '../../renderer/engine/crypto/tokeniser.ts'
import { epochsToPrepare } from '../../renderer/engine/crypto/tokens.ts'
import { combine } from '../../shared/crypto/oprf.ts'
import { blindEvaluateBatch, deriveKeyPair, webassemblyOprf } from '../../shared/crypto/ristretto.ts'
import { importSigningKey, verify } from '../../shared/crypto/signing.ts'
import type { DeviceIdentity } from '../../shared/device-file.ts'
import type { Child } from '../../shared/domain/child.ts'
import { fromBase64url, toBase64url, utf8 } from '../../shared/encoding.ts'
import { matchKeysOf, type MatchKey } from '../../shared/matching/match-keys.ts'
import { opens } from '../../shared/matching/key-types.ts'
import { slotPlan } from '../../shared/matching/slots.ts'
import { SLOTS, type WeekKey } from '../../shared/protocol/envelope.ts'
import { sealLabel } from '../../shared/membership/device-label.ts'
import { importHpkeKey } from '../../shared/crypto/hpke.ts'
import { foldAll, isMembership } from '../../shared/membership/fold/fold.ts'
import type { Directory, Roots } from '../../shared/membership/directory.ts'
import { makeOrganisationKey, openOrganisationKey } from '../../shared/membership/organisation-key.ts'
import { makeWeekKey, openWeekKey } from '../../shared/membership/week-key.ts'
import {
  MatchKeyType,
  type Organisation,
  type Statement,
  type StatementOf,
} from '../../shared/membership/statements.ts'
import type { OrganisationKind, Role } from '../../shared/domain/identifiers.ts'
import { epochNumber, weekNumber } from '../../shared/calendar/time.ts'
import { cheapCosts } from '../fixtures/cheap-argon2.ts'
import type { Chance } from './chance.ts'
import type { Disk } from './disk.ts'

export const WIJK = 'WK999801'
const SERVERS = { relay: 'https://relay.example', trustee: 'https://trustee.example' }
export const RELAY_HOST = 'relay.example'
export const TRUSTEE_HOST = 'trustee.example'
const FOUNDED_AT = '2026-08-03T09:00:00.000Z'
const KINDS: readonly OrganisationKind[] = [
  'primary-school',
  'welfare',
  'neighbourhood-team',
  'youth-health',
  'secondary-school',
  'other',
  'welfare',
  'primary-school',
  'youth-health',
  'other',
]

const secretOf = (name: string): Uint8Array => sha256(utf8(`simulation|${name}`))
const signingOf = (name: string): DeviceKeys['signing'] => {
  const seed = secretOf(`sign|${name}`)
  return { seed, publicKey: ed25519.getPublicKey(seed) }
}
const rootOf = (name: string): string => toBase64url(signingOf(name).publicKey)

export const ROOTS: Roots = {
  municipality: rootOf('municipality'),
  trustee: rootOf('trustee'),
  relay: rootOf('relay'),
}
const BODIES = { municipality: signingOf('municipality').seed, trustee: signingOf('trustee').seed }
export const configOf = (name: HolderName): Config => ({
  signingSeed: toBase64url(signingOf(name).seed),
  publicKey: ROOTS[name],
  name,
  roots: ROOTS,
  servers: {},
})

/** The seeds of a holder in one world, in memory: its processes share them, and what is destroyed is gone. */
export const seedsOf = (holder: HolderName): Seeds & { readonly destroyed: Set<string> } => {
  const kept = new Map<string, SeedName>()
  const destroyed = new Set<string>()
  const nameOf = ({ epoch, generation }: SeedName): string => `${epoch}.${generation}`
  return {
    destroyed,
    generationOf: async () => 0,
    seedOf: async (name) => {
      kept.set(nameOf(name), name)
      return secretOf(`seed|${holder}|${nameOf(name)}${destroyed.has(nameOf(name)) ? '|again' : ''}`)
    },
    list: async () => [...kept.values()],
    destroy: async (name) => {
      kept.delete(nameOf(name))
      destroyed.add(nameOf(name))
    },
  }
}

const tokens = new Map<string, string>()
/** Tokens as both holders' seeds give them, for what a device already had when the world began. */
const tokensOf = (epoch: number, keys: readonly MatchKey[]): { type: MatchKeyType; token: string }[] => {
  for (const type of MatchKeyType.options) {
    const inputs = [
      ...new Set(
        keys
          .filter((key) => key.type === type && !tokens.has(`${epoch}|${key.input}`))
          .map(({ input }) => input),
      ),
    ]
    if (inputs.length === 0) continue
    const blinded = webassemblyOprf.blind(inputs.map(utf8))
    const [relay, trustee] = (['relay', 'trustee'] as const).map((holder) => {
      const pair = deriveKeyPair(secretOf(`seed|${holder}|${epoch}.0`), utf8(`${epoch}|${type}`))
      return webassemblyOprf.finalize(
        blinded,
        blindEvaluateBatch(
          pair,
          blinded.map(({ element }) => element),
        ),
        pair.publicKey,
      )
    })
    inputs.forEach((input, i) =>
      tokens.set(`${epoch}|${input}`, toBase64url(combine(relay![i]!, trustee![i]!, epoch, type))),
    )
  }
  return keys.map(({ type, input }) => ({ type, token: tokens.get(`${epoch}|${input}`)! }))
}

const pins = new Map<number, Pins>()
/** The public keys of an epoch as a device that has seen them keeps them. */
const pinsOf = (epoch: number): Pins => {
  const known =
    pins.get(epoch) ??
    Object.fromEntries(
      (['relay', 'trustee'] as const).flatMap((holder) =>
        MatchKeyType.options.map(
          (type) =>
            [
              `${holder}|${epoch}|${type}`,
              {
                key: toBase64url(
                  deriveKeyPair(secretOf(`seed|${holder}|${epoch}.0`), utf8(`${epoch}|${type}`)).publicKey,
                ),
                generation: 0,
              },
            ] as const,
        ),
      ),
    )
  pins.set(epoch, known)
  return known
}
/** Epochs of which every device knows the keys when the world begins. */
export const pinnedAt = (at: Date): ReadonlySet<number> =>
  new Set([-14, 0, 14].map((days) => epochNumber(new Date(at.getTime() + days * 86_400_000))))

const FIRST = [
  ['Sanne', 'Sanneke'],
  ['Mohamed', 'Mohammed'],
  ['Daan', 'Daan'],
  ['Yusuf', 'Youssef'],
  ['Fleur', 'Fleur'],
  ['Elif', 'Elief'],
  ['Thijs', 'Tijs'],
  ['Noor', 'Nour'],
  ['Sem', 'Sem'],
  ['Zeynep', 'Zeyneb'],
] as const
const LAST = [
  ['de Vries', 'de Vries'],
  ['Jansen', 'Janssen'],
  ['Bakker', 'Bakker'],
  ['El Amrani', 'Amrani'],
  ['Visser', 'Visscher'],
  ['Yilmaz', 'Yilmaz'],
  ['Smit', 'Smid'],
  ['van Dijk', 'van Dyk'],
] as const
export const PEOPLE_COUNT = 60

/**
 * One of the town's children as one organisation wrote it down; the second spelling may or may not match the
 * first.
 */
export const childOf = (index: number, spelling: 0 | 1, id: string): Child => ({
  id,
  firstName: FIRST[index % FIRST.length]![spelling],
  lastName: LAST[Math.floor(index / 3) % LAST.length]![spelling],
  birthDate: `20${String(10 + (index % 9)).padStart(2, '0')}-0${1 + (index % 8)}-${String(10 + (index % 17))}`,
  postcode: `998${1 + (index % 3)}AB`,
  houseNumber: String(3 + index),
  neighbourhood: WIJK,
})

/** Keys of a child that open a signaal: who shares one with the requester's child may read it. */
export const openingKeys = (child: Child): ReadonlySet<string> =>
  new Set(
    matchKeysOf(child, false)
      .filter(({ type }) => opens(type))
      .map(({ input }) => input),
  )

/**
 * The keys of a signaal's children that find room in its slots and open it: who has one of these is reached.
 */
export const reachingKeys = (children: readonly Child[]): ReadonlySet<string> =>
  new Set(
    slotPlan(
      children.map((child) => matchKeysOf(child, false)),
      SLOTS,
    )
      .filter(({ type }) => opens(type))
      .map(({ input }) => input),
  )

export interface Citizen {
  readonly deviceId: string
  readonly organisation: Organisation
  readonly roles: readonly Role[]
  readonly keys: DeviceKeys
  readonly identity: DeviceIdentity
  /** Index of each child among the town's people, and how it is written. */
  readonly children: readonly Child[]
}
/** A member with the week key whose device no honest program runs. */
export interface Stranger {
  readonly keys: DeviceKeys
  readonly organisation: Organisation
  readonly signingKey: CryptoKey
  readonly weekKey: WeekKey
}
export interface Town {
  readonly stranger: Stranger
  readonly citizens: readonly Citizen[]
  readonly statements: readonly Statement[]
  readonly directory: Directory
}

const personOf = (name: string) => ({
  name: `Persoon ${name}`.slice(0, 60),
  function: 'jongerenwerker',
  phone: '06-00 00 00 00',
})
const CONTACT = { ...personOf('Contact'), mail: 'contact@example.nl' }

const organisationOf = (index: number): Organisation => ({
  id: `organisation-${index + 1}`,
  serial: 1,
  name: `Organisatie ${index + 1}`,
  kind: KINDS[index % KINDS.length]!,
  linie: 'front',
  neighbourhoods: [WIJK],
  caseloadSize: 100,
  basis: { text: 'Taak van algemeen belang, met instemming van de FG.', by: 'Bestuur', on: '2026-08-01' },
  bsnBasis: null,
  contact: CONTACT,
  standIn: CONTACT,
})

const deviceKeys = (organisation: Organisation, place: number): DeviceKeys => {
  const id = `${organisation.id}-${String.fromCharCode(97 + place)}`
  const coordinates = organisation.kind === 'neighbourhood-team' && place < 2
  const roles: Role[] =
    place === 0
      ? ['administrator', 'professional']
      : place === 2
        ? ['administrator', 'professional']
        : ['professional']
  if (coordinates) roles.push('coordinator')
  const signing = signingOf(id)
  const privateKey = secretOf(`hpke|${id}`)
  const publicKey = x25519.getPublicKey(privateKey)
  return {
    device: {
      id,
      organisationId: organisation.id,
      serial: 1,
      roles,
      neighbourhoods: coordinates ? [WIJK] : [],
      signingKey: toBase64url(signing.publicKey),
      hpkeKey: toBase64url(publicKey),
      label: null,
    },
    signing,
    hpke: { privateKey, publicKey },
  }
}

const MOST_PLACES = 50
/**
 * Keys that are verified with are imported once in a process and kept. Whether one was there already would
 * show in the order of things, so all of a town's are, before its first moment.
 */
export const keysKnown = async (): Promise<void> => {
  const keys = [...KINDS, null].flatMap((_, index) =>
    Array.from(
      { length: MOST_PLACES },
      (__, place) => signingOf(`organisation-${index + 1}-${String.fromCharCode(97 + place)}`).publicKey,
    ),
  )
  const nothing = new Uint8Array(64)
  for (const key of [...keys, ...Object.values(ROOTS).map(fromBase64url)])
    await verify(key, 'known', nothing, nothing)
}

interface Founded {
  readonly statements: readonly Statement[]
  readonly devices: readonly DeviceKeys[]
  readonly organisation: Organisation
  readonly byDevice: readonly Statement[]
}
const founded = new Map<string, Promise<Founded>>()

const found = async (index: number, count: number): Promise<Founded> => {
  const organisation = organisationOf(index)
  const devices = Array.from({ length: count }, (_, place) => deviceKeys(organisation, place))
  const founder = devices[0]!
  const byDevice = [await admitted(organisation, founder.device, BODIES, FOUNDED_AT)]
  for (const { device } of devices.slice(1)) byDevice.push(await deviceAdmitted(device, founder, FOUNDED_AT))
  const directory = await foldAll(byDevice, ROOTS)
  const key = await makeOrganisationKey(organisation.id, directory, await signerOf(founder))
  const after = await foldAll([key], ROOTS, directory)
  const privateKey = (await openOrganisationKey(after.organisationKeys.get(organisation.id)![0]!, [
    { deviceId: founder.device.id, hpkeKey: await importHpkeKey(founder.hpke.privateKey) },
  ]))!
  const statements = [
    ...byDevice,
    key,
    await detailed(organisation, founder, { on: '2026-08-02', officer: 'F. Gerritsen' }, FOUNDED_AT),
  ]
  for (const { device } of devices.filter(({ device }) => device.roles.includes('administrator'))) {
    const label = sealLabel(personOf(device.id).name, device.id, 1, privateKey, (length) =>
      secretOf(`label|${device.id}`).slice(0, length),
    )
    statements.push(await deviceAdmitted({ ...device, serial: 2, label }, founder, FOUNDED_AT))
  }
  return { statements, devices, organisation, byDevice }
}

/**
 * A town of so many devices over some organisations, each with a few children of which others have some too.
 */
export const settle = async (count: number, at: Date, chance: Chance): Promise<Town> => {
  const organisations = Math.min(KINDS.length, Math.max(2, Math.ceil(count / chance.between(1, 3))), count)
  const sizes = Array.from({ length: organisations }, (_, i) =>
    Math.floor((count + organisations - 1 - i) / organisations),
  )
  const statements: Statement[] = []
  const citizens: Citizen[] = []
  const people = Math.min(PEOPLE_COUNT, Math.max(2, Math.ceil(count * 0.8)))
  for (const [index, size] of sizes.entries()) {
    const name = `${index}|${size}`
    if (!founded.has(name)) founded.set(name, found(index, size))
    const { devices, organisation, statements: said, byDevice } = await founded.get(name)!
    statements.push(...said)
    devices.forEach((keys, place) => {
      const own = place === 0 ? byDevice.slice(0, 1) : [byDevice[0]!, byDevice[place]!]
      const known = chance
        .shuffled(Array.from({ length: people }, (_, i) => i))
        .slice(0, chance.between(1, 2))
      citizens.push({
        deviceId: keys.device.id,
        organisation,
        roles: keys.device.roles,
        keys,
        children: known.map((child) =>
          childOf(
            child,
            chance.happens(0.3) ? 1 : 0,
            `child-${String(child).padStart(3, '0')}-${keys.device.id}`,
          ),
        ),
        identity: {
          person: personOf(keys.device.id),
          deviceId: keys.device.id,
          signingSeed: toBase64url(keys.signing.seed),
          hpkeKey: toBase64url(keys.hpke.privateKey),
          formerKeys: [],
          statements: own,
          roots: ROOTS,
          servers: SERVERS,
        },
      })
    })
  }
  const away = `${KINDS.length}|1`
  if (!founded.has(away)) founded.set(away, found(KINDS.length, 1))
  const strange = await founded.get(away)!
  statements.push(...strange.statements)
  const directory = await foldAll(statements, ROOTS)
  const scope = await makeWeekKey(
    weekNumber(at),
    directory,
    { id: citizens[0]!.deviceId, signingKey: await importSigningKey(citizens[0]!.keys.signing.seed) },
    chance.bytes,
  )
  return {
    citizens,
    stranger: await strangerOf(strange, directory, scope),
    statements: [...statements, scope],
    directory: await foldAll([scope], ROOTS, directory),
  }
}

const strangerOf = async (
  { devices: [keys], organisation }: Founded,
  { organisationKeys }: Directory,
  scope: Statement,
): Promise<Stranger> => {
  const own = { deviceId: keys!.device.id, hpkeKey: await importHpkeKey(keys!.hpke.privateKey) }
  const privateKey = (await openOrganisationKey(organisationKeys.get(organisation.id)![0]!, [own]))!
  const offered = JSON.parse(scope.body) as StatementOf<'week-key'>
  return {
    keys: keys!,
    organisation,
    signingKey: await importSigningKey(keys!.signing.seed),
    weekKey: (await openWeekKey(offered, organisation.id, [await importHpkeKey(privateKey)]))!,
  }
}

export const DATA_KEY = secretOf('data-key')

/** Writes what a device in use has on its disk, and returns its vault record. */
export const furnish = async (
  citizen: Citizen,
  disk: Disk,
  town: Town,
  at: Date,
  seenAtMs: number,
  logId: string,
): Promise<string> => {
  const { indexedDB, IDBKeyRange } = disk.mount({
    step: () => false,
    full: () => null,
    later: (task) => task(),
  })
  const io = {
    indexedDB,
    IDBKeyRange,
    random: (length: number) => secretOf(`furnish|${citizen.deviceId}`).slice(0, length),
  }
  const isAdministrator = citizen.roles.includes('administrator')
  const own = town.statements.filter(
    (statement) =>
      isMembership(statement) &&
      JSON.parse(statement.body).type !== 'week-key' &&
      statement.body.includes(`"${citizen.organisation.id}"`),
  )
  const changes: Change[] = [
    setMeta('identity', citizen.identity),
    setMeta('directory', { after: town.statements.length, statements: town.statements }),
    setMeta('cursor', 0),
    setMeta('pins', Object.assign({}, ...[...pinnedAt(at)].map(pinsOf)) as Pins),
    setMeta('checkpoint', { time: at.toISOString(), logId, head: 0, seenAtMs }),
    ...(isAdministrator ? [setMeta('trusteeTold', own.length)] : []),
  ]
  for (const child of citizen.children) {
    changes.push(put('children', child.id, child))
    for (const epoch of epochsToPrepare(at))
      changes.push(
        put('tokens', tokensKey(epoch, child.id), {
          childId: child.id,
          epoch,
          generations: '0.0',
          tokens: tokensOf(epoch, matchKeysOf(child, false)),
        }),
      )
  }
  const store = await LocalStore.open(citizen.deviceId, DATA_KEY, io)
  await store.write(changes)
  store.close()
  await readTries(citizen.deviceId, io)
  return makeVaultRecord(
    DATA_KEY,
    null,
    {
      deviceId: citizen.deviceId,
      relay: SERVERS.relay,
      roots: ROOTS,
      admissions: admissionsIn(citizen.identity.statements),
    },
    { argon2: cheapCosts, random: io.random },
  )
}
