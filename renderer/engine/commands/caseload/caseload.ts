/**
 * The own list: finding in it, changing a child by hand, and reading a file into it. Import never makes a
 * signaal (docs/field.md, "Lists that organisations have").
 */
import { toHex } from '../../../../shared/encoding.ts'
import { isAbsenceCommand } from '../../../../shared/api/absence.ts'
import type {
  CaseloadCommand,
  CaseloadSummary,
  ChildDraft,
  ImportingView,
  ImportResult,
} from '../../../../shared/api/caseload.ts'
import { Child, fullName, siblingsOf } from '../../../../shared/domain/child.ts'
import { RuggensteunError } from '../../../../shared/errors.ts'
import { ImportSession } from '../../caseload/import-session.ts'
import { ChildList, listed } from '../../caseload/list.ts'
import { unreadAsCsv } from '../../caseload/unread.ts'
import { adviceAbout } from '../../core/parents-words.ts'
import { type Change, put, remove, setMeta } from '../../store/changes.ts'
import { logged } from '../../store/logbook.ts'
import type { State } from '../../store/state.ts'
import type { Meta, StoredTokens } from '../../store/rows.ts'
import { AbsenceDesk, withoutAbsenceOf } from './absence.ts'
import { withoutAttemptsOf } from '../my-signals/attempts.ts'
import { forgetUndo, keysDiffer, saveImport, undoImport, withoutTokens } from './save-import.ts'
import type { CaseloadParts } from './caseload-parts.ts'

export const caseloadSummary = (state: State, now: Date): CaseloadSummary => {
  const { lastImport, undoable } = state.meta
  return {
    total: state.children.size,
    revision: state.childrenRevision,
    lastImport: lastImport ?? null,
    undoUntil: undoable && undoable.until > now.toISOString() ? undoable.until : null,
  }
}

interface Removed {
  readonly child: Child
  readonly tokens: readonly (readonly [string, StoredTokens])[]
  readonly absence: Meta['absence']['children'][string] | undefined
  readonly attempts: Meta['attempts'][string] | undefined
}
const REMEMBERED = 20

export class CaseloadDesk {
  readonly #parts: CaseloadParts
  readonly #list: ChildList
  readonly #removed = new Map<string, Removed>()
  readonly #absence: AbsenceDesk
  #session: ImportSession | null = null

  constructor(parts: CaseloadParts) {
    this.#parts = parts
    const { state } = parts
    this.#absence = new AbsenceDesk(parts)
    this.#list = new ChildList(() => ({ all: state.children, revision: state.childrenRevision }))
  }

  importing(): ImportingView | null {
    return this.#session?.view() ?? null
  }

  /** The engine closes: what was being read is forgotten. */
  stop(): void {
    this.#session?.end()
    this.#session = null
    this.#absence.stop()
    this.#removed.clear()
  }

  /** An undo that is past its date goes; called when the engine opens. */
  expire(): Promise<void> {
    const { state, now, exclusive } = this.#parts
    return state.meta.undoable && state.meta.undoable.until <= now().toISOString()
      ? exclusive(() => state.commit(forgetUndo(state)))
      : Promise.resolve()
  }

