/** The agreements of a wijk, as the programmabureau signs them. */
import type { CommandOf } from '../../../../shared/api/api.ts'
import { RuggensteunError } from '../../../../shared/errors.ts'
import { mayBegin } from '../../../../shared/membership/agreements.ts'
import { signsRules } from '../../../../shared/membership/roles.ts'
import { signed } from '../../directory/own-statements.ts'
import { logged } from '../../store/logbook.ts'
import { declares, type CommandContext, type HandlersOf } from '../handler.ts'

/**
 * Throws not-your-role, or not-allowed where they would begin today or before, or before a version that was
 * signed already.
 */
const signRules = async (
  context: CommandContext,
  { neighbourhood, from, agreements, why }: CommandOf<'sign-rules'>,
): Promise<void> => {
  const { device, organisation } = context.state.identity
  if (!signsRules(device, organisation)) throw new RuggensteunError('not-your-role', { action: 'wijk-rules' })
  const known = context.state.directory.rules.get(neighbourhood) ?? []
  const at = context.now.toISOString()
  if (!mayBegin(from, at, known)) throw new RuggensteunError('not-allowed', { field: 'from' })
  await context.membership.publish([
    await signed(context, {
      type: 'wijk-rules',
      rules: { neighbourhood, serial: known.length + 1, from, agreements, why },
      deviceId: device.id,
      at,
    }),
  ])
  await context.state.commit([logged(context.ports, 'rules-signed', neighbourhood)])
}

export const AGREEMENTS_HANDLERS: HandlersOf<'sign-rules'> = { 'sign-rules': declares(signRules) }
