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
import { dayNumber, epochNumber } from '../../../shared/calendar/time.ts'
import type { LogProblem } from '../../../shared/api/sync.ts'
import { NO_SILENCE, silenceAfter } from '../core/silence.ts'
import { NOTHING_TOLD, withTold } from '../core/told.ts'
import { logged } from '../journal.ts'
import { watchesOver } from '../oversight.ts'
import type { KeyHolder } from '../net/key-holder.ts'
import type { Ports } from '../ports.ts'
import type { State } from '../store/state.ts'
import { liveKey, setMeta, type Change } from '../store/changes.ts'
import type { LogFinding, UncheckedStatements, Watched } from '../store/rows.ts'

const WITNESS_MS = 10 * 60_000
/** Bundles between two moments at which what was done is kept. */
const KEEP_EVERY = 16
/** Findings that are kept: the first ones, for they are the proof. */
const MOST_FINDINGS = 50

export const NOTHING_UNCHECKED: UncheckedStatements = { hashes: {}, missing: [] }

export interface WatchParts {
  readonly state: State
  readonly ports: Ports
  readonly relay: KeyHolder
  readonly trustee: KeyHolder
  readonly exclusive: <T>(task: () => Promise<T>) => Promise<T>
  readonly now: () => Date
  /** Asks the relay for one event of the log that should be here. */
  readonly readAgain: (seq: number) => Promise<void>
  /** Asks the relay for the rest of its directory. */
  readonly readDirectory: () => Promise<void>
}

type LeafOf<K extends Leaf['kind']> = Extract<Leaf, { kind: K }>
/** Along the leaves of one tree: how far, and what was seen on the way. */
interface Walk {
  readonly text: string
  readonly edge: Edge
  /** Numbers of events that have a leaf. */
  readonly given: Set<number>
  firstEvent: number
  lastEvent: number
  lastStatement: number
  /** Place of the first leaf that was never read before. */
  readonly toldFrom: number
  told: Told[]
  found: Found[]
  directoryRead: boolean
  /** Statements that were compared with their leaf. */
  readonly compared: Set<number>
}
interface Kept {
  readonly told?: readonly Told[]
  readonly found?: readonly Found[]
  readonly changes?: readonly Change[]
}
interface Seen {
  readonly note: Note
  readonly text: string
  readonly checkpoint: Checkpoint
}
/** What was found, with what shows it; `about`: the event or statement, '' where it is the whole log. */
class Found extends Error {
  readonly problem: LogProblem
  readonly shown: Readonly<Record<string, unknown>>
  readonly about: string
  constructor(problem: LogProblem, shown: Readonly<Record<string, unknown>>, about = '') {
    super(problem)
    this.problem = problem
    this.shown = shown
    this.about = about
  }
}
const aboutEvent = (seq: number): string => `event ${seq}`
const aboutStatement = (seq: number): string => `statement ${seq}`

export class LogWatch {
  readonly #parts: WatchParts
  #seen: Seen | null = null
  #witnessed: WitnessAnswer | null = null
  #witnessAt = -Infinity
  /** What events and directory were taken before the relay signed {@link #seen}: its tree must hold them. */
  #taken = { event: 0, statement: 0 }
  /** A note whose own leaves do not make its root: there is nothing more in it to look at. */
  #broken: string | null = null
  #askedAt: number | null = null
  /** Whether the log, and the trustee, were asked this time. */
  #asked = { log: false, trustee: false }

  constructor(parts: WatchParts) {
    this.#parts = parts
  }

