/** What every rule of the fold is made of: who signed, whether it is newer, what comes out. */
import { signedBy } from '../../crypto/signing.ts'
import type { Directory, Roots } from '../directory.ts'
import { type Action, mayDo } from '../roles.ts'
import type { Statement, Device, StatementBody, StatementOf } from '../statements.ts'

export type Folded =
  | { readonly accepted: true; readonly directory: Directory }
  | { readonly accepted: false; readonly reason: string }

export const refused = (reason: string): Folded => ({ accepted: false, reason })

export const accepted = (directory: Directory): Folded => ({ accepted: true, directory })

export const withEntry = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> =>
  new Map(map).set(key, value)

export const without = <K, V>(map: ReadonlyMap<K, V>, keys: readonly K[]): ReadonlyMap<K, V> =>
  new Map([...map].filter(([key]) => !keys.includes(key)))

/** Both bodies, or nothing: neither can admit or remove anybody alone. */
export const byBothBodies = async (statement: Statement, roots: Roots): Promise<boolean> =>
  (await signedBy(statement, 'municipality', roots.municipality)) &&
  (await signedBy(statement, 'trustee', roots.trustee))

export const signerOf = async (directory: Directory, statement: Statement): Promise<Device | null> => {
  const device = directory.devices.get(statement.signatures[0]!.by)
  return device && (await signedBy(statement, device.id, device.signingKey)) ? device : null
}

/** The administrator device of this organisation that signed, or why it does not count. */
export const administrator = async (
  directory: Directory,
  statement: Statement,
  organisationId: string | null,
  action: Action,
): Promise<Device | string> => {
  const signer = await signerOf(directory, statement)
  if (!signer) return `${action} needs the signature of a device that takes part`
  if (organisationId !== null && signer.organisationId !== organisationId)
    return `${action} needs a device of the same organisation`
  return mayDo(signer.roles, action) ? signer : `${action} needs an administrator device`
}

export const isNewer = (directory: Directory, key: string, serial: number): boolean =>
  serial > (directory.serials.get(key) ?? 0)

export type Rule<T extends StatementBody['type']> = (
  directory: Directory,
  body: StatementOf<T>,
  statement: Statement,
  roots: Roots,
) => Promise<Folded>
