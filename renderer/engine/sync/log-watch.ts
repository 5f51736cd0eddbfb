/**
 * Watching the relay through its log (docs/protocol.md): every new leaf is fetched, the tree is made again
 * from the own edge, and what we were given is compared with what stands in it. The trustee's signature says
 * that others see the same tree. A relay that drops, changes, rolls back, withholds from us or tells two
 * stories is found out here, with its own signature.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { readStatement } from '../../../shared/crypto/signing.ts'
import { equalBytes, fromBase64url, toBase64url, utf8 } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import {
  decodeBundle,
  decodeLeaf,
  saltedHash,
  TILE_WIDTH,
  type Leaf,
  type Told,
} from '../../../shared/log/leaves.ts'
import { Edge, leafHash, rootOfBeginning } from '../../../shared/log/merkle.ts'
import {
  cosignedAt,
  cosignNote,
  isSignedBy,
  logOrigin,
  panelName,
  readCheckpoint,
  readNote,
  TRUSTEE_NAME,
  writeNote,
  type Checkpoint,
  type Note,
} from '../../../shared/log/note.ts'
import { BundleAnswer, ConsistencyAnswer, NoteAnswer, WitnessAnswer } from '../../../shared/protocol/http.ts'
import { hashOf } from '../../../shared/protocol/envelope.ts'
import { dayNumber, epochNumber } from '../../../shared/time.ts'
import type { LogProblem } from '../../../shared/worker.ts'
import { NOTHING_TOLD, withTold } from '../core/told.ts'
import { logged } from '../journal.ts'
import { watchesOver } from '../oversight.ts'
import type { KeyHolder } from '../net/key-holder.ts'
import type { Ports } from '../ports.ts'
import { liveKey, setMeta, type State, type Watched } from '../state.ts'

const WITNESS_MS = 10 * 60_000
/** Bundles between two moments at which what was done is kept. */
const KEEP_EVERY = 16

export interface WatchParts {
  readonly state: State
  readonly ports: Ports
  readonly relay: KeyHolder
  readonly trustee: KeyHolder
  readonly exclusive: <T>(task: () => Promise<T>) => Promise<T>
  readonly now: () => Date
  /** Asks the relay for one event of the log that should be here. */
  readonly readAgain: (seq: number) => Promise<void>
}

interface Seen {
  readonly note: Note
  readonly text: string
  readonly checkpoint: Checkpoint
}
/** What was found, with what shows it. */
class Found extends Error {
  readonly problem: LogProblem
  readonly shown: Readonly<Record<string, unknown>>
  constructor(problem: LogProblem, shown: Readonly<Record<string, unknown>>) {
    super(problem)
    this.problem = problem
    this.shown = shown
  }
}

export class LogWatch {
  readonly #parts: WatchParts
  #seen: Seen | null = null
  #witnessed: WitnessAnswer | null = null
  #witnessAt = -Infinity

  constructor(parts: WatchParts) {
    this.#parts = parts
  }

  /** Before events are pulled: what the relay signs now must hold for all that it gives after. */
  async before(): Promise<void> {
    this.#seen = null
    this.#witnessed = null
    const origin = this.#origin()
    if (!origin || this.#parts.state.meta.watched?.problem) return
    if (this.#parts.ports.monotonic() - this.#witnessAt >= WITNESS_MS)
      this.#witnessed = await orNull(() =>
        this.#parts.trustee.call('GET', `/v1/witness?origin=${encodeURIComponent(origin)}`, WitnessAnswer),
      )
    this.#seen = await orNull(async () =>
      this.#read((await this.#parts.relay.call('GET', '/v1/log/checkpoint', NoteAnswer)).note, origin),
    )
  }

  /** Whether there are leaves that were not looked at. */
  get hasNews(): boolean {
    return this.#seen !== null && this.#seen.checkpoint.size > this.#watched().size
  }

