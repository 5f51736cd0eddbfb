/**
 * Writing an import, and taking it back. Everything is sealed ahead, a slice at a time, and written in one
 * transaction: a crash leaves the old list or the new one. What it replaced is kept, sealed, for seven days
 * or until the next import.
 */
import { addDays } from 'date-fns/addDays'
import { toHex } from '../../../../shared/encoding.ts'
import type { ImportOutcome } from '../../../../shared/api/caseload.ts'
import { Child } from '../../../../shared/domain/child.ts'
import { RuggensteunError } from '../../../../shared/errors.ts'
import { matchKeysOf } from '../../../../shared/matching/match-keys.ts'
import type { ImportPlan } from '../../caseload/compare.ts'
import type { ImportSession } from '../../caseload/import-session.ts'
import { breathing, type Breathe } from '../../core/time-slices.ts'
import { withoutAbsenceOf } from './absence.ts'
import { withoutAttemptsOf } from '../my-signals/attempts.ts'
import { logged } from '../../store/logbook.ts'
import type { Ports } from '../../ports.ts'
import { type Change, put, remove, setMeta } from '../../store/changes.ts'
import type { State } from '../../store/state.ts'
import type { StoredTokens } from '../../store/rows.ts'
import type { Exclusive } from '../../store/exclusive.ts'

interface Parts {
  readonly state: State
  readonly ports: Ports
  readonly exclusive: Exclusive
  readonly now: () => Date
}

/**
 * How one child was before: `child` null where it was not there; `tokens` null where they were not touched.
 */
interface Before {
  readonly id: string
  readonly child: Child | null
  readonly tokens: readonly (readonly [key: string, row: StoredTokens])[] | null
}

const UNDO_DAYS = 7
const PER_UNDO_ROW = 100
const PER_BREATH = 20
const TRIES = 3
/** Writing a row takes about four times as long as sealing it: for the bar only. */
const WRITING = 4
const undoKey = (index: number): string => String(index).padStart(6, '0')

/** A BSN is kept nowhere longer than until its token is made; not here either. */
const withoutBsn = ({ bsn: _, ...child }: Child): Child => child

export const keysDiffer = (state: State, a: Child, b: Child): boolean => {
  const bsnAllowed = state.identity.organisation.bsnBasis !== null
  return JSON.stringify(matchKeysOf(a, bsnAllowed)) !== JSON.stringify(matchKeysOf(b, bsnAllowed))
}
const sameKeys = (state: State, a: Child, b: Child): boolean =>
  b.bsn === undefined && !keysDiffer(state, withoutBsn(a), withoutBsn(b))

/** Changes that take away the tokens of these children. */
export const withoutTokens = (state: State, childIds: ReadonlySet<string>): Change[] =>
  [...state.tokens].filter(([, row]) => childIds.has(row.childId)).map(([key]) => remove('tokens', key))

const tokensByChild = (state: State): Map<string, [string, StoredTokens][]> => {
  const byChild = new Map<string, [string, StoredTokens][]>()
  for (const [key, row] of state.tokens)
    byChild.set(row.childId, [...(byChild.get(row.childId) ?? []), [key, row]])
  return byChild
}

/** Changes that forget how the last import is undone. */
export const forgetUndo = (state: State): Change[] =>
  state.meta.undoable
    ? [
        ...Array.from({ length: state.meta.undoable.rows }, (_, i) => remove('undo', undoKey(i))),
        setMeta('undoable', undefined),
      ]
    : []

interface Prepared {
  readonly children: Change[]
  readonly undo: Change[]
  /** Children whose tokens no longer fit. */
  readonly stale: ReadonlySet<string>
}

/** What is replaced comes back with the tokens it had: they cost budget to make. */
const prepare = async (
  plan: ImportPlan,
  removeGone: boolean,
  { state, ports }: Pick<Parts, 'state' | 'ports'>,
  breathe: Breathe,
): Promise<Prepared> => {
  const tokens = tokensByChild(state)
  const children: Change[] = []
  const before: Before[] = []
  const stale = new Set<string>()
  const replaced = (child: Child, fits: boolean): void => {
    if (!fits) stale.add(child.id)
    before.push({
      id: child.id,
      child: withoutBsn(child),
      tokens: fits ? null : (tokens.get(child.id) ?? []),
    })
  }
  for (const read of plan.added) {
    const child = Child.parse({ ...read, id: toHex(ports.random(16)) })
    children.push(put('children', child.id, child))
    before.push({ id: child.id, child: null, tokens: null })
    if (children.length % PER_BREATH === 0) await breathe()
  }
  for (const change of plan.changed) {
    children.push(put('children', change.after.id, Child.parse(change.after)))
    replaced(change.before, sameKeys(state, change.before, change.after))
    if (children.length % PER_BREATH === 0) await breathe()
  }
  for (const child of removeGone ? plan.gone : []) {
    children.push(remove('children', child.id))
    replaced(child, false)
  }
  const undo = Array.from({ length: Math.ceil(before.length / PER_UNDO_ROW) }, (_, i): Change => ({
    table: 'undo',
    key: undoKey(i),
    value: before.slice(i * PER_UNDO_ROW, (i + 1) * PER_UNDO_ROW),
  }))
  return { children, undo, stale }
}

