/**
 * Makes a fictional town: the keys of both bodies, admitted organisations, a device file per person with a
 * first caseload. Done once per data folder; from then on its people's own devices keep the keys.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { initConfig, municipalitySeed, readConfig, seedOf } from '../../relay/config.ts'
import type { Servers } from '../../shared/bridge.ts'
import { systemRandom, type Argon2Cost } from '../../shared/crypto/seal.ts'
import { isBehind } from '../../shared/domain/linies.ts'
import { DEMO_PASSPHRASE } from '../../shared/demo.ts'
import { sealDeviceFile } from '../../shared/device-file.ts'
import { toBase64url } from '../../shared/encoding.ts'
import { emptyDirectory, type Roots } from '../../shared/membership/directory.ts'
import { foldAll } from '../../shared/membership/fold/fold.ts'
import { makeOrganisationKey } from '../../shared/membership/organisation-key.ts'
import { makeWeekKey } from '../../shared/membership/week-key.ts'
import { scopeOf } from '../../shared/membership/roles.ts'
import type { Organisation, Statement } from '../../shared/membership/statements.ts'
import { weekNumber } from '../../shared/calendar/time.ts'
import {
  admitted,
  detailed,
  deviceAdmitted,
  makeDevice,
  signerOf,
  type Bodies,
  type DeviceKeys,
} from './membership.ts'
import {
  DEMO_BASIS,
  DEMO_OFFICER,
  ORGANISATIONS,
  SHOWN,
  type DemoOrganisation,
  type DemoPerson,
} from './people.ts'

const CASELOADS = join(import.meta.dirname, 'veenwijk')

/** Of the list of wijken and buurten. */
const YEAR_OF_AREAS = 2026

/** Grows when what lies in the data folder changes its form. */
const TOWN_VERSION = 4

interface FirstList {
  readonly name: string
  readonly text: string
}
/**
 * What a town is made of. `listOf`: with which a person begins; `decidedOn`: ISO date of everybody's basis
 * and DPIA; `at`: of the admission.
 */
export interface TownPlan {
  readonly name: string
  readonly organisations: readonly DemoOrganisation[]
  readonly shown: readonly string[]
  readonly decidedOn: string
  readonly at: Date
  /** What it costs to try a passphrase on a device file; without a word the minimum that is safe. */
  readonly fileCost?: Argon2Cost
  listOf(person: DemoPerson, organisation: DemoOrganisation): Promise<FirstList | null>
}

export const veenwijk = (): TownPlan => ({
  name: 'Veenwijk',
  organisations: ORGANISATIONS,
  shown: SHOWN,
  decidedOn: '2026-09-01',
  at: new Date(),
  listOf: async ({ roles }, { caseload }) =>
    caseload !== null && roles.includes('professional')
      ? { name: caseload, text: await readFile(join(CASELOADS, caseload), 'utf8') }
      : null,
})

/**
 * Who lives in the town of a data folder, in the order in which they are shown; the windows of `shown` open
 * by themselves.
 */
const TownFile = z.object({
  version: z.literal(TOWN_VERSION),
  name: z.string(),
  people: z.array(
    z.object({ profile: z.string(), name: z.string(), does: z.string(), organisation: z.string() }),
  ),
  shown: z.array(z.string()),
})
export type TownFile = z.infer<typeof TownFile>

export interface TownFolders {
  readonly data: string
  readonly relay: string
  readonly trustee: string
  readonly devices: string
  readonly town: string
}
export const foldersOf = (data: string): TownFolders => ({
  data,
  relay: join(data, 'relay'),
  trustee: join(data, 'trustee'),
  devices: join(data, 'devices'),
  town: join(data, 'veenwijk.json'),
})

/** Signing keys of both bodies, before their servers start. */
export const makeRoots = async (folders: TownFolders): Promise<Roots> => {
  const {
    roots: { municipality },
    publicKey: relay,
  } = await initConfig(folders.relay, 'relay', {})
  const trustee = (await initConfig(folders.trustee, 'trustee', { municipality, relay })).publicKey
  await initConfig(folders.relay, 'relay', { trustee })
  return { municipality: municipality!, trustee, relay }
}

const bodiesOf = async (folders: TownFolders): Promise<Bodies> => ({
  municipality: await municipalitySeed(folders.relay),
  trustee: seedOf(await readConfig(folders.trustee, 'trustee')),
})

const organisationOf = (
  { id, name, kind, linie, neighbourhoods, caseloadSize, contact, standIn }: DemoOrganisation,
  decidedOn: string,
): Organisation => ({
  id,
  serial: 1,
  name,
  kind,
  linie,
  neighbourhoods: [...neighbourhoods],
  caseloadSize,
  basis: { ...DEMO_BASIS, on: decidedOn },
  bsnBasis: null,
  contact,
  standIn,
})

