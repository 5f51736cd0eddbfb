/**
 * Order of two texts by their code units, as `sort` wants it: below 0, 0, or above 0. For ISO dates, ids and
 * whatever a person does not read as a list of names; those are sorted with `localeCompare`.
 */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0
  return a < b ? -1 : 1
}
