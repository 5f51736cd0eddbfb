/** How columns are called in the files that people have. */
import type { ColumnUse, ColumnWhy } from '../../../shared/api/caseload.ts'

const SYNONYMS: Readonly<Record<Exclude<ColumnUse, 'skip'>, readonly string[]>> = {
  localNumber: [
    'leerlingnummer',
    'leerlingnr',
    'stamnummer',
    'stamnr',
    'clientnummer',
    'clientnr',
    'clientid',
    'dossiernummer',
    'dossiernr',
    'administratienummer',
    'nummer',
    'nr',
    'id',
    'key',
    'studentnummer',
    'kindnummer',
  ],
  firstName: [
    'roepnaam',
    'voornaam',
    'voornamen',
    'voorletters',
    'voorletters1',
    'firstname',
    'givenname',
    'naamkind',
    'doopnamen',
    'doopnaam',
    'naamleerling',
  ],
  callName: ['callname', 'roepnaamkind'],
  prefix: [
    'tussenvoegsel',
    'tussenvoegsels',
    'voorvoegsel',
    'voorvoegsels',
    'tv',
    'tussenv',
    'infix',
    'prefix',
  ],
  lastName: [
    'achternaam',
    'geslachtsnaam',
    'familienaam',
    'lastname',
    'surname',
    'geboortenaam',
    'achternaamkind',
    'achternaamleerling',
  ],
  otherLastName: [
    'andereachternaam',
    'achternaam2',
    'tweedeachternaam',
    'vroegereachternaam',
    'meisjesnaam',
    'partnernaam',
    'alias',
    'aliasnaam',
    'achternaammoeder',
    'achternaamvader',
  ],
  fullName: [
    'naam',
    'volledigenaam',
    'leerling',
    'client',
    'clientnaam',
    'leerlingnaam',
    'kind',
    'name',
    'fullname',
    'weergavenaam',
    'jongere',
  ],
  birthDate: [
    'geboortedatum',
    'gebdatum',
    'gebdat',
    'geboren',
    'geborenop',
    'birthdate',
    'dateofbirth',
    'gebdtm',
    'dob',
  ],
  group: [
    'groep',
    'klas',
    'stamgroep',
    'leerjaar',
    'klasnaam',
    'groepsnaam',
    'groepnaam',
    'jaargroep',
    'lesgroep',
    'stamklas',
  ],
  postcode: ['postcode', 'pc', 'pc6', 'postcodekind', 'zipcode', 'postalcode'],
  houseNumber: ['huisnummer', 'huisnr', 'hnr', 'nrhuis'],
  houseAddition: ['toevoeging', 'huisnummertoevoeging', 'huisnrtoevoeging', 'huisletter', 'toev'],
  earlierAddress: [
    'vorigepostcode',
    'oudepostcode',
    'vroegerepostcode',
    'eerderepostcode',
    'postcodevorige',
    'postcodeoud',
    'vorigadres',
    'oudadres',
    'vroegeradres',
    'eerderadres',
    'postcode2',
    'vorigepostcodeenhuisnummer',
  ],
  neighbourhood: ['wijkcode', 'wkcode', 'wijk', 'wijkcodecbs', 'buurtcode', 'bucode'],
  shielded: [
    'geheimadres',
    'geheim',
    'afscherming',
    'afgeschermd',
    'adresgeheim',
    'indicatiegeheim',
    'verstrekkingsbeperking',
    'adresafgeschermd',
  ],
  parent: [
    'ouder',
    'ouder1',
    'ouder2',
    'ouderverzorger',
    'ouderverzorger1',
    'ouderverzorger2',
    'verzorger',
    'verzorger1',
    'verzorger2',
    'naamouder',
    'naamouder1',
    'naamouder2',
    'ouders',
    'moeder',
    'vader',
    'naammoeder',
    'naamvader',
    'naamverzorger1',
    'naamverzorger2',
    'gezaghebbende',
    'gezaghebbende1',
    'gezaghebbende2',
  ],
  sibling: [
    'broer',
    'zus',
    'broers',
    'zussen',
    'broerzus',
    'broersenzussen',
    'broersofzussen',
    'broerszussen',
    'brus',
    'brussen',
    'siblings',
    'broertjes',
    'broerofzus',
    'broerenzus',
    'broertjeszusjes',
  ],
  worker: [
    'mentor',
    'leerkracht',
    'contactpersoon',
    'behandelaar',
    'casusregisseur',
    'begeleider',
    'vastemedewerker',
    'medewerker',
    'docent',
    'groepsleerkracht',
    'jongerenwerker',
    'hulpverlener',
    'regisseur',
    'casemanager',
    'zorgcoordinator',
  ],
  phone: [
    'telefoon',
    'telefoonnummer',
    'mobiel',
    'telefoonthuis',
    'tel',
    'telefoonouder1',
    'telouder1',
    'telefoon1',
    'mobielnummer',
    'telnr',
    'telefoonouder',
    'telouder',
    'telefoonverzorger1',
    'telverzorger1',
    'mobielouder1',
    'gsm',
    'noodnummer',
  ],
  bsn: [
    'bsn',
    'burgerservicenummer',
    'sofinummer',
    'sofi',
    'sofinr',
    'bsnnummer',
    'bsnnr',
    'bsnleerling',
    'bsnkind',
  ],
}

