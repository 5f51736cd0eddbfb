/**
 * Makes Veenwijk: the keys of both bodies, four admitted organisations, a device file per person with a caseload read from
 * the shipped CSV. Done once per data folder; from then on its people's own devices keep the keys.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { initConfig, municipalitySeed, readConfig, seedOf } from '../../relay/config.ts'
import type { Servers } from '../../shared/bridge.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { DEMO_PASSPHRASE } from '../../shared/demo.ts'
import { sealDeviceFile } from '../../shared/device-file.ts'
import { toBase64url } from '../../shared/encoding.ts'
import { emptyDirectory, foldAll, type Roots } from '../../shared/protocol/directory.ts'
import { makeOrganisationKey } from '../../shared/protocol/organisation-key.ts'
import { makeScopeKey } from '../../shared/protocol/scope-key.ts'
import type { Organisation, Statement } from '../../shared/protocol/statements.ts'
import { weekNumber } from '../../shared/time.ts'
import { admitted, detailed, deviceAdmitted, makeDevice, signerOf, type Bodies, type DeviceKeys } from './membership.ts'
import { DEMO_BASIS, DEMO_DPIA, ORGANISATIONS, type DemoOrganisation, type DemoPerson } from './people.ts'

const CASELOADS = join(import.meta.dirname, 'veenwijk')

/** Grows when what lies in the data folder changes its form. */
const TOWN_VERSION = 2

export interface TownFolders { readonly data: string; readonly relay: string; readonly trustee: string; readonly devices: string; readonly town: string }
export const foldersOf = (data: string): TownFolders =>
  ({ data, relay: join(data, 'relay'), trustee: join(data, 'trustee'), devices: join(data, 'devices'), town: join(data, 'veenwijk.json') })

/** Signing keys of both bodies, before their servers start. */
export const makeRoots = async (folders: TownFolders): Promise<Roots> => {
  const { roots: { municipality }, publicKey: relay } = await initConfig(folders.relay, 'relay', {})
  const trustee = (await initConfig(folders.trustee, 'trustee', { municipality, relay })).publicKey
  await initConfig(folders.relay, 'relay', { trustee })
  return { municipality: municipality!, trustee, relay }
}

const bodiesOf = async (folders: TownFolders): Promise<Bodies> =>
  ({ municipality: await municipalitySeed(folders.relay), trustee: seedOf(await readConfig(folders.trustee, 'trustee')) })

const organisationOf = ({ id, name, kind, linie, neighbourhoods, caseloadSize, contact, standIn }: DemoOrganisation): Organisation =>
  ({ id, serial: 1, name, kind, linie, neighbourhoods, caseloadSize, basis: DEMO_BASIS, bsnBasis: null, contact, standIn })

const writeDeviceFile = async (person: DemoPerson, demo: DemoOrganisation, keys: DeviceKeys, statements: readonly Statement[], roots: Roots, servers: Servers, folders: TownFolders): Promise<void> => {
  const identity = {
    person: { name: person.name, function: person.function, phone: person.phone }, deviceId: keys.device.id, signingSeed: toBase64url(keys.signing.seed), hpkeKey: toBase64url(keys.hpke.privateKey),
    formerKeys: [], statements: [...statements], roots, servers,
  }
  const caseload = { name: demo.caseload, text: await readFile(join(CASELOADS, demo.caseload), 'utf8') }
  await writeFile(join(folders.devices, `${person.profile}.device`), await sealDeviceFile({ identity, caseload, rows: null }, DEMO_PASSPHRASE, systemRandom), { mode: 0o600 })
}

const publish = async (relayUrl: string, statements: readonly Statement[]): Promise<void> => {
  const response = await fetch(`${relayUrl}/v1/directory`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ statements }) })
  if (!response.ok) throw new Error(`the relay refused the directory of Veenwijk: ${response.status} ${await response.text()}`)
}

/** First start: admits everybody and writes the device files. The first administrator of an organisation is its founding device. `progress` is told each organisation's name. */
export const makeTown = async (folders: TownFolders, roots: Roots, servers: Servers, progress: (name: string) => void): Promise<void> => {
  await mkdir(folders.devices, { recursive: true })
  const at = new Date().toISOString()
  const bodies = await bodiesOf(folders)
  const statements: Statement[] = []
  let directory = emptyDirectory
  const say = async (...more: Statement[]): Promise<void> => {
    statements.push(...more)
    directory = await foldAll(more, roots, directory)
  }
  let founder: DeviceKeys | null = null
  for (const demo of ORGANISATIONS) {
    progress(demo.name)
    const organisation = organisationOf(demo)
    const devices = await Promise.all(demo.people.map(({ profile, roles, neighbourhoods }) => makeDevice({ id: `${profile}-1`, organisationId: demo.id, roles: [...roles], neighbourhoods: [...neighbourhoods] })))
    founder = devices.find(({ device }) => device.roles.includes('administrator'))!
    const admission = await admitted(organisation, founder.device, bodies, at)
    const others = await Promise.all(devices.filter((one) => one !== founder).map(({ device }) => deviceAdmitted(device, founder!, at)))
    await say(admission, ...others, await detailed(organisation, founder, DEMO_DPIA, at))
    await say(await makeOrganisationKey(demo.id, directory, await signerOf(founder)))
    for (const [i, person] of demo.people.entries()) await writeDeviceFile(person, demo, devices[i]!, [admission, ...others], roots, servers, folders)
  }
  await say(await makeScopeKey(weekNumber(new Date()), directory, await signerOf(founder!), systemRandom))
  await publish(servers.relay, statements)
  await writeFile(folders.town, JSON.stringify({ version: TOWN_VERSION }))
}

/** Throws where this data folder holds a town that an older version made. */
export const checkTown = async (folders: TownFolders): Promise<void> => {
  const { version } = JSON.parse(await readFile(folders.town, 'utf8')) as { version?: number }
  if (version !== TOWN_VERSION) throw new Error("the town in this data folder was made by another version of Ruggensteun. 'npm start -- --fresh' makes a new one and deletes the old; '--data DIR' makes one beside it.")
}
