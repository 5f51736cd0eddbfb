import Store from 'electron-store'
import type { z } from 'zod'
import { errorCode } from '../faults.ts'
import { report } from '../report.ts'

export interface Disposable<T> {
  read(): T
  write(value: T): void
}

/**
 * One file of things the app can do without. An empty, garbled or locked file never stops the start: its
 * values are the defaults, and what cannot be written lasts until the app closes. Nothing secret and nothing
 * of the field.
 *
 * @param schema must have an answer for every input (`.catch`)
 */
export function disposable<T>(name: string, schema: z.ZodType<T>): Disposable<T> {
  const store = attempt(name, () => new Store<Record<string, unknown>>({ name, clearInvalidConfig: true }))
  let value = schema.parse(attempt(name, () => store?.get('value')))
  return {
    read: () => value,
    write: (next) => {
      value = schema.parse(next)
      attempt(name, () => store?.set('value', value))
    },
  }
}

function attempt<R>(name: string, action: () => R): R | undefined {
  try {
    return action()
  } catch (error) {
    report(`${name}: ${errorCode(error) ?? 'not readable'}, continuing with defaults`)
    return undefined
  }
}
