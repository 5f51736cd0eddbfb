import { foldForSearch, rankOf, wordsOf, type Rank } from '../../../shared/domain/find.ts'
import type { OrganisationView } from '../../../shared/api/membership.ts'

/**
 * Every word that was typed stands in its name, discipline, linie, wijken, or in the name or function of a
 * contact.
 */
export const rankOfOrganisation = (
  organisation: OrganisationView,
  asked: string,
  kind: string,
  linie: string,
): Rank | null => {
  const { name, neighbourhoods, contact, standIn, coordinates } = organisation
  const all = foldForSearch(
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
  return rankOf(all, wordsOf(asked))
}

export const isAway = ({ awayUntil }: OrganisationView, today: string | null): boolean =>
  awayUntil !== null && (today === null || today <= awayUntil)