  /**
   * After events and directory were pulled. What it finds is kept, shown and written in the logbook; what it
   * cannot ask waits for the next time.
   */
  async after(): Promise<void> {
    const seen = this.#seen
    if (!seen) return
    try {
      // What does not come back may be withheld from us and stand in the log all the same: only who has read
      // it can say which.
      if (!(await orNull(() => this.#walk(seen).then(() => true)))) return
      await this.#acknowledgements()
      await orNull(() => this.#witness(seen))
    } catch (error) {
      if (!(error instanceof Found)) throw error
      await this.#found(error)
    }
  }

  #origin(): string | null {
    const logId = this.#parts.state.meta.checkpoint?.logId
    return logId ? logOrigin('relay', logId) : null
  }

  async #read(text: string, origin: string): Promise<Seen> {
    const note = readNote(text)
    const checkpoint = note && readCheckpoint(note.text)
    const signed =
      note &&
      (await isSignedBy(note, {
        name: origin,
        publicKey: fromBase64url(this.#parts.state.identity.roots.relay),
      }))
    if (!signed || checkpoint?.origin !== origin)
      throw new RuggensteunError('relay-garbage', { path: '/v1/log/checkpoint' })
    return { note, text, checkpoint }
  }

  /** What the relay said it had must have come back to us, as it was. */
  async #acknowledgements(): Promise<void> {
    const { state, exclusive } = this.#parts
    const waiting = state.meta.acknowledged ?? []
    if (waiting.length === 0) return
    const today = dayNumber(this.#parts.now())
    for (const { statement, own } of waiting) {
      const body = readStatement(statement)
      if (body?.type !== 'acknowledged') continue
      for (const { hash, seq } of body.events) {
        if (own && !own.includes(hash)) continue
        const isHere = (): boolean => {
          const row = state.live.get(liveKey(seq))
          return row !== undefined && toBase64url(hashOf(fromBase64url(row.envelope))) === hash
        }
        if (isHere() || this.#mayBeGone(seq, today)) continue
        // As below: a clock that jumped may have taken the row. What cannot be asked is judged another time.
        if (!(await orNull(() => this.#parts.readAgain(seq).then(() => true)))) return
        if (isHere()) continue
        throw new Found('dropped', { acknowledged: statement, hash, seq })
      }
    }
    await exclusive(() => state.commit([setMeta('acknowledged', undefined)]))
  }

  /** Whether an own event of this number has outlived its date, or does today by the relay's day. */
  #mayBeGone(seq: number, today: number): boolean {
    const { acknowledged = [] } = this.#parts.state.meta
    return acknowledged.some(({ statement, expiresDay }) => {
      const body = readStatement(statement)
      return (
        expiresDay <= today + 1 &&
        body?.type === 'acknowledged' &&
        body.events.some((event) => event.seq === seq)
      )
    })
  }

  async #walk(seen: Seen): Promise<void> {
    const { state } = this.#parts
    const { checkpoint, text } = seen
    const known = state.meta.watched
    const edge = new Edge(known?.size ?? 0, (known?.edge ?? []).map(fromBase64url))
    if (checkpoint.size < edge.size) throw new Found('shrunk', { before: known?.note, after: text })
    const given = new Set<number>()
    const range = { first: Infinity, last: 0 }
    const ask = (from: number): Promise<[place: number, entry: Uint8Array][]> | null =>
      from < checkpoint.size ? this.#entries(from, checkpoint.size) : null
    const watching = watchesOver(state)
    let told: Told[] = []
    for (let [kept, asked] = [0, ask(edge.size)]; asked; kept++) {
      const entries = await asked
      asked = ask(edge.size + entries.length) // on its way while these are looked at
      asked?.catch(() => {})
      for (const [place, entry] of entries) {
        edge.add(leafHash(entry))
        const leaf = decodeLeaf(entry)
        if (!leaf) continue
        if (watching && (leaf.kind === 'evaluations' || leaf.kind === 'deletion')) told.push(leaf)
        await this.#compare(leaf, { note: text, place, entry: toBase64url(entry) })
        if (leaf.kind !== 'envelope') continue
        given.add(leaf.seq)
        range.first = Math.min(range.first, leaf.seq)
        range.last = Math.max(range.last, leaf.seq)
      }
      if (kept % KEEP_EVERY === KEEP_EVERY - 1 && edge.size < checkpoint.size) {
        await this.#keep({ ...this.#watched(), size: edge.size, edge: edge.full.map(toBase64url) }, told)
        told = []
      }
    }
    if (!equalBytes(edge.root(), checkpoint.root))
      throw new Found('rewritten', { before: known?.note, after: text, root: toBase64url(edge.root()) })
    for (const { seq, salt } of state.live.values())
      if (salt && seq >= range.first && seq <= range.last && !given.has(seq))
        throw new Found('changed', { note: text, seq })
    const checkedAt = new Date(this.#parts.ports.clock.now()).toISOString()
    await this.#keep(
      { ...this.#watched(), size: edge.size, edge: edge.full.map(toBase64url), note: text, checkedAt },
      told,
    )
  }

  /** The rest of the tile in which `from` lies, as far as the tree goes. */
  async #entries(from: number, size: number): Promise<[place: number, entry: Uint8Array][]> {
    const index = Math.floor(from / TILE_WIDTH)
    const first = index * TILE_WIDTH
    const width = Math.min(TILE_WIDTH, size - first)
    const { entries } = await this.#parts.relay.call(
      'GET',
      `/v1/log/bundle?index=${index}&width=${width}`,
      BundleAnswer,
    )
    const all = decodeBundle(fromBase64url(entries))
    if (all?.length !== width) throw new RuggensteunError('relay-garbage', { path: '/v1/log/bundle' })
    return all.map((entry, i): [number, Uint8Array] => [first + i, entry]).filter(([place]) => place >= from)
  }

  async #compare(leaf: Leaf, shown: Readonly<Record<string, unknown>>): Promise<void> {
    const { state } = this.#parts
    if (leaf.kind === 'statement') {
      const received = state.receivedStatements
      if (received.from === null || leaf.seq <= received.from || leaf.seq > received.to) return
      const hash = received.hashes.get(leaf.seq)
      if (hash === undefined) throw new Found('withheld', { ...shown, statement: leaf.seq })
      if (!equalBytes(hash, leaf.hash)) throw new Found('changed', { ...shown, statement: leaf.seq })
    }
    // A day more, because it is the relay that says when a day is over.
    if (leaf.kind !== 'envelope' || leaf.expiresDay <= dayNumber(this.#parts.now()) + 1) return
    // A row may have gone here, by a disk that failed or a clock that jumped: nobody is accused before it was
    // asked for again.
    if (!state.live.has(liveKey(leaf.seq))) await this.#parts.readAgain(leaf.seq)
    const row = state.live.get(liveKey(leaf.seq))
    if (!row) throw new Found('withheld', { ...shown, seq: leaf.seq })
    if (row.salt && !equalBytes(saltedHash(fromBase64url(row.salt), fromBase64url(row.envelope)), leaf.hash))
      throw new Found('changed', { ...shown, seq: leaf.seq, salt: row.salt, envelope: row.envelope })
  }

  /** Compares with what the trustee signed, and brings it what we saw. */
  async #witness(seen: Seen): Promise<void> {
    const theirs = this.#witnessed
    if (!theirs) return
    const { trustee, ports } = this.#parts
    if (theirs.fork) await this.#fork(theirs.fork, seen.checkpoint.origin)
    const before =
      theirs.note === null ? null : (await this.#cosigned(theirs.note, seen.checkpoint.origin)).checkpoint
    if (before && before.size > seen.checkpoint.size)
      throw new Found('behind', { trustee: theirs.note, relay: seen.text })
    const proof = before ? await this.#proofSince(before, seen, theirs.note!) : []
    const answer = await trustee.call('POST', '/v1/witness', WitnessAnswer, {
      note: seen.text,
      proof,
      ...(await this.#panelNote(seen)),
    })
    this.#witnessAt = ports.monotonic()
    if (answer.fork) await this.#fork(answer.fork, seen.checkpoint.origin)
    const confirmed = answer.note === null ? null : await this.#cosigned(answer.note, seen.checkpoint.origin)
    await this.#keep({
      ...this.#watched(),
      confirmedAt: confirmed && new Date(confirmed.seconds * 1000).toISOString(),
      panelAt: answer.panel === null ? null : await this.#panelAt(answer.panel),
    })
  }

  async #cosigned(text: string, origin: string): Promise<{ checkpoint: Checkpoint; seconds: number }> {
    const { note, checkpoint } = await this.#read(text, origin)
    const seconds = await cosignedAt(note, {
      name: TRUSTEE_NAME,
      publicKey: fromBase64url(this.#parts.state.identity.roots.trustee),
    })
    if (seconds === null) throw new RuggensteunError('trustee-garbage', { path: '/v1/witness' })
    return { checkpoint, seconds }
  }

  /** Two notes that the relay signed, of one size and with different roots: that alone is the proof. */
  async #fork(notes: readonly [string, string], origin: string): Promise<never> {
    const [a, b] = [await this.#read(notes[0], origin), await this.#read(notes[1], origin)]
    if (a.checkpoint.size !== b.checkpoint.size || equalBytes(a.checkpoint.root, b.checkpoint.root))
      throw new RuggensteunError('trustee-garbage', { path: '/v1/witness' })
    throw new Found('two-stories', { notes })
  }

  async #proofSince(before: Checkpoint, { checkpoint, text }: Seen, theirs: string): Promise<string[]> {
    const { proof } = await this.#parts.relay.call(
      'GET',
      `/v1/log/consistency?before=${before.size}&size=${checkpoint.size}`,
      ConsistencyAnswer,
    )
    const root = rootOfBeginning(before.size, checkpoint, proof.map(fromBase64url), before.root)
    if (!root) throw new Found('unproven', { trustee: theirs, relay: text, proof })
    if (!equalBytes(root, before.root))
      throw new Found('two-stories', { trustee: theirs, relay: text, proof })
    return proof
  }

  /** A device of the panel signs too what it saw. */
  async #panelNote({ note }: Seen): Promise<{ panel?: string }> {
    const {
      state: { identity },
      ports,
    } = this.#parts
    if (!identity.device.roles.includes('panel')) return {}
    const own = await cosignNote(
      note.text,
      { name: panelName(identity.device.id), publicKey: fromBase64url(identity.device.signingKey) },
      identity.signingKey,
      Math.floor(ports.clock.now() / 1000),
    )
    return { panel: writeNote({ text: note.text, signatures: [...note.signatures, own] }) }
  }

  async #panelAt(text: string): Promise<string | null> {
    const note = readNote(text)
    for (const { name } of note?.signatures ?? [])
      for (const device of this.#parts.state.directory.devices.values()) {
        if (name !== panelName(device.id) || !device.roles.includes('panel')) continue
        const seconds = await cosignedAt(note!, { name, publicKey: fromBase64url(device.signingKey) })
        if (seconds !== null) return new Date(seconds * 1000).toISOString()
      }
    return null
  }

