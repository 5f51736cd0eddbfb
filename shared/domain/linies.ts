/**
 * The linies of the football model (docs/field.md, "Linies"): help is sought from who stands nearest to
 * the child. What stands behind, the defence and the last line (attendance, police, Halt, Raad, justice),
 * holds no key of a week and so receives nothing by itself; two coordinators of the wijk can open one signaal
 * to one of them, and the requester is told.
 */
import { z } from 'zod'
import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64url, utf8 } from '../encoding.ts'
import type { Linie } from './identifiers.ts'

export const BEHIND: readonly Linie[] = ['defence', 'goal']
export const isBehind = ({ linie }: { readonly linie: Linie }): boolean => BEHIND.includes(linie)

/** The order in which organisations are asked: the linie nearest to the child first. */
export const IN_ORDER: readonly Linie[] = ['front', 'midfield', 'defence', 'goal']

/** Why two coordinators turn to a line behind. Only append. */
export const EscalationReason = z.enum(['nobody-in-front', 'attendance', 'missing', 'measure'])
export type EscalationReason = z.infer<typeof EscalationReason>

/**
 * 'ask': to look along, by telephone; 'escalation' and 'confirm': the first and the second coordinator about a
 * line behind. Only append.
 */
export const LinieAction = z.enum(['ask', 'escalation', 'confirm'])
export type LinieAction = z.infer<typeof LinieAction>

export interface OnPitch {
  readonly id: string
  readonly linie: Linie
}

/**
 * Whether this one may be asked now: of every line in front of it, as far as anybody stands there, somebody
 * was asked.
 */
export const mayAsk = (pitch: readonly OnPitch[], asked: ReadonlySet<string>, id: string): boolean => {
  const one = pitch.find((candidate) => candidate.id === id)
  if (!one) return false
  const before = IN_ORDER.slice(0, IN_ORDER.indexOf(one.linie))
  return before.every((linie) => {
    const there = pitch.filter((other) => other.linie === linie)
    return there.length === 0 || there.some((other) => asked.has(other.id))
  })
}

/**
 * Whom to ask next: the first that was not asked and does not stand behind, from the child back; null where
 * everybody was.
 */
export const nextToAsk = <T extends OnPitch>(pitch: readonly T[], asked: ReadonlySet<string>): T | null =>
  IN_ORDER.filter((linie) => !BEHIND.includes(linie))
    .flatMap((linie) => pitch.filter((one) => one.linie === linie))
    .find(({ id }) => !asked.has(id) && mayAsk(pitch, asked, id)) ?? null

/** Stands for an organisation where there is no room for its id: 4 bytes, base64url. */
export const organisationTag = (id: string): string => toBase64url(sha256(utf8(id)).slice(0, 4))
