/** What every command of an open device is: a function, and what happens around it. */
import type { Command, CommandOf, CommandResult } from '../../../shared/api/api.ts'
import type { DirectoryContext } from '../directory/own-statements.ts'
import type { Invitations } from '../directory/invitations.ts'
import type { Exclusive } from '../store/exclusive.ts'

export interface CommandContext extends DirectoryContext {
  /** One change at a time: what a task reads stays true until it has committed. */
  readonly exclusive: Exclusive
  readonly invitations: Invitations
}

export type Result<K extends Command['kind']> = CommandResult<K> | Promise<CommandResult<K>>

export interface Handler<K extends Command['kind'], C extends CommandContext = CommandContext> {
  /** Runs while no other change does. */
  readonly inTurn: boolean
  /** Afterwards the sync looks whether something leaves. */
  readonly sends: boolean
  readonly run: (context: C, command: CommandOf<K>) => Result<K>
}
export type HandlersOf<K extends Command['kind']> = { readonly [P in K]: Handler<P> }

type Maker = <K extends Command['kind'], C extends CommandContext = CommandContext>(
  run: Handler<K, C>['run'],
) => Handler<K, C>

export const sends: Maker = (run) => ({ inTurn: true, sends: true, run })
/** Changes nothing that others could get. */
export const stays: Maker = (run) => ({ inTurn: true, sends: false, run })
/** Not in turn, because it waits for others; starts no sync by itself. */
export const asks: Maker = (run) => ({ inTurn: false, sends: false, run })
/** Says something to the directory first. */
export const declares: Maker = (run) => ({ inTurn: false, sends: true, run })
