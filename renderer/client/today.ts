import { format } from 'date-fns/format'
import { useState } from 'react'
import { useView } from './engine.ts'

/** ISO date by the relay's clock; before its first word by the laptop's, as it was when the screen came. */
export const useToday = (): string => {
  const [laptop] = useState(() => format(new Date(), 'yyyy-MM-dd'))
  return useView('session').today ?? laptop
}
