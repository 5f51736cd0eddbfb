import { z } from 'zod'
import type { Bridge } from '../../shared/bridge.ts'
import { Fault } from '../faults.ts'
import type { RequestName } from './channels.ts'

/** Takes what came over the wire, whatever it is. */
export type Handler<Output> = (payload: unknown) => Promise<Output>
export type Handlers = { readonly [Name in RequestName]: Handler<Awaited<ReturnType<Bridge[Name]>>> }

/**
 * A handler whose input is what the schema says, or a `bad-payload` that names the field and never its
 * content.
 */
export function answering<Input, Output>(
  schema: z.ZodType<Input>,
  answer: (input: Input) => Output | Promise<Output>,
): Handler<Output> {
  return async (payload) => {
    const input = schema.safeParse(payload)
    if (!input.success) throw new Fault('bad-payload', input.error.issues.map(describe).join('; '))
    return answer(input.data)
  }
}

/** For requests that carry nothing. */
export const Nothing = z.undefined()

function describe({ path, code }: z.core.$ZodIssue): string {
  return `${path.length > 0 ? path.join('.') : 'value'}: ${code}`
}
