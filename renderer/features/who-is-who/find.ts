import type { OrganisationView } from '../../../shared/worker.ts'

/** Without case and accents, so that `coordinator` finds `Coördinator`. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/**
 * Every word that was typed stands in its name, discipline, linie, wijken, or in the name or function of a
 * contact.
 */
export const fits = (organisation: OrganisationView, asked: string, kind: string, linie: string): boolean => {
  const { name, neighbourhoods, contact, standIn, coordinates } = organisation
  const all = folded(
    [
      name,
      kind,
      linie,
      ...neighbourhoods,
      ...coordinates,
      contact.name,
      contact.function,
      standIn.name,
      standIn.function,
    ].join(' '),
  )
  return folded(asked)
    .split(/\s+/)
    .every((word) => all.includes(word))
}

export const isAway = ({ awayUntil }: OrganisationView, today: string | null): boolean =>
  awayUntil !== null && (today === null || today <= awayUntil)
