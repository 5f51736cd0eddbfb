/**
 * Without any network: what waits is sealed into a file, somebody with a network brings it to the relay, and
 * a file comes back with what the relay signed. The guarantees are the same, because they are the relay's
 * signatures: sent is what it acknowledged, and a page that is not whole or does not follow on what is known
 * is refused.
 */
import { readStatement, signedBy } from '../../../shared/crypto/signing.ts'
import { fromBase64url, toBase64url } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import {
  CARRIED_ROUND,
  decodeCarried,
  directoryItems,
  encodeCarried,
  eventItems,
  MAX_BROUGHT_PAGES,
  MAX_CARRIED,
  type Brought,
  type Carried,
} from '../../../shared/protocol/carried.ts'
import { hashOf } from '../../../shared/protocol/envelope.ts'
import { DirectoryAnswer, MAX_PULL, PullAnswer } from '../../../shared/protocol/http.ts'
import { decodeOuterHeader } from '../../../shared/protocol/outer-header.ts'
import type { Statement, StatementOf } from '../../../shared/membership/statements.ts'
import { dayNumber } from '../../../shared/calendar/time.ts'
import type { CarriedIn, CarriedOut } from '../../../shared/api/sync.ts'
import { logged } from '../store/logbook.ts'
import type { KeyHolder } from '../net/key-holder.ts'
import { isPersons } from '../outbox/queue.ts'
import type { Ports } from '../ports.ts'
import type { State } from '../store/state.ts'
import { outboxKey, put, setMeta } from '../store/changes.ts'
import type { Placed } from '../directory/membership.ts'
import { buildDecoy } from '../outbox/decoys.ts'
import { hasWeekKey } from '../directory/week-key.ts'
import { isSealed, sealOutbox } from '../outbox/seal.ts'
import { push, acknowledgementIn } from '../outbox/push.ts'
import { takeAcknowledgement } from '../outbox/send.ts'
import type { Exclusive } from '../store/exclusive.ts'

export interface CarryParts {
  readonly state: State
  readonly ports: Ports
  readonly relay: KeyHolder
  readonly exclusive: Exclusive
  readonly now: () => Date
  /**
   * Asks the relay for its time: what is past its date is its to say, and a laptop that comes back from days
   * away may not know the day.
   */
  readonly askTime: () => Promise<Date>
  /** What was brought, as if it had been pulled. */
  readonly takeDirectory: (page: readonly Placed[]) => Promise<unknown>
  readonly takeEvents: (events: Brought['events'][number]['events']) => Promise<unknown>
}

/** Decoys carried without need live as long as a signaal does by default. */
const DECOY_DAYS = 30

/** A file with everything that can leave, and how much stays because it cannot be sealed yet. */
export const carryOut = async ({ state, ports, exclusive, now }: CarryParts): Promise<CarriedOut> => {
  const ready = (await sealOutbox(state, now, ports, exclusive)).slice(0, MAX_CARRIED)
  const own = ready.filter(isPersons).length
  const envelopes = ready.map(({ envelope }) => envelope)
  const round = Math.max(1, Math.ceil(envelopes.length / CARRIED_ROUND)) * CARRIED_ROUND
  while (envelopes.length < round && hasWeekKey(state, now())) {
    const expiresDay =
      ready[ports.random(1)[0]! % Math.max(1, ready.length)]?.expiresDay ?? dayNumber(now()) + DECOY_DAYS
    envelopes.splice(
      ports.random(1)[0]! % (envelopes.length + 1),
      0,
      (await buildDecoy(state, { expiresDay }, now(), ports)).envelope,
    )
  }
  const file = encodeCarried({
    format: 'ruggensteun-carried',
    version: 1,
    logId: state.meta.checkpoint?.logId ?? null,
    after: state.meta.cursor ?? 0,
    directoryAfter: state.meta.directory?.after ?? 0,
    envelopes,
  })
  const carriedAt = now().toISOString()
  await exclusive(() =>
    state.commit([
      ...ready.flatMap(({ order }) => {
        const item = state.outbox.get(outboxKey(order))
        return item ? [put('outbox', outboxKey(order), { ...item, carriedAt })] : []
      }),
      logged(ports, 'carried', null, String(own)),
    ]),
  )
  return { file, messages: own, staying: [...state.outbox.values()].filter(isPersons).length - own }
}

/**
 * Takes in either kind of file. Throws carried-broken, carried-elsewhere, carried-gap, and what the network
 * throws; nothing is lost by it.
 */
export const carryIn = async (parts: CarryParts, bytes: Uint8Array): Promise<CarriedIn> => {
  const file = decodeCarried(bytes)
  if (!file) throw new RuggensteunError('carried-broken')
  return file.format === 'ruggensteun-carried' ? deliver(parts, file) : takeIn(parts, file)
}

