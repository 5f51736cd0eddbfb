/** Which column of a caseload file is what (domain.md 5.2): header synonyms, and the columns that are never read. */
export const FIELDS = ['localNumber', 'firstName', 'prefix', 'lastName', 'birthDate', 'group', 'postcode', 'houseNumber', 'neighbourhood', 'phone', 'bsn'] as const
export type Field = (typeof FIELDS)[number]

const SYNONYMS: Readonly<Record<Field, readonly string[]>> = {
  localNumber: ['leerlingnummer', 'stamnummer', 'stamnr', 'clientnummer', 'administratienummer', 'nummer'],
  firstName: ['roepnaam', 'voornaam', 'voornamen', 'firstname'],
  prefix: ['tussenvoegsel', 'tussenvoegsels', 'voorvoegsel', 'voorvoegsels', 'tv'],
  lastName: ['achternaam', 'geslachtsnaam', 'lastname'],
  birthDate: ['geboortedatum', 'gebdatum', 'gebdat', 'birthdate'],
  group: ['groep', 'klas', 'stamgroep', 'leerjaar', 'klasnaam'],
  postcode: ['postcode', 'pc', 'pc6'],
  houseNumber: ['huisnummer', 'huisnr'],
  neighbourhood: ['wijkcode', 'wkcode', 'wijk'],
  phone: ['telefoon', 'telefoonnummer', 'mobiel'],
  bsn: ['bsn', 'burgerservicenummer', 'sofinummer'],
}

/** Never read: another purpose, or text that says more than is needed. */
const FORBIDDEN = /onderwijsnummer|pgn|eckid|diagnose|notitie|toelichting|opmerking|zorg|bijzonderheden/

const plain = (header: string): string => header.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]/g, '')

export interface Mapping { readonly fields: ReadonlyMap<Field, number>; readonly used: string[]; readonly ignored: string[]; readonly forbidden: string[] }

/** `bsnAllowed` false puts the BSN column among the forbidden ones. */
export const mapColumns = (headers: readonly string[], bsnAllowed: boolean): Mapping => {
  const fields = new Map<Field, number>()
  const mapping: Mapping = { fields, used: [], ignored: [], forbidden: [] }
  headers.forEach((header, index) => {
    const name = plain(header)
    const field = FIELDS.find((candidate) => SYNONYMS[candidate].includes(name))
    if (FORBIDDEN.test(name) || (field === 'bsn' && !bsnAllowed)) mapping.forbidden.push(header)
    else if (field && !fields.has(field)) {
      fields.set(field, index)
      mapping.used.push(header)
    } else if (header.trim() !== '') mapping.ignored.push(header)
  })
  return mapping
}