/** Known, and of no use for recognising a child. */
export const NOT_NEEDED =
  /^(geslacht|sekse|gender|sex|mv|jm|geboorteplaats|geboorteland|nationaliteit\d?|land|woonplaats|plaats|gemeente|straat|straatnaam|adres|email|emailadres|mail|e?mailouder\d?|gebruikersnaam|fotourl|foto|mutatiedatum|inschrijfdatum|uitschrijfdatum|startdatum|einddatum|status|etniciteit|leeftijd|schooljaar|brin|brincode|vestiging|verzuim\w*|laatstecontact|datumlaatstecontact|laatstaanwezig|ongeoorloofd|absentie|toestemming\w*|dossiertype)$/

const HEALTH =
  /diagnos|medisch|medicatie|medicijn|allergie|indicatiestelling|beperking|dyslexie|dsm|stoornis|gezondheid|huisarts/

const FREE_TEXT =
  /notitie|toelicht|opmerk|bijzonderhed|zorg(?!co)|omschrijving|aantekening|verslag|memo|situatie|problematiek|hulpvraag|achtergrond|reden|commentaar|bijzonder/

const SCHOOL_NUMBER = /onderwijsnummer|onderwijsnr|ondwnr|pgn|persoonsgebondennummer/

const CHAIN_ID = /eckid|ketenid|eckidentifier/

export const plainHeader = (header: string): string =>
  header
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]/g, '')

const USE_OF = new Map(
  Object.entries(SYNONYMS).flatMap(([use, names]) => names.map((name) => [name, use as ColumnUse] as const)),
)

export const forbiddenBy = (header: string): ColumnWhy | null => {
  if (CHAIN_ID.test(header)) return 'chain-id'
  if (SCHOOL_NUMBER.test(header)) return 'school-number'
  if (USE_OF.get(header) === 'shielded' || NOT_NEEDED.test(header)) return null
  if (HEALTH.test(header)) return 'health'
  return FREE_TEXT.test(header.replaceAll('verzorg', '')) ? 'free-text' : null
}

export const useOf = (header: string): ColumnUse | null =>
  USE_OF.get(header) ?? (header.startsWith('bsn') ? 'bsn' : null)

/** How many different things a row names that a header would. */
export const headerScore = (cells: readonly string[]): number =>
  new Set(
    cells.map(plainHeader).flatMap((name) => {
      const use = useOf(name) ?? forbiddenBy(name) ?? (NOT_NEEDED.test(name) ? name : null)
      return use ? [use] : []
    }),
  ).size
