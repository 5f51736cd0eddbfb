import { runInThisContext } from 'node:vm'
import { makeCodec } from './codec.ts'

interface Question {
  readonly t: 'eval'
  readonly id: number
  readonly fn: string
  readonly arg: unknown
}

const { enc, dec } = makeCodec()

/** `launchApp().evaluate(fn, arg)`: runs the test's function here with the module as its first argument. */
export function answerEvaluations(electron: object): void {
  if (process.send === undefined) return
  process.on('message', async (message) => {
    const { t, id, fn, arg } = message as Question
    if (t !== 'eval') return
    try {
      const run = runInThisContext(`(${fn})`) as (module: object, arg: unknown) => unknown
      process.send?.({ t: 'result', id, value: enc(await run(electron, dec(arg))) })
    } catch (error) {
      process.send?.({
        t: 'result',
        id,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
    }
  })
  process.on('disconnect', () => process.exit(1)) // the test is gone
}

export const tellTest = (message: object): void => void process.send?.(message)
