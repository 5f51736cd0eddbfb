/**
 * Figures per wijk between interface and engine, and the list of areas they are shown by. A figure is a
 * number or nothing: no key of these has room for a person or an organisation. They are made on the device of
 * a coordinator and sent nowhere.
 */
import { z } from 'zod'
import { AreaList } from '../domain/areas.ts'
import { Quarter } from '../calendar/quarters.ts'
import { Shown } from '../domain/small-cells.ts'
import { NeighbourhoodCode } from '../domain/identifiers.ts'

/** Days since it was sent: less than seven, up to fourteen, more. Of what is not closed. */
export const OPEN_AGES = ['week', 'two-weeks', 'longer'] as const
/**
 * Working days from sending until this device heard that somebody answered. That nobody did is not among
 * them: it would make a whole of them, which bounds what else is shown.
 */
export const FIRST_ANSWERS = ['0', '1', '2', '3-5', '6-10', 'longer'] as const

export const QuarterFigures = z.strictObject({
  /** Of signalen sent in it that are gone by now. */
  quarter: Quarter,
  restored: Shown,
  first: z.array(Shown).length(FIRST_ANSWERS.length),
})
export type QuarterFigures = z.infer<typeof QuarterFigures>
/** `quarters`: newest first, the same ones for every wijk, whether there was anything or not. */
export const WijkFigures = z.strictObject({
  neighbourhood: NeighbourhoodCode,
  open: Shown,
  ages: z.array(Shown).length(OPEN_AGES.length),
  quarters: z.array(QuarterFigures),
})
export type WijkFigures = z.infer<typeof WijkFigures>
/** Of the wijken that this device coordinates; null where it coordinates none. */
export const FiguresView = z.array(WijkFigures).nullable()
export type FiguresView = z.infer<typeof FiguresView>

/** `place`: the row was kept, without its place on the map. Of the others nothing was. */
export const AreaProblem = z.enum(['code', 'name', 'twice', 'no-wijk', 'place', 'place-taken'])
export type AreaProblem = z.infer<typeof AreaProblem>
/** What a file of areas holds; nothing of it is kept yet. */
export interface AreaFile {
  readonly areas: AreaList['areas']
  readonly problems: readonly {
    readonly row: number
    readonly problem: AreaProblem
    /** What stood there. */
    readonly value: string
  }[]
}

export const FIGURES_COMMANDS = [
  /** Returns {@link AreaFile}. */
  z.object({ kind: z.literal('read-areas'), file: z.instanceof(Blob) }),
  /** In place of the list there was; null: none. */
  z.object({ kind: z.literal('keep-areas'), list: AreaList.nullable() }),
  /** A list or a report was printed or saved: for the logbook of this device. */
  z.object({
    kind: z.literal('export-made'),
    what: z.enum(['triage', 'figures']),
    form: z.enum(['csv', 'print', 'pdf']),
  }),
] as const
export interface FiguresResults {
  'read-areas': AreaFile
}
