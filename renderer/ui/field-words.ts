/** What a field says by itself, whichever form it stands in. The words come from the app, which has the catalogue. */
import { createContext, useContext } from 'react'

export interface FieldWords {
  readonly bsn: string
  readonly wholeYear: string
  /** `day`: ISO date. */
  readonly dayFrom: (day: string) => string
  readonly dayUntil: (day: string) => string
}

const FieldWordsContext = createContext<FieldWords>({
  bsn: 'BSN',
  wholeYear: 'jjjj',
  dayFrom: (day) => day,
  dayUntil: (day) => day,
})
export const FieldWordsProvider = FieldWordsContext.Provider
export const useFieldWords = (): FieldWords => useContext(FieldWordsContext)