  /** Before events are pulled: what the relay signs now must hold for all that it gives after. */
  async before(): Promise<void> {
    this.#seen = null
    this.#witnessed = null
    const { meta } = this.#parts.state
    this.#taken = { event: meta.cursor ?? 0, statement: meta.directory?.after ?? 0 }
    const origin = this.#origin()
    this.#asked = {
      log: origin !== null,
      trustee: origin !== null && this.#parts.ports.monotonic() - this.#witnessAt >= WITNESS_MS,
    }
    if (!origin) return
    if (this.#asked.trustee)
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
   * After events and directory were pulled. What it finds is kept, shown and written in the logbook, and ends
   * nothing: the rest is checked now, and everything again the next time. What cannot be asked waits for the
   * next time too; where that lasts for a day of being online, the person hears of it.
   */
  async after(): Promise<void> {
    const seen = this.#seen
    const found: Found[] = this.#gaps()
    if (!this.#asked.log) return found.length > 0 ? this.#keep({}, { found }) : undefined
    const walked = seen !== null && ((await orNull(() => this.#walk(seen, found))) ?? false)
    // What does not come back may be withheld from us and stand in the log all the same: only who has read
    // it can say which.
    const asked = walked && ((await orNull(() => this.#acknowledgements(found))) ?? false)
    const confirmed = seen === null ? 'log' : await this.#confirm(seen, walked, found)
    const { lastEvent, lastStatement } = this.#watched()
    const isWhole = lastEvent >= this.#taken.event && lastStatement >= this.#taken.statement
    await this.#heard(
      { log: asked && isWhole && confirmed !== 'log', trustee: confirmed !== 'trustee' },
      found,
    )
  }

  /** Who did not answer, where it was asked; null where the trustee confirmed, or did so a moment ago. */
  async #confirm(seen: Seen, walked: boolean, found: Found[]): Promise<'log' | 'trustee' | null> {
    if (!this.#asked.trustee) return null
    if (!this.#witnessed) return 'trustee'
    try {
      await this.#witness(seen, walked)
      return null
    } catch (error) {
      if (error instanceof Found) {
        found.push(error)
        return null
      }
      if (!(error instanceof RuggensteunError)) throw error
      return error.code.startsWith('trustee') ? 'trustee' : 'log'
    }
  }

  /** Adds what passed since the last time to a silence, or ends it. Nothing is written where nothing changes. */
  async #heard(answered: { log: boolean; trustee: boolean }, found: readonly Found[]): Promise<void> {
    const { ports, now } = this.#parts
    const at = ports.monotonic()
    const passedMs = this.#askedAt === null ? 0 : at - this.#askedAt
    this.#askedAt = at
    const { silence } = this.#watched()
    const day = dayNumber(now())
    const next = {
      log: silenceAfter(silence.log, { answered: answered.log, passedMs, day }),
      trustee: silenceAfter(silence.trustee, { answered: answered.trustee, passedMs, day }),
    }
    const quiet = answered.log && answered.trustee
    if (quiet && found.length === 0 && silence.log.lastDay === null && silence.trustee.lastDay === null)
      return
    await this.#keep({ silence: next }, { found })
  }

  /** Numbers that the directory passed over. */
  #gaps(): Found[] {
    const { meta } = this.#parts.state
    return (meta.uncheckedStatements?.missing ?? []).map(
      (seq) =>
        new Found(
          'withheld-statement',
          { statement: seq, directory: meta.directory?.after },
          aboutStatement(seq),
        ),
    )
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

  /** What the relay said it had must have come back to us, as it was. False where it could not be asked. */
  async #acknowledgements(found: Found[]): Promise<boolean> {
    const { state } = this.#parts
    const waiting = state.meta.acknowledged ?? []
    if (waiting.length === 0) return true
    const today = dayNumber(this.#parts.now())
    for (const { statement, own } of waiting) {
      const body = readStatement(statement)
      if (body?.type !== 'acknowledged') continue
      for (const { hash, seq } of body.events) {
        if (!own.includes(hash)) continue
        const isHere = (): boolean => {
          const row = state.live.get(liveKey(seq))
          return row !== undefined && toBase64url(hashOf(fromBase64url(row.envelope))) === hash
        }
        if (isHere() || this.#mayBeGone(seq, today)) continue
        // As below: a clock that jumped may have taken the row. What cannot be asked is judged another time.
        if (!(await orNull(() => this.#parts.readAgain(seq).then(() => true)))) return false
        if (!isHere())
          found.push(new Found('dropped', { acknowledged: statement, hash, seq }, aboutEvent(seq)))
      }
    }
    await this.#keep({}, { found, changes: [setMeta('acknowledged', undefined)] })
    return true
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

  /**
   * Reads every leaf that is new, and keeps how far it came. `anew`: from the first leaf on, because the tree
   * does not continue the one we know; that is a finding, and what stands in the new one is checked all the
   * same. False where the leaves do not make the root that was signed: then nothing was checked.
   */
  async #walk(seen: Seen, found: Found[], anew = false): Promise<boolean> {
    const { checkpoint, text } = seen
    if (text === this.#broken) return false
    const known = this.#watched()
    if (!anew && checkpoint.size < known.size) {
      found.push(new Found('shrunk', { before: known.note, after: text }))
      return this.#walk(seen, found, true)
    }
    const walk: Walk = {
      text,
      edge: anew ? new Edge() : new Edge(known.size, known.edge.map(fromBase64url)),
      given: new Set(),
      firstEvent: Infinity,
      lastEvent: anew ? 0 : known.lastEvent,
      lastStatement: anew ? 0 : known.lastStatement,
      toldFrom: known.size,
      told: [],
      found: [],
      directoryRead: false,
      compared: new Set(),
    }
    const ask = (from: number): Promise<[place: number, entry: Uint8Array][]> | null =>
      from < checkpoint.size ? this.#entries(from, checkpoint.size) : null
    for (let [kept, asked] = [0, ask(walk.edge.size)]; asked; kept++) {
      const entries = await asked
      asked = ask(walk.edge.size + entries.length) // on its way while these are looked at
      asked?.catch(() => {})
      for (const [place, entry] of entries) await this.#look(walk, place, entry)
      if (!anew && kept % KEEP_EVERY === KEEP_EVERY - 1 && walk.edge.size < checkpoint.size)
        await this.#keepWalk(walk, {})
    }
    found.push(...walk.found)
    if (!equalBytes(walk.edge.root(), checkpoint.root)) {
      found.push(
        new Found('rewritten', { before: known.note, after: text, root: toBase64url(walk.edge.root()) }),
      )
      if (!anew) return this.#walk(seen, found, true)
      this.#broken = text
      return false
    }
    found.push(...this.#notInTree(walk))
    walk.found = found
    const checkedAt = this.#parts.now().toISOString()
    await this.#keepWalk(walk, { note: text, checkedAt })
    return true
  }

  async #look(walk: Walk, place: number, entry: Uint8Array): Promise<void> {
    walk.edge.add(leafHash(entry))
    const leaf = decodeLeaf(entry)
    if (!leaf) return
    if (leaf.kind === 'evaluations' || leaf.kind === 'deletion') {
      // Each leaf counts once, also where the tree is read anew.
      if (place >= walk.toldFrom && watchesOver(this.#parts.state)) walk.told.push(leaf)
      return
    }
    const shown = { note: walk.text, place, entry: toBase64url(entry) }
    const found =
      leaf.kind === 'statement'
        ? await this.#compareStatement(leaf, shown, walk)
        : await this.#compareEvent(leaf, shown)
    if (found) walk.found.push(found)
    if (leaf.kind === 'statement') {
      walk.lastStatement = Math.max(walk.lastStatement, leaf.seq)
      return
    }
    walk.given.add(leaf.seq)
    walk.firstEvent = Math.min(walk.firstEvent, leaf.seq)
    walk.lastEvent = Math.max(walk.lastEvent, leaf.seq)
  }

  /** What we were given under numbers that this tree passed, and that does not stand in it. */
  #notInTree({ text, given, firstEvent, lastEvent, lastStatement, compared }: Walk): Found[] {
    const { live, meta } = this.#parts.state
    const events = [...live.values()].filter(
      ({ seq }) => seq >= firstEvent && seq <= lastEvent && !given.has(seq),
    )
    const statements = Object.keys(meta.uncheckedStatements?.hashes ?? {})
      .map(Number)
      .filter((seq) => seq <= lastStatement && !compared.has(seq))
    for (const seq of statements) compared.add(seq)
    return [
      ...events.map(({ seq }) => new Found('changed', { note: text, seq }, aboutEvent(seq))),
      ...statements.map((seq) => new Found('changed', { note: text, statement: seq }, aboutStatement(seq))),
    ]
  }

  /** How far the walk came, with what it found on the way: both or neither. */
  async #keepWalk(walk: Walk, more: Partial<Watched>): Promise<void> {
    const { edge, lastEvent, lastStatement, told, found, compared } = walk
    const { hashes, missing } = this.#parts.state.meta.uncheckedStatements ?? NOTHING_UNCHECKED
    const left = Object.entries(hashes).filter(([seq]) => !compared.has(Number(seq)))
    const changes =
      left.length === Object.keys(hashes).length
        ? []
        : [setMeta('uncheckedStatements', { hashes: Object.fromEntries(left), missing })]
    await this.#keep(
      { size: edge.size, edge: edge.full.map(toBase64url), lastEvent, lastStatement, ...more },
      { told, found, changes },
    )
    walk.told = []
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

  async #compareStatement(
    leaf: LeafOf<'statement'>,
    shown: Readonly<Record<string, unknown>>,
    walk: Walk,
  ): Promise<Found | null> {
    const { state, readDirectory } = this.#parts
    const after = (): number => state.meta.directory?.after ?? 0
    // A leaf stands in the tree in the same moment as the statement in the directory: what was not there a
    // moment ago is there when it is asked for after that, or is kept from us.
    if (leaf.seq > after() && !walk.directoryRead) {
      await readDirectory()
      walk.directoryRead = true
    }
    const unchecked = state.meta.uncheckedStatements ?? NOTHING_UNCHECKED
    const what = { ...shown, statement: leaf.seq }
    if (leaf.seq > after() || unchecked.missing.includes(leaf.seq))
      return new Found('withheld-statement', what, aboutStatement(leaf.seq))
    const hash = unchecked.hashes[leaf.seq]
    walk.compared.add(leaf.seq)
    return hash === undefined || hash === toBase64url(leaf.hash)
      ? null
      : new Found('changed', what, aboutStatement(leaf.seq))
  }

  async #compareEvent(
    leaf: LeafOf<'envelope'>,
    shown: Readonly<Record<string, unknown>>,
  ): Promise<Found | null> {
    const { state } = this.#parts
    // A day more, because it is the relay that says when a day is over.
    if (leaf.expiresDay <= dayNumber(this.#parts.now()) + 1) return null
    // A row may have gone here, by a disk that failed or a clock that jumped: nobody is accused before it was
    // asked for again.
    if (!state.live.has(liveKey(leaf.seq))) await this.#parts.readAgain(leaf.seq)
    const row = state.live.get(liveKey(leaf.seq))
    if (!row) return new Found('withheld', { ...shown, seq: leaf.seq }, aboutEvent(leaf.seq))
    const { salt, envelope } = row
    const isSame = equalBytes(saltedHash(fromBase64url(salt), fromBase64url(envelope)), leaf.hash)
    return isSame
      ? null
      : new Found('changed', { ...shown, seq: leaf.seq, salt, envelope }, aboutEvent(leaf.seq))
  }

  /** Compares with what the trustee signed, and brings it what we saw. */
  async #witness(seen: Seen, walked: boolean): Promise<void> {
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
      ...(walked ? await this.#panelNote(seen) : {}),
    })
    this.#witnessAt = ports.monotonic()
    if (answer.fork) await this.#fork(answer.fork, seen.checkpoint.origin)
    const confirmed = answer.note === null ? null : await this.#cosigned(answer.note, seen.checkpoint.origin)
    await this.#keep({
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
        lastEvent: 0,
        lastStatement: 0,
        problems: [],
        silence: { log: NO_SILENCE, trustee: NO_SILENCE },
      }
    )
  }
  /**
   * What was told and found is kept with how far was read: each leaf counts once, and no finding is lost. The
   * same finding again is none.
   */
  async #keep(part: Partial<Watched>, more: Kept = {}): Promise<void> {
    const { state, ports, exclusive, now } = this.#parts
    const { told = [], found = [], changes = [] } = more
    const before = this.#watched()
    const at = new Date(ports.clock.now()).toISOString()
    const fresh: LogFinding[] = []
    for (const { problem: what, about, shown } of found) {
      const isSame = (one: LogFinding): boolean => one.what === what && one.about === about
      if ([...before.problems, ...fresh].some(isSame)) continue
      fresh.push({ what, about, at, shown: JSON.stringify(shown) })
    }
    const counts =
      told.length === 0
        ? []
        : [setMeta('told', withTold(state.meta.told ?? NOTHING_TOLD, told, epochNumber(now()) - 1))]
    const room = Math.max(0, MOST_FINDINGS - before.problems.length)
    const problems = [...before.problems, ...fresh.slice(0, room)]
    await exclusive(() =>
      state.commit([
        setMeta('watched', { ...before, ...part, problems }),
        ...counts,
        ...changes,
        ...fresh.slice(0, room).map(({ what }) => logged(ports, 'log-broken', null, what)),
      ]),
    )
  }
}

const SAYS: Readonly<Record<LogProblem, string>> = {
  dropped: 'The relay signed that it keeps this event. It does not stand in its log.',
  shrunk: 'The relay signed the second note after the first. Its tree is smaller: something was taken back.',
  rewritten:
    'The leaves that the relay gives do not make the root that it signed, or do not continue the tree that it signed before.',
  withheld: 'This leaf stands in the log that the relay signed. It did not give us the event.',
  'withheld-statement':
    'This statement has a number in the directory, or a leaf in the log that the relay signed. It did not give it to us.',
  changed: 'What the relay gave us is not what stands in the log that it signed.',
  'two-stories': 'The relay signed two trees of which one does not begin with the other.',
  unproven:
    'The relay does not prove that the tree it showed the trustee is the beginning of the tree it shows us.',
  behind: 'The relay signed a larger tree for the trustee than it shows us now.',
}

/** For who wants to check it: what was found, what the relay signed, and whose keys these are. */
export const logProof = ({ meta: { watched }, identity: { roots } }: State): { file: Uint8Array } => {
  if (!watched || watched.problems.length === 0)
    throw new RuggensteunError('not-allowed', { field: 'log-proof' })
  const proof = {
    keys: roots,
    formats: ['RFC 6962', 'C2SP signed-note', 'C2SP tlog-cosignature', 'docs/protocol.md'],
    findings: watched.problems.map(({ what, at, shown }) => ({
      what,
      says: SAYS[what],
      at,
      shown: JSON.parse(shown) as unknown,
    })),
  }
  return { file: utf8(`${JSON.stringify(proof, null, 2)}\n`) }
}

/**
 * Null where a server is away or does not make sense: without an answer nothing is
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
