/** The parts of a birth date that keys are made of. */

/** 1 January and 1 July stand for "not known" in many registrations: they tell nobody apart. */
export const isDefaultDate = (birthDate: string): boolean =>
  birthDate.endsWith('-01-01') || birthDate.endsWith('-07-01')

/** Year, month and day as text, or null for what is no date of ISO form. */
export const datePartsOf = (
  birthDate: string,
): { readonly year: string; readonly month: string; readonly day: string } | null => {
  const [, year, month, day] = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(birthDate) ?? []
  return year && month && day ? { year, month, day } : null
}
