/** What a wijk or buurt is called, by the list on this device; its code where it stands in no list. */
import { useView } from './engine.ts'

export const useAreaName = (): ((code: string) => string) => {
  const names = new Map(useView('areas')?.areas.map(({ code, name }) => [code, name]))
  return (code) => names.get(code) ?? code
}

/** Name and code, or the code alone. */
export const useAreaTitle = (): ((code: string) => string) => {
  const name = useAreaName()
  return (code) => (name(code) === code ? code : `${name(code)} (${code})`)
}
