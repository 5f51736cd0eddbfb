/**
 * The disk of one device: fake-indexeddb behind a door that counts. A write becomes known a while after it is
 * committed, can be refused because the disk is full, and the machine can stop before or after a commit: then
 * what was not committed is gone.
 */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'

/** What this file uses of fake-indexeddb's inside. */
interface Request {
  dispatchEvent: (event: Event) => boolean
  result: unknown
  addEventListener(type: string, heard: () => void): void
}
interface Transaction {
  readonly mode: string
  _state: string
  error: DOMException | null
  readonly _rollbackLog: (() => void)[]
  _requests: { readonly request: Request }[]
  _abort(name: string | null): void
  _execRequestAsync: (asked: { operation: () => unknown }) => Request
  dispatchEvent: (event: { type: string }) => boolean
}
interface Connection {
  transaction: (tables: string | string[], mode?: string, options?: object) => Transaction
  readonly _rawDatabase: { processTransactions(): void }
  close(): void
}

export interface DiskRules {
  /** Called at every use; true where the machine stops here. */
  readonly step: (what: string) => boolean
  /**
   * Where a write is refused because the disk is full: browsers do it at either moment (ARCHITECTURE.md,
   * "What goes wrong without a network").
   */
  readonly full: () => 'at-put' | 'at-commit' | null
  /** Tells the machine a while later that a commit is done. */
  readonly later: (task: () => void) => void
}

/** Answers nothing, ever: what a machine that stopped hears of its disk. */
const nothing: unknown = new Proxy(() => {}, { get: () => nothing, apply: () => nothing, set: () => true })

interface Factory {
  open: (...given: unknown[]) => Request
  deleteDatabase: (name: string) => unknown
  databases: () => Promise<unknown>
}

export class Disk {
  readonly #factory = new IDBFactory()

  /** The door for one start of the machine. */
  mount(rules: DiskRules): Mounted {
    return new Mounted(this.#factory as unknown as Factory, rules)
  }
}

/** Everything the transaction did is undone, and it ends as one that was aborted. */
const refuseCommit = (running: Transaction, event: { type: string }): void => {
  for (const undo of running._rollbackLog.reverse()) undo()
  running.error = new DOMException('the disk is full', 'QuotaExceededError')
  event.type = 'abort'
}

export class Mounted {
  readonly indexedDB: globalThis.IDBFactory
  readonly IDBKeyRange = IDBKeyRange as unknown as typeof globalThis.IDBKeyRange
  readonly #rules: DiskRules
  readonly #connections = new Set<Connection>()
  readonly #running = new Map<Transaction, Connection>()
  #off = false

  constructor(factory: Factory, rules: DiskRules) {
    this.#rules = rules
    this.indexedDB = {
      open: (...given: unknown[]) => {
        if (this.#stops('open')) return nothing
        const opening = factory.open(...given)
        opening.addEventListener('success', () => this.#connected(opening.result as Connection))
        const dispatch = opening.dispatchEvent.bind(opening)
        opening.dispatchEvent = (event) => (this.#off ? true : dispatch(event))
        return opening
      },
      databases: () => (this.#stops('databases') ? new Promise(() => {}) : factory.databases()),
      deleteDatabase: (name: string) => (this.#stops('delete') ? nothing : factory.deleteDatabase(name)),
    } as unknown as globalThis.IDBFactory
  }

  #stops(what: string): boolean {
    return this.#off || this.#rules.step(what)
  }

  #connected(connection: Connection): void {
    this.#connections.add(connection)
    const start = connection.transaction.bind(connection)
    connection.transaction = (tables, mode, options) => {
      if (this.#stops(`${mode ?? 'readonly'} ${[tables].flat().join(' ')}`)) return nothing as Transaction
      const running = start(tables, mode, options)
      this.#running.set(running, connection)
      this.#follow(running, mode === 'readwrite')
      return running
    }
  }

  #follow(running: Transaction, writes: boolean): void {
    const dispatch = running.dispatchEvent.bind(running)
    const full = writes ? this.#rules.full() : null
    const execute = running._execRequestAsync.bind(running)
    if (full === 'at-put')
      running._execRequestAsync = (asked) =>
        execute({
          ...asked,
          operation: () => {
            throw new DOMException('the disk is full', 'QuotaExceededError')
          },
        })
    running.dispatchEvent = (event) => {
      if (event.type !== 'complete' && event.type !== 'abort') return dispatch(event)
      this.#running.delete(running)
      if (this.#off) return true
      if (full === 'at-commit' && event.type === 'complete') refuseCommit(running, event)
      if (!writes) return dispatch(event)
      this.#rules.later(() => {
        if (!this.#stops(event.type)) dispatch(event)
      })
      return true
    }
  }

  /** The machine stops: what runs is rolled back and nobody hears of it. */
  powerOff(): void {
    this.#off = true
    for (const [running, connection] of this.#running) {
      for (const { request } of running._requests) request.dispatchEvent = () => true
      if (running._state !== 'finished') running._abort('AbortError')
      connection._rawDatabase.processTransactions()
    }
    for (const connection of this.#connections) connection.close()
  }
}
