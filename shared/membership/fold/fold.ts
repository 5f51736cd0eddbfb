/** The fold of all statements, from nothing, in their order: the same at relay, trustee and every device. */
import { readStatement } from '../../crypto/signing.ts'
import { type Directory, type Roots, emptyDirectory, organisationOfDevice } from '../directory.ts'
import { escalation, escalationConfirmed, wijkRules } from './agreements.ts'
import { deviceAdmitted, deviceRevoked, deviceMoved } from './devices.ts'
import { organisationKey, weekKey, weekKeyUnusable } from './keys.ts'
import { organisationAdmitted, organisationRemoved, organisationDetails } from './organisations.ts'
import { type Folded, refused } from './rule.ts'
import type { Statement, StatementBody } from '../statements.ts'
import { statementHoldsBsn } from '../written-words.ts'

/** One statement more. A refused statement changes nothing and says why. */
export const foldStatement = async (
  directory: Directory,
  statement: Statement,
  roots: Roots,
): Promise<Folded> => {
  const body = readStatement(statement)
  if (!body) return refused('statement does not fit its schema')
  if (statementHoldsBsn(statement)) return refused('a BSN stands in its words')
  switch (body.type) {
    case 'organisation-admitted':
      return organisationAdmitted(directory, body, statement, roots)
    case 'organisation-removed':
      return organisationRemoved(directory, body, statement, roots)
    case 'organisation-details':
      return organisationDetails(directory, body, statement, roots)
    case 'device-admitted':
      return deviceAdmitted(directory, body, statement, roots)
    case 'device-revoked':
      return deviceRevoked(directory, body, statement, roots)
    case 'device-moved':
      return deviceMoved(directory, body, statement, roots)
    case 'organisation-key':
      return organisationKey(directory, body, statement, roots)
    case 'week-key':
      return weekKey(directory, body, statement, roots)
    case 'week-key-unusable':
      return weekKeyUnusable(directory, body, statement, roots)
    case 'escalation':
      return escalation(directory, body, statement, roots)
    case 'escalation-confirmed':
      return escalationConfirmed(directory, body, statement, roots)
    case 'wijk-rules':
      return wijkRules(directory, body, statement, roots)
    default:
      return refused(`a statement of type ${body.type} does not belong in the directory`)
  }
}

/** Folds what is accepted and leaves out the rest. */
export const foldAll = async (
  statements: readonly Statement[],
  roots: Roots,
  from: Directory = emptyDirectory,
): Promise<Directory> => {
  let directory = from
  for (const statement of statements) {
    const folded = await foldStatement(directory, statement, roots)
    if (folded.accepted) directory = folded.directory
  }
  return directory
}

/**
 * Statements about who takes part: all that a key holder, or a device that checks its own admission, needs.
 */
const MEMBERSHIP: readonly StatementBody['type'][] = [
  'organisation-admitted',
  'organisation-removed',
  'device-admitted',
  'device-revoked',
  'device-moved',
]

export const isMembership = (statement: Statement): boolean => {
  const type = readStatement(statement)?.type
  return type !== undefined && MEMBERSHIP.includes(type)
}

/**
 * The organisation a membership statement is about; `directory` knows devices that were admitted before it.
 */
export const organisationOf = (statement: Statement, directory: Directory): string | null => {
  const body = readStatement(statement)
  switch (body?.type) {
    case 'organisation-admitted':
      return body.organisation.id
    case 'organisation-removed':
      return body.organisationId
    case 'device-admitted':
    case 'device-moved':
      return body.device.organisationId
    case 'device-revoked':
      return organisationOfDevice(directory, body.deviceId) ?? null
    default:
      return null
  }
}