  async run(command: CaseloadCommand): Promise<unknown> {
    const { exclusive } = this.#parts
    if (isAbsenceCommand(command)) return this.#absence.run(command)
    switch (command.kind) {
      case 'find-children':
        return this.#list.page(command)
      case 'look-up-children':
        return this.#lookUp(command.ids)
      case 'save-child':
        return exclusive(() => this.#save(command.childId, command.child))
      case 'remove-child':
        return exclusive(() => this.#remove(command.childId))
      case 'undo-remove':
        return exclusive(() => this.#undoRemove(command.childId))
      case 'open-import':
        return this.#open(command.name, command.file, command.looseQuotes)
      case 'cancel-import':
        return this.#endSession()
      case 'undo-import':
        return undoImport(this.#parts)
      case 'import-caseload':
        return importAtOnce(this.#parts, command.name, command.file)
      default:
        break
    }
    const session = this.#session
    if (!session) throw new RuggensteunError('import-ended')
    switch (command.kind) {
      case 'choose-sheet':
        return this.#orEnd(session.chooseSheet(command.sheet))
      case 'set-import-column':
        return session.setColumn(command.column, command.use)
      case 'set-import-option':
        return session.setOption(command)
      case 'mend-cell':
        return { problem: session.mend(command.row, command.column, command.value, command.keep) }
      case 'skip-row':
        return session.skip(command.row)
      case 'show-problems':
        return session.showProblems(command.offset)
      case 'go-to-step':
        return session.goTo(command.step)
      case 'pause-import':
        return session.pause(command.paused)
      case 'finish-import':
        return saveImport(this.#parts, session)
      case 'import-differences':
        return session.differences(command.change, command.offset, command.limit)
      case 'unread-rows':
        // What is not checked yet may not be readable either: a list without it would say that it is.
        await session.checked
        return { file: unreadAsCsv(session.rows.unread(), command.titles, command.words) }
      default:
        return undefined
    }
  }

  #lookUp(ids: readonly string[]): unknown {
    const children = ids.flatMap((id) => this.#parts.state.children.get(id) ?? [])
    const [first] = children
    return {
      children: children.map(listed),
      siblings: first
        ? siblingsOf(first, [...this.#parts.state.children.values()])
            .slice(0, 12)
            .map(listed)
        : [],
      advice: adviceAbout(this.#parts.state, ids),
    }
  }

  async #save(childId: string | null, draft: ChildDraft): Promise<{ childId: string }> {
    const { state, ports, today } = this.#parts
    const before = childId === null ? undefined : state.children.get(childId)
    if (childId !== null && !before) throw new RuggensteunError('unknown-child')
    if (draft.birthDate > today()) throw new RuggensteunError('child-incomplete', { field: 'birthDate' })
    const child = Child.parse({
      ...draft,
      ...(before?.bsn ? { bsn: before.bsn } : {}),
      id: before?.id ?? toHex(ports.random(16)),
    })
    await state.commit([
      put('children', child.id, child),
      ...(before && keysDiffer(state, before, child) ? withoutTokens(state, new Set([child.id])) : []),
      logged(ports, 'child-saved', fullName(child)),
    ])
    return { childId: child.id }
  }

  async #remove(childId: string): Promise<void> {
    const { state, ports } = this.#parts
    const child = state.children.get(childId)
    if (!child) throw new RuggensteunError('unknown-child')
    const tokens = [...state.tokens].filter(([, row]) => row.childId === childId)
    const [absence, attempts] = [state.meta.absence?.children[childId], state.meta.attempts?.[childId]]
    await state.commit([
      remove('children', childId),
      ...withoutTokens(state, new Set([childId])),
      ...withoutAbsenceOf(state, new Set([childId])),
      ...withoutAttemptsOf(state, new Set([childId])),
      logged(ports, 'removed'),
    ])
    this.#removed.set(childId, { child, tokens, absence, attempts })
    for (const oldest of this.#removed.keys())
      if (this.#removed.size > REMEMBERED) this.#removed.delete(oldest)
  }

  async #undoRemove(childId: string): Promise<void> {
    const { state, ports } = this.#parts
    const removed = this.#removed.get(childId)
    if (!removed) throw new RuggensteunError('undo-gone')
    const { absence } = state.meta
    const restored: Change[] = removed.absence
      ? [
          setMeta('absence', {
            readAt: absence?.readAt ?? this.#parts.now().toISOString(),
            children: { ...absence?.children, [childId]: removed.absence },
          }),
        ]
      : []
    if (removed.attempts)
      restored.push(setMeta('attempts', { ...state.meta.attempts, [childId]: removed.attempts }))
    await state.commit([
      put('children', childId, removed.child),
      ...removed.tokens.map(([key, row]) => put('tokens', key, row)),
      ...restored,
      logged(ports, 'undone'),
    ])
    this.#removed.delete(childId)
  }

  async #open(name: string, file: Blob, looseQuotes: boolean): Promise<void> {
    if (this.#session?.step === 'saving') throw new RuggensteunError('not-allowed', { field: 'import' })
    this.#session?.end()
    this.#session = newSession(this.#parts, name)
    this.#parts.changed()
    await this.#orEnd(this.#session.open(file, looseQuotes))
  }

  /** A read error ends the session, unless a newer session took its place. */
  async #orEnd(work: Promise<void>): Promise<void> {
    const session = this.#session
    try {
      await work
    } catch (error) {
      session?.end()
      if (this.#session === session) this.#session = null
      throw error
    }
  }

  #endSession(): void {
    if (this.#session?.step === 'saving') throw new RuggensteunError('not-allowed', { field: 'import' })
    this.#session?.end()
    this.#session = null
  }
}

const newSession = ({ state, ports, changed, today }: CaseloadParts, name: string): ImportSession =>
  new ImportSession(name, {
    known: () => state.children,
    since: () => state.meta.lastImport?.at ?? null,
    today: today(),
    bsnAllowed: state.identity.organisation.bsnBasis !== null,
    changed,
    now: ports.monotonic,
    later: (task) => {
      ports.after(0, task)
    },
  })

/**
 * A file read in as proposed, in one go: the first list of a device file. Throws the named errors of files.
 */
export const importAtOnce = async (
  parts: CaseloadParts,
  name: string,
  bytes: Uint8Array,
): Promise<ImportResult> => {
  const session = newSession(parts, name)
  await session.open(new Blob([new Uint8Array(bytes)]), false)
  if (session.step === 'sheets') await session.chooseSheet(0)
  if (session.view().notes.some(({ about }) => about === 'no-header'))
    throw new RuggensteunError('file-no-header')
  await session.checked
  const refused = [...session.rows.unread()].map(({ row, header, problem }) => ({
    row,
    column: header,
    problem,
  }))
  const {
    columns,
    encoding,
    rows: { unreadRows },
  } = session
  const { added, changed, unchanged } = await saveImport(parts, session)
  const named = (test: (column: (typeof columns)[number]) => boolean): string[] =>
    columns.filter(test).map(({ header }) => header)
  return {
    added,
    updated: changed,
    unchanged,
    refused: refused.slice(0, 500),
    refusedCount: unreadRows,
    encoding,
    columnsUsed: named(({ use }) => use !== 'skip'),
    columnsForbidden: named(({ choice }) => choice === 'never'),
    columnsIgnored: named(({ use, choice }) => use === 'skip' && choice !== 'never'),
  }
}
