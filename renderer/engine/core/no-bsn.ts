/**
 * The one door for text: a BSN in any text of a command is refused before anything is done with it, so that a
 * field of tomorrow has the rule without knowing it. What a person did not write as words is named here.
 */
import type { CaseloadCommand } from '../../../shared/api/caseload.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { holdsBsn } from '../../../shared/matching/bsn.ts'
import type { Command } from '../../../shared/api/api.ts'

type Kind = Command['kind'] | CaseloadCommand['kind']

/**
 * Texts of a command that may hold any digits: secrets, which nobody reads and which are kept as no text;
 * what the bridge kept for the engine; ids, which name something that is there and are never written; a search,
 * which is kept nowhere; the name of a file, which is shown with its number covered.
 */
export const NOT_LOOKED_AT: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  boot: ['profile', 'servers', 'vaultRecord', 'rescue'],
  enrol: ['passphrase'],
  unlock: ['passphrase'],
  'look-up-invite': ['code'],
  join: ['code', 'secret'],
  'change-lock': ['current', 'secret'],
  'export-device': ['passphrase'],
  'certificate-refused': ['origin'],
  'confirm-invite': ['inviteId'],
  'withdraw-invite': ['inviteId'],
  'revoke-device': ['deviceId'],
  'change-device': ['deviceId'],
  answer: ['signalId'],
  'answer-hint': ['signalId'],
  'not-the-same': ['signalId', 'childId'],
  'undo-not-the-same': ['signalId', 'childId'],
  coordinate: ['signalIds', 'to'],
  'undo-coordinate': ['signalIds'],
  disclose: ['signalId', 'to'],
  'link-signals': ['signalId', 'other'],
  merge: ['pairs'],
  'ask-line': ['signalId', 'organisationId'],
  escalation: ['signalId', 'organisationId'],
  confirm: ['signalId', 'escalationId'],
  close: ['signalId'],
  'resolve-conflict': ['signalId', 'conflictId'],
  informing: ['signalId'],
  'undo-informing': ['signalId'],
  'letter-made': ['signalId'],
  'note-attempt': ['childId'],
  'drop-attempt': ['childId'],
  say: ['signalId', 'responder'],
  unsay: ['signalId', 'responder'],
  'find-children': ['query'],
  'look-up-children': ['ids'],
  'save-child': ['childId'],
  'remove-child': ['childId'],
  'undo-remove': ['childId'],
  'set-reported': ['childId'],
  'open-import': ['name'],
  'import-caseload': ['name'],
  'unread-rows': ['titles', 'words'],
  // Read as the cell of a file; and said back as a warning, before anything is sent.
  'mend-cell': ['value'],
  'raise-obstacle': ['text'],
  'answer-obstacle': ['ref', 'text'],
  'seen-obstacle': ['ref'],
}

/** An id of a child of the list: 32 hexadecimal digits, in which nine decimal ones may follow by chance. */
const CHILD_ID = /^[0-9a-f]{32}$/
const anyText = (value: unknown, found: (text: string) => boolean): boolean => {
  if (typeof value === 'string') return found(value)
  if (value === null || typeof value !== 'object' || value instanceof Blob || ArrayBuffer.isView(value))
    return false
  return Object.entries(value).some(([name, part]) =>
    anyText(part, name === 'childIds' ? (text) => !CHILD_ID.test(text) && found(text) : found),
  )
}

/** Throws 'bsn'; the number itself stands in no error and in no log. */
export const refuseBsn = ({ kind, ...parts }: Command | CaseloadCommand): void => {
  const passed = NOT_LOOKED_AT[kind] ?? []
  for (const [name, value] of Object.entries(parts))
    if (!passed.includes(name) && anyText(value, holdsBsn)) throw new RuggensteunError('bsn')
}
