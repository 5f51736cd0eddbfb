/**
 * The single source of the types of match key: letter, what a key of it is made of, whether it opens, and its
 * budget. Each has an OPRF key of its own at both holders. In the order in which they are worth a slot, as
 * measured (docs/matching.md).
 */
export const KEY_TYPES = [
  'B',
  'P',
  'F',
  'U',
  'L',
  'W',
  'E',
  'H',
  'Y',
  'X',
  'M',
  'O',
  'D',
  'V',
  'R',
  'I',
  'S',
  'G',
] as const
export type KeyType = (typeof KEY_TYPES)[number]

export interface Layout {
  /** `false`: a match is a hint. It opens nothing, and a human asks. A key without first name never opens. */
  readonly opens: boolean
  readonly given: 'word' | 'row' | 'sound' | 'end' | 'ends' | 'initial' | 'none'
  readonly surname: 'word' | 'row' | 'sound' | 'start' | 'end' | 'ends' | 'none'
  readonly date: 'whole' | 'anyOrder' | 'year' | 'yearMonth' | 'yearDay' | 'none'
  readonly place: 'pc6' | 'pc4' | 'pc6-number' | 'pc4-number' | 'number' | 'none'
  /** The two names in alphabetical order: a first name in the field of the surname finds its way. */
  readonly anyOrder?: true
  /** The name of a parent in place of the surname. */
  readonly parent?: true
  readonly onlyDefaultDates?: true
}

export const LAYOUTS: Readonly<Record<KeyType, Layout | 'bsn'>> = {
  B: 'bsn',
  P: { opens: true, given: 'sound', surname: 'sound', date: 'whole', place: 'none', anyOrder: true },
  F: { opens: true, given: 'ends', surname: 'none', date: 'anyOrder', place: 'pc6' },
  U: { opens: true, given: 'sound', surname: 'end', date: 'anyOrder', place: 'pc4' },
  L: { opens: true, given: 'end', surname: 'sound', date: 'whole', place: 'none' },
  W: { opens: true, given: 'word', surname: 'word', date: 'none', place: 'pc6-number' },
  E: { opens: true, given: 'ends', surname: 'ends', date: 'whole', place: 'none' },
  H: { opens: true, given: 'sound', surname: 'none', date: 'anyOrder', place: 'pc4-number' },
  Y: { opens: true, given: 'ends', surname: 'sound', date: 'year', place: 'pc6' },
  X: { opens: true, given: 'ends', surname: 'start', date: 'yearDay', place: 'number' },
  M: { opens: true, given: 'row', surname: 'row', date: 'yearMonth', place: 'pc4' },
  O: { opens: true, given: 'row', surname: 'none', date: 'whole', place: 'none', parent: true },
  D: {
    opens: false,
    given: 'sound',
    surname: 'sound',
    date: 'whole',
    place: 'none',
    anyOrder: true,
    onlyDefaultDates: true,
  },
  V: { opens: false, given: 'ends', surname: 'ends', date: 'whole', place: 'none', onlyDefaultDates: true },
  R: { opens: false, given: 'ends', surname: 'none', date: 'whole', place: 'pc6', onlyDefaultDates: true },
  S: { opens: false, given: 'none', surname: 'sound', date: 'whole', place: 'pc6' },
  G: { opens: false, given: 'none', surname: 'sound', date: 'none', place: 'pc6-number' },
  I: { opens: false, given: 'initial', surname: 'sound', date: 'whole', place: 'pc4' },
}

/** Surname and address, no first name and no date: somebody of the family may be known. */
export const FAMILY_KEY = 'G' satisfies KeyType

/** Whether a match of this type may open content. Every such type holds the first name, or is the BSN. */
export const opens = (type: KeyType): boolean => {
  const layout = LAYOUTS[type]
  return layout === 'bsn' || layout.opens
}

/**
 * Tokens of a type per child, at most: 0.9 to 1.25 as measured on lists with every optional column, two where
 * both parents are known (docs/matching.md).
 */
export const tokensPerChild = (type: KeyType): number => {
  const layout = LAYOUTS[type]
  return layout === 'bsn' ? 1 : layout.parent ? 2 : 1.25
}

/** For corrections, moves and children who come in the course of an epoch. */
const MARGIN = 1.25
/** Evaluations of a type per declared child and epoch. */
export const budgetFactor = (type: KeyType): number => MARGIN * tokensPerChild(type)
