/**
 * The single source of the types of match key: letter, what a key of it is made of, whether it opens, and its budget. Each
 * has an OPRF key of its own at both holders. In the order in which they are worth a slot, as measured (docs/matching.md).
 */
export const KEY_TYPES = ['B', 'P', 'F', 'U', 'L', 'W', 'E', 'H', 'Y', 'N', 'X', 'M', 'O', 'D', 'I'] as const
export type KeyType = (typeof KEY_TYPES)[number]

export interface Layout {
  /** `false`: a match is a hint. It opens nothing, and a human asks. */
  readonly opens: boolean
  readonly given: 'word' | 'row' | 'sound' | 'end' | 'ends' | 'initial'
  readonly surname: 'word' | 'row' | 'sound' | 'start' | 'end' | 'ends' | 'none'
  readonly date: 'whole' | 'anyOrder' | 'year' | 'yearMonth' | 'yearDay' | 'none'
  readonly place: 'pc6' | 'pc4' | 'pc6-number' | 'pc4-number' | 'number' | 'none'
  /** The two names in alphabetical order: a first name in the field of the surname finds its way. */
  readonly anyOrder?: true
  /** The name of a parent in place of the surname. */
  readonly parent?: true
  readonly onlyDefaultDates?: true
  /** Evaluations per declared child and epoch: measured mean of the type, with a margin of a quarter for corrections. */
  readonly factor: number
}

export const LAYOUTS: Readonly<Record<KeyType, Layout | 'bsn'>> = {
  B: 'bsn',
  P: { opens: true, given: 'sound', surname: 'sound', date: 'whole', place: 'none', anyOrder: true, factor: 1.6 },
  F: { opens: true, given: 'ends', surname: 'none', date: 'anyOrder', place: 'pc6', factor: 1.6 },
  U: { opens: true, given: 'sound', surname: 'end', date: 'anyOrder', place: 'pc4', factor: 1.6 },
  L: { opens: true, given: 'end', surname: 'sound', date: 'whole', place: 'none', factor: 1.6 },
  W: { opens: true, given: 'word', surname: 'word', date: 'none', place: 'pc6-number', factor: 1.6 },
  E: { opens: true, given: 'ends', surname: 'ends', date: 'whole', place: 'none', factor: 1.6 },
  H: { opens: true, given: 'sound', surname: 'none', date: 'anyOrder', place: 'pc4-number', factor: 1.6 },
  Y: { opens: true, given: 'ends', surname: 'sound', date: 'year', place: 'pc6', factor: 1.6 },
  N: { opens: true, given: 'row', surname: 'row', date: 'anyOrder', place: 'none', anyOrder: true, factor: 1.6 },
  X: { opens: true, given: 'ends', surname: 'start', date: 'yearDay', place: 'number', factor: 1.6 },
  M: { opens: true, given: 'row', surname: 'row', date: 'yearMonth', place: 'pc4', factor: 1.6 },
  O: { opens: true, given: 'row', surname: 'none', date: 'whole', place: 'none', parent: true, factor: 1.6 },
  D: { opens: false, given: 'row', surname: 'row', date: 'whole', place: 'none', anyOrder: true, onlyDefaultDates: true, factor: 0.3 },
  I: { opens: false, given: 'initial', surname: 'sound', date: 'whole', place: 'pc4', factor: 1.6 },
}

/** The BSN: one at most, and only where there is a recorded basis. */
const BSN_FACTOR = 1.2

/** Whether a match of this type may open content. Every such type holds the first name, or is the BSN. */
export const opens = (type: KeyType): boolean => { const layout = LAYOUTS[type]; return layout === 'bsn' || layout.opens }

export const budgetFactor = (type: KeyType): number => { const layout = LAYOUTS[type]; return layout === 'bsn' ? BSN_FACTOR : layout.factor }
