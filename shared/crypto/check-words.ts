/**
 * Check words: four plain Dutch words that two people read to each other, and groups of digits for a printed
 * fingerprint. 256 words, so a word is a byte; four of them, after a commitment, leave a liar one chance in
 * 2^32 (RFC 6189, section 4.4; docs/decisions/0006).
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { concat, fromBase64url, utf8 } from '../encoding.ts'

export const WORDS: readonly string[] = `
  aardbei adelaar akker amandel anker appel april arend atlas augurk avond baard baken balkon bamboe banaan
  banjo bever bezem biet blad bloem boek boer bokaal boom boot bord boter brief brood brug
  buffel buik cactus cello cirkel citroen clown dadel dak das deur dier dijk dorp draak dragon
  druif duif duim eend egel eiland ekster emmer engel ezel fabriek fakkel ferry fiets fles fluit
  fontein fornuis framboos galop gans garage garnaal geit gember giraf gitaar gordijn gras grot haak haas
  hamer hamster hand harp haven heks helm hemel herfst hert heuvel hond honing hotel huis iglo
  inkt jacht jager jas jurk kaars kaas kabel kam kameel kano kapper kasteel kat kers ketting
  kikker kip kist klok knoop koffer komma konijn koor kraan krant kroon kruik kurk kussen kwast
  ladder lamp laurier leeuw lepel letter libel lijn limoen lippen lucht maan magneet mais mand mantel
  markt masker melk merel meubel molen mosterd motor muis muts muur naald nacht nagel neus nijl
  noot oceaan oester olijf orgel otter oven paard paleis panda paprika parel paspoort peper pijl pinda
  piraat planeet poort potlood prins puzzel radijs radio raket raam regen reiger ring rivier robot roos
  rozijn rups saffier salade schaap schip sjaal slak sleutel sneeuw sofa spiegel spin ster stoel storm
  strand suiker tafel tandem tapijt tarwe tent theepot tijger toren tractor trein trommel trui tulp tuin
  uil uniform vaas varken veer velg vijver vinger viool vis vlieg vlinder vogel vork vulkaan wagen
  walnoot water wekker wesp wiel winter wolk wortel zadel zalm zebra zeep zilver zomer zon zwaan
`
  .trim()
  .split(/\s+/)

const COUNT = 4

/**
 * The words of what both sides saw; every part is length-prefixed, so that no two lists of parts look alike.
 */
export const checkWords = (parts: readonly Uint8Array[]): string[] => {
  const hash = sha256(
    concat(
      utf8('ruggensteun/check/1'),
      ...parts.flatMap((part) => [new Uint8Array([part.length >> 8, part.length & 255]), part]),
    ),
  )
  return Array.from(hash.slice(0, COUNT), (byte) => WORDS[byte]!)
}

/**
 * A public key as eight groups of five digits: 128 bits of its SHA-256, to be read aloud from a printed
 * sheet.
 */
export const fingerprint = (publicKey: string): string => {
  const hash = sha256(concat(utf8('ruggensteun/fingerprint/1'), fromBase64url(publicKey)))
  return Array.from({ length: 8 }, (_, i) =>
    String((hash[2 * i]! << 8) | hash[2 * i + 1]!).padStart(5, '0'),
  ).join(' ')
}
