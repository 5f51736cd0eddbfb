/** What the trustee signed of the relay's log: others see the same tree, or the relay told two stories. */
import { equalBytes, fromBase64url } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { rootOfBeginning } from '../../../shared/log/merkle.ts'
import {
  cosignedAt,
  cosignNote,
  panelName,
  readNote,
  TRUSTEE_NAME,
  writeNote,
  type Checkpoint,
} from '../../../shared/log/note.ts'
import { ConsistencyAnswer, WitnessAnswer } from '../../../shared/protocol/http.ts'
import type { State } from '../store/state.ts'
import { keepWatched, Found, type WatchParts } from './record.ts'
import { readOwnNote, type Seen } from './note.ts'

/** Compares with what the trustee signed, and brings it what we saw. */
export const compareWithTrustee = async (
  parts: WatchParts,
  theirs: WitnessAnswer,
  seen: Seen,
  walked: boolean,
): Promise<void> => {
  const { trustee, state } = parts
  if (theirs.fork) await fork(state, theirs.fork, seen.checkpoint.origin)
  const before =
    theirs.note === null ? null : (await cosigned(state, theirs.note, seen.checkpoint.origin)).checkpoint
  if (before && before.size > seen.checkpoint.size)
    throw new Found('behind', { trustee: theirs.note, relay: seen.text })
  const proof = before ? await proofSince(parts, before, seen, theirs.note!) : []
  const answer = await trustee.call('POST', '/v1/witness', WitnessAnswer, {
    note: seen.text,
    proof,
    ...(walked ? await panelNote(parts, seen) : {}),
  })
  if (answer.fork) await fork(state, answer.fork, seen.checkpoint.origin)
  const confirmed = answer.note === null ? null : await cosigned(state, answer.note, seen.checkpoint.origin)
  await keepWatched(parts, {
    confirmedAt: confirmed && new Date(confirmed.seconds * 1000).toISOString(),
    panelAt: answer.panel === null ? null : await panelAt(state, answer.panel),
  })
}

const cosigned = async (
  state: State,
  text: string,
  origin: string,
): Promise<{ checkpoint: Checkpoint; seconds: number }> => {
  const { note, checkpoint } = await readOwnNote(state, text, origin)
  const seconds = await cosignedAt(note, {
    name: TRUSTEE_NAME,
    publicKey: fromBase64url(state.identity.roots.trustee),
  })
  if (seconds === null) throw new RuggensteunError('trustee-garbage', { path: '/v1/witness' })
  return { checkpoint, seconds }
}

/** Two notes that the relay signed, of one size and with different roots: that alone is the proof. */
const fork = async (state: State, notes: readonly [string, string], origin: string): Promise<never> => {
  const [a, b] = [await readOwnNote(state, notes[0], origin), await readOwnNote(state, notes[1], origin)]
  if (a.checkpoint.size !== b.checkpoint.size || equalBytes(a.checkpoint.root, b.checkpoint.root))
    throw new RuggensteunError('trustee-garbage', { path: '/v1/witness' })
  throw new Found('two-stories', { notes })
}

const proofSince = async (
  { relay }: WatchParts,
  before: Checkpoint,
  { checkpoint, text }: Seen,
  theirs: string,
): Promise<string[]> => {
  const { proof } = await relay.call(
    'GET',
    `/v1/log/consistency?before=${before.size}&size=${checkpoint.size}`,
    ConsistencyAnswer,
  )
  const root = rootOfBeginning(before.size, checkpoint, proof.map(fromBase64url), before.root)
  if (!root) throw new Found('unproven', { trustee: theirs, relay: text, proof })
  if (!equalBytes(root, before.root)) throw new Found('two-stories', { trustee: theirs, relay: text, proof })
  return proof
}

/** A device of the panel signs too what it saw. */
const panelNote = async (
  { state: { identity }, ports }: WatchParts,
  { note }: Seen,
): Promise<{ panel?: string }> => {
  if (!identity.device.roles.includes('panel')) return {}
  const own = await cosignNote(
    note.text,
    { name: panelName(identity.device.id), publicKey: fromBase64url(identity.device.signingKey) },
    identity.signingKey,
    Math.floor(ports.clock.now() / 1000),
  )
  return { panel: writeNote({ text: note.text, signatures: [...note.signatures, own] }) }
}

const panelAt = async (state: State, text: string): Promise<string | null> => {
  const note = readNote(text)
  for (const { name } of note?.signatures ?? [])
    for (const device of state.directory.devices.values()) {
      if (name !== panelName(device.id) || !device.roles.includes('panel')) continue
      const seconds = await cosignedAt(note!, { name, publicKey: fromBase64url(device.signingKey) })
      if (seconds !== null) return new Date(seconds * 1000).toISOString()
    }
  return null
}