/** For somebody else: to the relay, and back what the relay made of it and what is new since. */
const deliver = async (parts: CarryParts, file: Carried): Promise<CarriedIn> => {
  const { state, relay } = parts
  const own = state.meta.checkpoint?.logId
  if (file.logId && own && file.logId !== own) throw new RuggensteunError('carried-elsewhere')
  const today = dayNumber(await parts.askTime())
  const envelopes = file.envelopes.filter(
    (envelope) => (decodeOuterHeader(fromBase64url(envelope))?.expiresDay ?? 0) > today,
  )
  const acknowledged =
    envelopes.length === 0
      ? []
      : [
          (
            await push(
              state,
              relay,
              envelopes.map((envelope) => ({ envelope, hash: toBase64url(hashOf(fromBase64url(envelope))) })),
            )
          ).statement,
        ]
  const directory: Brought['directory'] = []
  for (let after = file.directoryAfter; ;) {
    const answer = await relay.call(
      'GET',
      `/v1/directory?after=${after}&signed=true`,
      DirectoryAnswer.required(),
    )
    directory.push(answer)
    if (answer.statements.length === 0 || answer.statements.at(-1)!.seq >= answer.head) break
    after = answer.statements.at(-1)!.seq
  }
  const events: Brought['events'] = []
  for (let after = file.after; ; after = events.at(-1)!.events.at(-1)!.seq) {
    events.push(
      await relay.call(
        'GET',
        `/v1/events?after=${after}&limit=${MAX_PULL}&signed=true`,
        PullAnswer.required(),
      ),
    )
    if (events.at(-1)!.events.length < MAX_PULL || events.length === MAX_BROUGHT_PAGES) break
  }
  const more = events.at(-1)!.events.length === MAX_PULL
  return {
    kind: 'delivered',
    messages: envelopes.length,
    tooLate: file.envelopes.length - envelopes.length,
    more,
    file: encodeCarried({ format: 'ruggensteun-brought', version: 1, acknowledged, directory, events, more }),
  }
}

/**
 * What the relay signed under a page. Throws carried-broken where that is not what lies there,
 * carried-elsewhere where it is another relay's.
 */
const signedPage = async (
  state: State,
  statement: Statement,
  of: 'events' | 'directory',
  items: string,
): Promise<StatementOf<'page'>> => {
  const body = readStatement(statement)
  if (body?.type !== 'page' || body.of !== of || body.items !== items)
    throw new RuggensteunError('carried-broken')
  if (!(await signedBy(statement, 'relay', state.identity.roots.relay)))
    throw new RuggensteunError('carried-elsewhere')
  if (state.meta.checkpoint && state.meta.checkpoint.logId !== body.logId)
    throw new RuggensteunError('carried-elsewhere')
  return body
}

const takeIn = async (parts: CarryParts, file: Brought): Promise<CarriedIn> => {
  const { state, ports, exclusive } = parts
  // First everything is checked, so that a file is taken in whole or not at all.
  const signed = { directory: [] as StatementOf<'page'>[], events: [] as StatementOf<'page'>[] }
  for (const { page, statements } of file.directory)
    signed.directory.push(await signedPage(state, page, 'directory', directoryItems(statements)))
  for (const { page, events } of file.events)
    signed.events.push(await signedPage(state, page, 'events', eventItems(events)))
  const from = { directory: state.meta.directory?.after ?? 0, events: state.meta.cursor ?? 0 }
  for (const kind of ['directory', 'events'] as const) {
    let known = from[kind]
    for (const { after, until } of signed[kind]) {
      if (after > known) throw new RuggensteunError('carried-gap', { from: known + 1, to: after })
      known = Math.max(known, until)
    }
  }
  const acknowledgements = (
    await Promise.all(file.acknowledged.map((statement) => acknowledgementIn(state, statement)))
  ).filter((one) => one !== null)
  await useTime(parts, file.events.at(-1)!.checkpoint)
  for (const { statements } of file.directory) await parts.takeDirectory(statements)
  for (const { events } of file.events) await parts.takeEvents(events)
  let arrived = 0
  for (const acknowledgement of acknowledgements) {
    const items = [...state.outbox.values()]
      .filter(isSealed)
      .filter(({ hash }) => acknowledgement.seqOf.has(hash))
    await takeAcknowledgement(state, items, acknowledgement, ports, exclusive)
    arrived += items.filter(isPersons).length
  }
  await exclusive(() => state.commit([logged(ports, 'brought', null, String(arrived))]))
  const news = file.events.flatMap(({ events }) => events).filter(({ seq }) => seq > from.events).length
  return { kind: 'taken', arrived, news, at: signed.events.at(-1)!.time, more: file.more }
}

/** A checkpoint that was under way for days says what the time was: it never sets ours back. */
const useTime = async ({ state, ports, exclusive, now }: CarryParts, statement: Statement): Promise<void> => {
  const body = readStatement(statement)
  if (body?.type !== 'checkpoint' || !(await signedBy(statement, 'relay', state.identity.roots.relay)))
    throw new RuggensteunError('carried-broken')
  if (state.meta.checkpoint && new Date(body.time) <= now()) return
  const { time, logId, head } = body
  await exclusive(() =>
    state.commit([setMeta('checkpoint', { time, logId, head, seenAtMs: ports.clock.now() })]),
  )
}