const writeDeviceFile = async (
  person: DemoPerson,
  keys: DeviceKeys,
  made: {
    readonly caseload: FirstList | null
    readonly statements: readonly Statement[]
    readonly roots: Roots
    readonly servers: Servers
    readonly folders: TownFolders
    readonly cost: Argon2Cost | undefined
  },
): Promise<void> => {
  const { caseload, statements, roots, servers, folders, cost } = made
  const identity = {
    person: { name: person.name, function: person.function, phone: person.phone },
    deviceId: keys.device.id,
    signingSeed: toBase64url(keys.signing.seed),
    hpkeKey: toBase64url(keys.hpke.privateKey),
    formerKeys: [],
    statements: [...statements],
    roots,
    servers,
  }
  const areas = { year: YEAR_OF_AREAS, text: await readFile(join(CASELOADS, 'wijken.csv'), 'utf8') }
  await writeFile(
    join(folders.devices, `${person.profile}.device`),
    await sealDeviceFile({ identity, caseload, areas, rows: null }, DEMO_PASSPHRASE, systemRandom, cost),
    { mode: 0o600 },
  )
}

const publish = async (relayUrl: string, statements: readonly Statement[]): Promise<void> => {
  const response = await fetch(`${relayUrl}/v1/directory`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ statements }),
  })
  if (!response.ok)
    throw new Error(
      `the relay refused the directory of the town: ${response.status} ${await response.text()}`,
    )
}

/**
 * Admits everybody and writes the device files. The first administrator of an organisation is its founding
 * device. `progress` is told each organisation's name.
 */
export const makeTown = async (
  plan: TownPlan,
  folders: TownFolders,
  roots: Roots,
  servers: Servers,
  progress: (name: string) => void,
): Promise<void> => {
  await mkdir(folders.devices, { recursive: true })
  const at = plan.at.toISOString()
  const bodies = await bodiesOf(folders)
  const statements: Statement[] = []
  let directory = emptyDirectory
  const say = async (...more: Statement[]): Promise<void> => {
    statements.push(...more)
    directory = await foldAll(more, roots, directory)
  }
  let inFront: DeviceKeys | null = null
  for (const demo of plan.organisations) {
    progress(demo.name)
    const organisation = organisationOf(demo, plan.decidedOn)
    const devices = await Promise.all(
      demo.people.map(({ profile, roles, neighbourhoods }) =>
        makeDevice({
          id: deviceIdOf(profile),
          organisationId: demo.id,
          roles: [...roles],
          neighbourhoods: [...neighbourhoods],
        }),
      ),
    )
    const founder = devices.find(({ device }) => device.roles.includes('administrator'))!
    if (!isBehind(demo) && scopeOf(demo) === 'signals') inFront ??= founder
    const admission = await admitted(organisation, founder.device, bodies, at)
    const others = await Promise.all(
      devices.filter((one) => one !== founder).map(({ device }) => deviceAdmitted(device, founder, at)),
    )
    await say(
      admission,
      ...others,
      await detailed(organisation, founder, { on: plan.decidedOn, officer: DEMO_OFFICER }, at),
    )
    await say(await makeOrganisationKey(demo.id, directory, await signerOf(founder)))
    for (const [i, person] of demo.people.entries())
      await writeDeviceFile(person, devices[i]!, {
        caseload: await plan.listOf(person, demo),
        statements: [admission, ...others],
        roots,
        servers,
        folders,
        cost: plan.fileCost,
      })
  }
  await say(await makeWeekKey(weekNumber(plan.at), directory, await signerOf(inFront!), systemRandom))
  await publish(servers.relay, statements)
}

/** Of the device that a person begins with. */
export const deviceIdOf = (profile: string): string => `${profile}-1`

/** The last thing that is written: from here on the folder holds a whole town. */
export const keepTown = ({ name, organisations, shown }: TownPlan, folders: TownFolders): Promise<void> => {
  const people = organisations.flatMap((organisation) =>
    organisation.people.map(({ profile, name: called, does }) => ({
      profile,
      name: called,
      does,
      organisation: organisation.name,
    })),
  )
  const town: TownFile = {
    version: TOWN_VERSION,
    name,
    people: people.toSorted((a, b) => rank(shown, a.profile) - rank(shown, b.profile)),
    shown: [...shown],
  }
  return writeFile(folders.town, JSON.stringify(town))
}
const rank = (shown: readonly string[], profile: string): number => {
  const at = shown.indexOf(profile)
  return at < 0 ? shown.length : at
}

/**
 * Null where there is none yet. Throws where an older version made it. `fresh`: the command that begins
 * again.
 */
export const readTown = async (folders: TownFolders, fresh: string): Promise<TownFile | null> => {
  if (!existsSync(folders.town)) return null
  const town = TownFile.safeParse(JSON.parse(await readFile(folders.town, 'utf8')))
  if (!town.success)
    throw new Error(
      `the town in this data folder was made by another version of Ruggensteun. '${fresh}' makes a new one and deletes the old; '--data DIR' makes one beside it.`,
    )
  return town.data
}