  #watched(): Watched {
    return (
      this.#parts.state.meta.watched ?? {
        size: 0,
        edge: [],
        note: null,
        checkedAt: null,
        confirmedAt: null,
        panelAt: null,
        problem: null,
      }
    )
  }
  /** What was told is kept with how far was read: each leaf counts once. */
  #keep(watched: Watched, told: readonly Told[] = []): Promise<void> {
    const { state, exclusive, now } = this.#parts
    const counts =
      told.length === 0
        ? []
        : [setMeta('told', withTold(state.meta.told ?? NOTHING_TOLD, told, epochNumber(now()) - 1))]
    return exclusive(() => state.commit([setMeta('watched', watched), ...counts]))
  }

  async #found({ problem, shown }: Found): Promise<void> {
    const { state, ports, exclusive } = this.#parts
    const at = new Date(ports.clock.now()).toISOString()
    await exclusive(() =>
      state.commit([
        setMeta('watched', {
          ...this.#watched(),
          problem: { what: problem, at, shown: JSON.stringify(shown) },
        }),
        logged(ports, 'log-broken', null, problem),
      ]),
    )
  }
}

const SAYS: Readonly<Record<LogProblem, string>> = {
  dropped: 'The relay signed that it keeps this event. It does not stand in its log.',
  shrunk: 'The relay signed the second note after the first. Its tree is smaller: something was taken back.',
  rewritten:
    'The leaves that the relay gives do not make the root that it signed, or do not continue the tree that it signed before.',
  withheld: 'This leaf stands in the log that the relay signed. It did not give us the event or statement.',
  changed: 'What the relay gave us is not what stands in the log that it signed.',
  'two-stories': 'The relay signed two trees of which one does not begin with the other.',
  unproven:
    'The relay does not prove that the tree it showed the trustee is the beginning of the tree it shows us.',
  behind: 'The relay signed a larger tree for the trustee than it shows us now.',
}

/** For who wants to check it: what was found, what the relay signed, and whose keys these are. */
export const logProof = ({ meta: { watched }, identity: { roots } }: State): { file: Uint8Array } => {
  const problem = watched?.problem
  if (!problem) throw new RuggensteunError('not-allowed', { field: 'log-proof' })
  const proof = {
    what: problem.what,
    says: SAYS[problem.what],
    at: problem.at,
    keys: roots,
    formats: ['RFC 6962', 'C2SP signed-note', 'C2SP tlog-cosignature', 'docs/protocol.md'],
    shown: JSON.parse(problem.shown) as unknown,
  }
  return { file: utf8(`${JSON.stringify(proof, null, 2)}\n`) }
}

/**
 * Null where a server is away, from before the log, or does not make sense: without an answer nothing is
 * confirmed, and that is shown too.
 */
const orNull = async <T>(ask: () => Promise<T>): Promise<T | null> => {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof RuggensteunError) return null
    throw error
  }
}

export const statementHash = (body: string): Uint8Array => sha256(utf8(body))
