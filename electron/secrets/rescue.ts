import { readFile } from 'node:fs/promises'
import { errorCode } from '../faults.ts'
import { report } from '../report.ts'
import { removeWhole, writeWhole } from './whole-file.ts'

export interface Rescue {
  load(): Promise<string | null>
  save(record: string | null): Promise<void>
}

/** One sealed text beside the vault. One that cannot be read is as good as none, and never stops a start. */
export function openRescue(path: string): Rescue {
  let last: Promise<unknown> = Promise.resolve()
  /** In order: an older copy must not replace a newer one. */
  const inTurn = <T>(action: () => Promise<T>): Promise<T> => {
    const turn = last.then(action, action)
    last = turn.catch(() => undefined) // the caller gets the rejection from `turn`
    return turn
  }
  const load = async (): Promise<string | null> => {
    try {
      return (await readFile(path, 'utf8')) || null
    } catch (error) {
      if (errorCode(error) !== 'ENOENT')
        report(`rescue copy: not readable (${errorCode(error) ?? 'unknown'})`)
      return null
    }
  }
  return {
    load: () => inTurn(load),
    save: (record) => inTurn(() => (record === null ? removeWhole(path) : writeWhole(path, record))),
  }
}