const outcomeOf = (plan: ImportPlan, removeGone: boolean, notRead: number): ImportOutcome => ({
  added: plan.added.length,
  changed: plan.changed.length,
  unchanged: plan.unchanged,
  gone: plan.gone.length,
  removed: removeGone ? plan.gone.length : 0,
  duplicates: plan.duplicates,
  notRead,
})

/** Gives way between slices; cannot be called off any more. */
const steady = ({ ports }: Pick<Parts, 'ports'>) =>
  breathing(
    ports.monotonic,
    (task) => {
      ports.after(0, task)
    },
    { check: () => {}, paused: () => null },
  )

/**
 * Sealing takes seconds for a long list and other commands go on meanwhile; where one of them changed a
 * child, what was prepared no longer fits and is made again.
 */
export const saveImport = async (parts: Parts, session: ImportSession): Promise<ImportOutcome> => {
  const { state, ports, exclusive, now } = parts
  const breathe = steady(parts)
  const { removeGone } = session
  session.saving(0)
  try {
    for (let tries = 1; tries <= TRIES; tries++) {
      const revision = state.childrenRevision
      const plan = await session.plan()
      const outcome = outcomeOf(plan, removeGone, session.rows.unreadRows)
      const { children, undo, stale } = await prepare(plan, removeGone, parts, breathe)
      const large = [...children, ...undo]
      const show = session.saving(large.length * (1 + WRITING))
      const sealed = await state.seal(large, (done) => {
        show(done)
        return breathe()
      })
      const saved = await exclusive(async () => {
        if (state.childrenRevision !== revision) return false
        const previous = state.meta.lastImport ?? null
        const small: Change[] = [
          ...forgetUndo(state).slice(undo.length, -1),
          ...withoutTokens(state, stale),
          ...withoutAbsenceOf(state, new Set(removeGone ? plan.gone.map(({ id }) => id) : [])),
          ...withoutAttemptsOf(state, new Set(removeGone ? plan.gone.map(({ id }) => id) : [])),
          setMeta('lastImport', { at: now().toISOString(), outcome }),
          setMeta(
            'undoable',
            undo.length > 0
              ? { until: addDays(now(), UNDO_DAYS).toISOString(), rows: undo.length, previous }
              : undefined,
          ),
          logged(
            ports,
            'imported',
            null,
            `${outcome.added + outcome.changed}/${outcome.added + outcome.changed + outcome.unchanged + outcome.notRead}`,
          ),
        ]
        await state.commitSealed(
          [...large, ...small],
          [...sealed, ...(await state.seal(small, () => Promise.resolve()))],
          breathe,
          (done) => show(large.length + Math.min(done, large.length) * WRITING),
        )
        return true
      })
      if (!saved) continue
      session.done(outcome)
      return outcome
    }
    throw new RuggensteunError('not-allowed', { field: 'import' })
  } catch (error) {
    session.notSaved()
    throw error
  }
}

/**
 * The list as it was before the last import. Throws undo-gone where that is past its date or was done
 * already.
 */
export const undoImport = (parts: Parts): Promise<void> => {
  const { state, ports, exclusive, now } = parts
  const breathe = steady(parts)
  return exclusive(async () => {
    const { undoable } = state.meta
    const rows = [...(await state.loadUndo()).values()] as Before[][]
    if (!undoable || undoable.until <= now().toISOString() || rows.length < undoable.rows)
      throw new RuggensteunError('undo-gone')
    const current = tokensByChild(state)
    const changes: Change[] = []
    for (const { id, child, tokens } of rows.flat()) {
      const there = state.children.get(id)
      const fits = child !== null && there !== undefined && tokens === null && sameKeys(state, there, child)
      const restored = new Set(tokens?.map(([key]) => key))
      const unwanted = fits ? [] : (current.get(id) ?? []).filter(([key]) => !restored.has(key))
      changes.push(...unwanted.map(([key]) => remove('tokens', key)))
      if (child) changes.push(put('children', id, child))
      else if (there) changes.push(remove('children', id))
      for (const [key, row] of tokens ?? []) changes.push(put('tokens', key, row))
      await breathe()
    }
    changes.push(
      ...forgetUndo(state),
      setMeta('lastImport', undoable.previous ?? undefined),
      logged(ports, 'import-undone'),
    )
    changes.push(...state.comparedNoMore(changes))
    await state.commitSealed(changes, await state.seal(changes, breathe), breathe)
  })
}
