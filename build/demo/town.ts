/**
 * Makes Veenwijk: the keys of both bodies, four admitted organisations, a device file per person with a caseload read from
 * the shipped CSV. Done once per data folder; later starts only add the scope key of a new week.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { initConfig, readConfig, seedOf } from '../../relay/config.ts'
import { generateHpkeKey, type HpkeKeyPair } from '../../shared/crypto/hpke.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { generateSigningKey, importSigningKey, signStatement, type SigningKeyPair } from '../../shared/crypto/signing.ts'
import { DEMO_PASSPHRASE } from '../../shared/demo.ts'
import { sealDeviceFile } from '../../shared/device-file.ts'
import { fromBase64url, toBase64url } from '../../shared/encoding.ts'
import { emptyDirectory, foldStatement, type Roots } from '../../shared/protocol/directory.ts'
import { makeScopeKey } from '../../shared/protocol/scope-key.ts'
import type { Device, Organisation, Statement } from '../../shared/protocol/statements.ts'
import { weekNumber } from '../../shared/time.ts'
import { ORGANISATIONS, type DemoOrganisation, type DemoPerson } from './people.ts'

const CASELOADS = join(import.meta.dirname, 'veenwijk')

interface TownFile { readonly administrator: { readonly id: string; readonly signingSeed: string }; readonly statements: readonly Statement[] }

export interface TownFolders { readonly data: string; readonly relay: string; readonly trustee: string; readonly devices: string; readonly town: string }
export const foldersOf = (data: string): TownFolders =>
  ({ data, relay: join(data, 'relay'), trustee: join(data, 'trustee'), devices: join(data, 'devices'), town: join(data, 'veenwijk.json') })

/** Signing keys of both bodies, before their servers start. The municipality's root never leaves this folder. */
export const makeRoots = async (folders: TownFolders): Promise<Roots> => {
  const file = join(folders.data, 'municipality.json')
  if (!existsSync(file)) {
    await mkdir(folders.data, { recursive: true })
    const key = await generateSigningKey()
    await writeFile(file, JSON.stringify({ seed: toBase64url(key.seed), publicKey: toBase64url(key.publicKey) }), { mode: 0o600 })
  }
  const { publicKey: municipality } = JSON.parse(await readFile(file, 'utf8')) as { publicKey: string }
  const trustee = (await initConfig(folders.trustee, 'trustee', { municipality })).publicKey
  const relay = (await initConfig(folders.relay, 'relay', { municipality, trustee })).publicKey
  return { municipality, trustee, relay }
}

interface Made { readonly statement: Statement; readonly organisation: Organisation; readonly signing: SigningKeyPair; readonly hpke: HpkeKeyPair }

const admitOrganisation = async (demo: DemoOrganisation, folders: TownFolders): Promise<Made> => {
  const [signing, hpke] = [await generateSigningKey(), await generateHpkeKey()]
  const { id, name, kind, linie, neighbourhoods, caseloadSize } = demo
  const organisation: Organisation = { id, name, kind, linie, neighbourhoods, caseloadSize, bsnBasis: null, signingKey: toBase64url(signing.publicKey), hpkeKey: toBase64url(hpke.publicKey) }
  const municipality = JSON.parse(await readFile(join(folders.data, 'municipality.json'), 'utf8')) as { seed: string }
  const statement = await signStatement({ type: 'organisation-admitted', organisation, at: new Date().toISOString() }, [
    { by: 'municipality', key: await importSigningKey(fromBase64url(municipality.seed)) },
    { by: 'trustee', key: await importSigningKey(seedOf(await readConfig(folders.trustee, 'trustee'))) },
  ])
  return { statement, organisation, signing, hpke }
}

const admitDevice = async (person: DemoPerson, demo: DemoOrganisation, made: Made, roots: Roots, servers: { relay: string; trustee: string }, folders: TownFolders): Promise<{ statement: Statement; signingSeed: string }> => {
  const [signing, hpke] = [await generateSigningKey(), await generateHpkeKey()]
  const device: Device = { id: `${person.profile}-1`, organisationId: demo.id, roles: [...person.roles], neighbourhoods: [...person.neighbourhoods], signingKey: toBase64url(signing.publicKey), hpkeKey: toBase64url(hpke.publicKey) }
  const statement = await signStatement({ type: 'device-admitted', device, at: new Date().toISOString() }, [{ by: demo.id, key: await importSigningKey(made.signing.seed) }])
  const identity = {
    person: { name: person.name, function: person.function, phone: person.phone }, signingSeed: toBase64url(signing.seed), hpkeKey: toBase64url(hpke.privateKey),
    organisationHpkeKey: toBase64url(made.hpke.privateKey), organisation: made.statement, device: statement, roots, servers,
  }
  const caseload = { name: demo.caseload, text: await readFile(join(CASELOADS, demo.caseload), 'utf8') }
  await writeFile(join(folders.devices, `${person.profile}.device`), await sealDeviceFile({ identity, caseload }, DEMO_PASSPHRASE, systemRandom), { mode: 0o600 })
  return { statement, signingSeed: identity.signingSeed }
}

const publish = async (relayUrl: string, statements: readonly Statement[]): Promise<void> => {
  const response = await fetch(`${relayUrl}/v1/directory`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ statements }) })
  if (!response.ok) throw new Error(`the relay refused the directory of Veenwijk: ${response.status} ${await response.text()}`)
}

/** First start: admits everybody and writes the device files. `progress` is told each organisation's name. */
export const makeTown = async (folders: TownFolders, roots: Roots, servers: { relay: string; trustee: string }, progress: (name: string) => void): Promise<void> => {
  await mkdir(folders.devices, { recursive: true })
  const statements: Statement[] = []
  let administrator: TownFile['administrator'] | null = null
  for (const demo of ORGANISATIONS) {
    progress(demo.name)
    const made = await admitOrganisation(demo, folders)
    statements.push(made.statement)
    for (const person of demo.people) {
      const device = await admitDevice(person, demo, made, roots, servers, folders)
      statements.push(device.statement)
      if (person.roles.includes('administrator')) administrator = { id: `${person.profile}-1`, signingSeed: device.signingSeed }
    }
  }
  if (!administrator) throw new Error('Veenwijk has no administrator')
  await publish(servers.relay, statements)
  await writeFile(folders.town, JSON.stringify({ administrator, statements } satisfies TownFile), { mode: 0o600 })
}

/** Publishes the scope key of this week where the log has none; the first valid one counts, so trying again does no harm. */
export const keepScopeKey = async (folders: TownFolders, roots: Roots, relayUrl: string): Promise<void> => {
  const town = JSON.parse(await readFile(folders.town, 'utf8')) as TownFile
  let directory = emptyDirectory
  for (const statement of town.statements) {
    const folded = await foldStatement(directory, statement, roots)
    if (folded.accepted) directory = folded.directory
  }
  const device = { id: town.administrator.id, signingKey: await importSigningKey(fromBase64url(town.administrator.signingSeed)) }
  const statement = await makeScopeKey(weekNumber(new Date()), directory, device, systemRandom)
  await publish(relayUrl, [statement]).catch((error: unknown) => {
    if (!(error instanceof Error) || !error.message.includes('401')) throw error
  })
}
