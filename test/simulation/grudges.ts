/**
 * A relay that deceives for good: from some moment on it does one thing, to one device or to all, and goes on
 * doing it as consistently as it can. No single answer shows it; the log does (docs/decisions/0011). Each
 * says by which problem it must be found.
 */
import { signNote, writeNote, readCheckpoint, readNote, checkpointText } from '../../shared/log/note.ts'
import { decodeBundle, encodeBundle, encodeLeaf } from '../../shared/log/leaves.ts'
import { Edge, leafHash } from '../../shared/log/merkle.ts'
import { readStatement } from '../../shared/crypto/signing.ts'
import { fromBase64url, toBase64url } from '../../shared/encoding.ts'
import { decodeOuterHeader } from '../../shared/protocol/outer-header.ts'
import type { Statement } from '../../shared/membership/statements.ts'
import { dayNumber } from '../../shared/calendar/time.ts'
import type { LogProblem } from '../../shared/api/sync.ts'
import type { Asked } from './network.ts'

type Body = Record<string, unknown>
/** What the relay remembers of its lie. `begun`: it was told at least once. */
export interface Memory {
  begun: boolean
  given: number
  seq: number | null
  /** First day on which nothing can be found any more. */
  untilDay: number
  note: string | null
  larger: boolean
  place: number | null
}
export const NOTHING_YET: Memory = {
  begun: false,
  given: 0,
  seq: null,
  untilDay: Infinity,
  note: null,
  larger: false,
  place: null,
}

export interface GrudgeTools {
  readonly now: number
  readonly key: CryptoKey
  readonly publicKey: Uint8Array
  /** Entries of the real tree. */
  entries(size: number): Promise<Uint8Array[]>
  remove(seqs: readonly number[]): Promise<void>
}
export interface Grudge {
  readonly named: readonly LogProblem[]
  /** What the device gets instead; undefined leaves it as it is. */
  readonly twist: (
    memory: Memory,
    asked: Asked,
    body: Body,
    tools: GrudgeTools,
  ) => Promise<Body | undefined> | Body | undefined
}

interface Event {
  readonly seq: number
  readonly envelope: string
}
const eventsIn = ({ method, path }: Asked, body: Body): readonly Event[] | null =>
  method === 'GET' && path.startsWith('/v1/events') ? (body['events'] as Event[]) : null
/** A day is no time: who sleeps over it may find nothing any more. */
const MARGIN_DAYS = 2

/** Chooses the first event that this device was not yet given and that lives on for a while. */
const chosen = (memory: Memory, events: readonly Event[], now: number): number | null => {
  if (memory.seq !== null) return memory.seq
  const victim = events.find(
    ({ seq, envelope }) =>
      seq > memory.given &&
      decodeOuterHeader(fromBase64url(envelope))!.expiresDay > dayNumber(new Date(now)) + MARGIN_DAYS,
  )
  memory.given = Math.max(memory.given, ...events.map(({ seq }) => seq))
  if (!victim) return null
  memory.begun = true
  memory.untilDay = decodeOuterHeader(fromBase64url(victim.envelope))!.expiresDay - MARGIN_DAYS
  return (memory.seq = victim.seq)
}

const isCheckpoint = ({ path }: Asked): boolean => path === '/v1/log/checkpoint'

export const GRUDGES: Readonly<Record<string, Grudge>> = {
  'withholds an event': {
    named: ['withheld'],
    twist: (memory, asked, body, { now }) => {
      const events = eventsIn(asked, body)
      const hidden = events && chosen(memory, events, now)
      return hidden ? { ...body, events: events.filter(({ seq }) => seq !== hidden) } : undefined
    },
  },
  // A revocation, a new key: also where it is the newest, and nothing after it shows a gap.
  'withholds a statement': {
    named: ['withheld-statement'],
    twist: (memory, { method, path }, body) => {
      if (method !== 'GET' || !path.startsWith('/v1/directory')) return undefined
      const statements = body['statements'] as { readonly seq: number }[]
      memory.seq ??= statements.find(({ seq }) => seq > memory.given)?.seq ?? null
      memory.given = Math.max(memory.given, ...statements.map(({ seq }) => seq))
      if (!statements.some(({ seq }) => seq === memory.seq)) return undefined
      memory.begun = true
      return { ...body, statements: statements.filter(({ seq }) => seq !== memory.seq) }
    },
  },
  // Of an own event: what was acknowledged is not there.
  'changes an event': {
    named: ['changed', 'dropped'],
    twist: (memory, asked, body, { now }) => {
      const events = eventsIn(asked, body)
      const hidden = events && chosen(memory, events, now)
      const other = (envelope: string): string => {
        const bytes = fromBase64url(envelope)
        bytes[bytes.length - 1]! ^= 1
        return toBase64url(bytes)
      }
      return hidden
        ? {
            ...body,
            events: events.map((event) =>
              event.seq === hidden ? { ...event, envelope: other(event.envelope) } : event,
            ),
          }
        : undefined
    },
  },
  'throws an event away': {
    named: ['dropped', 'withheld'],
    twist: async (memory, { method, path }, body, { now, remove }) => {
      if (method !== 'POST' || path !== '/v1/events' || memory.begun) return undefined
      const acknowledged = readStatement(body['acknowledged'] as Statement)
      if (acknowledged?.type !== 'acknowledged') return undefined
      memory.begun = true
      memory.untilDay = dayNumber(new Date(now)) + 1
      await remove(acknowledged.events.map(({ seq }) => seq))
      return undefined
    },
  },
  'takes its log back': {
    named: ['shrunk', 'behind'],
    twist: (memory, asked, body) => {
      if (!isCheckpoint(asked)) return undefined
      const note = body['note'] as string
      const size = (text: string): number => readCheckpoint(readNote(text)!.text)!.size
      memory.note ??= note
      if (memory.larger) {
        memory.begun = true
        return { note: memory.note }
      }
      memory.larger = size(note) > size(memory.note)
      return undefined
    },
  },
  'shows two faces': {
    named: ['two-stories', 'unproven', 'rewritten', 'changed', 'behind'],
    twist: async (memory, asked, body, { key, publicKey, entries }) => {
      const forged = encodeLeaf({ kind: 'deletion', what: 'envelopes', count: 77, day: 1 })
      if (isCheckpoint(asked)) {
        const { origin, size } = readCheckpoint(readNote(body['note'] as string)!.text)!
        memory.place ??= size - 1
        memory.begun = true
        const edge = new Edge()
        for (const [i, entry] of (await entries(size)).entries())
          edge.add(leafHash(i === memory.place ? forged : entry))
        const text = checkpointText({ origin, size, root: edge.root() })
        return {
          note: writeNote({ text, signatures: [await signNote(text, { name: origin, publicKey }, key)] }),
        }
      }
      if (!asked.path.startsWith('/v1/log/bundle') || memory.place === null) return undefined
      const first = Number(new URLSearchParams(asked.path.split('?')[1]).get('index')) * 256
      return {
        entries: toBase64url(
          encodeBundle(
            decodeBundle(fromBase64url(body['entries'] as string))!.map((entry, i) =>
              first + i === memory.place ? forged : entry,
            ),
          ),
        ),
      }
    },
  },
}
