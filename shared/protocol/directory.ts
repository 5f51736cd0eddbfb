/**
 * The directory: who takes part, folded from statements. Pure but for signature checks; relay, trustee and every
 * client run this same code, so that a ghost organisation needs both roots to sign (crypto.md 3).
 */
import { readStatement, signedBy } from '../crypto/signing.ts'
import type { Device, Organisation, Statement, StatementOf } from './statements.ts'

/** Root keys every party is born with, base64url Ed25519. */
export interface Roots { readonly municipality: string; readonly trustee: string; readonly relay: string }

export interface Directory {
  readonly organisations: ReadonlyMap<string, Organisation>
  readonly devices: ReadonlyMap<string, Device>
  /** First valid one per week in the log's order counts (design.md 4). */
  readonly scopeKeys: ReadonlyMap<number, StatementOf<'scope-key'>>
}

export const emptyDirectory: Directory = { organisations: new Map(), devices: new Map(), scopeKeys: new Map() }

export type Folded = { readonly accepted: true; readonly directory: Directory } | { readonly accepted: false; readonly reason: string }

const refused = (reason: string): Folded => ({ accepted: false, reason })

type Recipients = StatementOf<'scope-key'>['sealedTo']

/** The same key sealed to organisations that were admitted later in the week; nobody's own place can be changed. */
const withNewRecipients = (known: Recipients, more: Recipients): Recipients =>
  [...known, ...more.filter(({ organisationId }) => !known.some((entry) => entry.organisationId === organisationId))]

/** One statement more. A refused statement changes nothing and says why. */
export const foldStatement = async (directory: Directory, statement: Statement, roots: Roots): Promise<Folded> => {
  const body = readStatement(statement)
  if (!body) return refused('statement does not fit its schema')
  switch (body.type) {
    case 'organisation-admitted': {
      const both = (await signedBy(statement, 'municipality', roots.municipality)) && (await signedBy(statement, 'trustee', roots.trustee))
      if (!both) return refused('an organisation needs the signatures of municipality and trustee')
      return { accepted: true, directory: { ...directory, organisations: new Map(directory.organisations).set(body.organisation.id, body.organisation) } }
    }
    case 'device-admitted': {
      const organisation = directory.organisations.get(body.device.organisationId)
      if (!organisation) return refused('the organisation of this device was not admitted')
      if (!(await signedBy(statement, organisation.id, organisation.signingKey))) return refused('a device needs the signature of its organisation')
      const known = directory.devices.get(body.device.id)
      if (known && known.signingKey !== body.device.signingKey) return refused('this device id belongs to another key')
      return { accepted: true, directory: { ...directory, devices: new Map(directory.devices).set(body.device.id, body.device) } }
    }
    case 'scope-key': {
      const device = directory.devices.get(body.deviceId)
      if (!device?.roles.includes('administrator')) return refused('a scope key comes from an administrator device')
      if (!(await signedBy(statement, device.id, device.signingKey))) return refused('a scope key needs the signature of its device')
      const first = directory.scopeKeys.get(body.week)
      if (first && first.keyId !== body.keyId) return refused('this week has its scope key')
      const sealedTo = first ? withNewRecipients(first.sealedTo, body.sealedTo) : body.sealedTo
      if (first && sealedTo.length === first.sealedTo.length) return refused('nobody is added to the scope key of this week')
      return { accepted: true, directory: { ...directory, scopeKeys: new Map(directory.scopeKeys).set(body.week, { ...(first ?? body), sealedTo }) } }
    }
    default:
      return refused(`a statement of type ${body.type} does not belong in the directory`)
  }
}

/** The organisation and device of a certificate chain, or null when any link is missing (used where no directory is kept). */
export const verifyChain = async (organisation: Statement, device: Statement, roots: Roots): Promise<{ organisation: Organisation; device: Device } | null> => {
  const first = await foldStatement(emptyDirectory, organisation, roots)
  if (!first.accepted) return null
  const second = await foldStatement(first.directory, device, roots)
  if (!second.accepted) return null
  const [admitted] = first.directory.organisations.values()
  const [member] = second.directory.devices.values()
  return admitted && member ? { organisation: admitted, device: member } : null
}

