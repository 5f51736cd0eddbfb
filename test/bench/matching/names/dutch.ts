/**
 * Dutch surnames. The fifty commonest with their count in 2007: Nederlandse Familienamenbank of the Meertens Instituut, as
 * published under CC0 by digitalheir/family-names-in-the-netherlands. What lies below is built from parts (surnameOfRank).
 */
export const TOP_SURNAMES: readonly (readonly [prefix: string, core: string, count2007: number])[] = [
  ['de', 'Jong', 83782], ['', 'Jansen', 73533], ['de', 'Vries', 71065], ['van den', 'Berg', 57377], ['van', 'Dijk', 56408], ['', 'Bakker', 55273], ['', 'Janssen', 54040],
  ['', 'Visser', 49525], ['', 'Smit', 42275], ['', 'Meijer', 38472], ['de', 'Boer', 38191], ['', 'Mulder', 36207], ['de', 'Groot', 36032], ['', 'Bos', 35402], ['', 'Vos', 30279],
  ['', 'Peters', 30106], ['', 'Hendriks', 29492], ['', 'Dekker', 27946], ['van', 'Leeuwen', 27819], ['', 'Brouwer', 25419], ['de', 'Wit', 24055], ['', 'Dijkstra', 23510],
  ['', 'Smits', 23205], ['de', 'Graaf', 21004], ['van der', 'Meer', 20591], ['', 'Kok', 20325], ['', 'Jacobs', 20148], ['van der', 'Linden', 20132], ['', 'Vermeulen', 20110],
  ['de', 'Haan', 20011], ['van den', 'Heuvel', 19899], ['van den', 'Broek', 18447], ['van der', 'Veen', 18366], ['de', 'Bruin', 17593], ['', 'Schouten', 17147], ['van', 'Beek', 16708],
  ['van der', 'Heijden', 16663], ['de', 'Bruijn', 16562], ['', 'Willems', 16508], ['van', 'Vliet', 16346], ['', 'Maas', 15620], ['', 'Hoekstra', 15613], ['', 'Verhoeven', 15525],
  ['', 'Koster', 15346], ['van', 'Dam', 15288], ['', 'Prins', 14894], ['', 'Huisman', 14682], ['', 'Blom', 14679], ['', 'Peeters', 14054], ['de', 'Jonge', 13989],
]

export const PREFIXES = ['van', 'van de', 'van den', 'van der', 'de', 'ter', 'ten', "van 't", "in 't", 'op den', 'van het', 'den', 'le', 'du'] as const

export const STEMS = [
  'Aal', 'Acker', 'Beek', 'Berg', 'Berken', 'Bloem', 'Boer', 'Boom', 'Bosch', 'Brand', 'Breed', 'Brink', 'Broek', 'Brug', 'Buit', 'Burg', 'Dal', 'Dam', 'Diep', 'Dijk', 'Doorn', 'Drie', 'Duin',
  'Eik', 'Elzen', 'Eng', 'Esch', 'Geest', 'Goed', 'Graaf', 'Groen', 'Haag', 'Haver', 'Heide', 'Hen', 'Hoek', 'Hof', 'Hol', 'Hoog', 'Horst', 'Hout', 'Huis', 'IJssel', 'Jager', 'Kamp',
  'Kerk', 'Klein', 'Klooster', 'Kool', 'Kort', 'Kroon', 'Kuip', 'Laar', 'Lang', 'Leeuw', 'Linden', 'Loon', 'Maas', 'Meer', 'Meijer', 'Mole', 'Moor', 'Nieuw', 'Noord', 'Olden', 'Ooster', 'Oud', 'Paal',
  'Peter', 'Pol', 'Poort', 'Post', 'Quist', 'Raad', 'Reijn', 'Rem', 'Riet', 'Rijk', 'Roos', 'Rozen', 'Ruiter', 'Schaap', 'Schip', 'Schoon', 'Slot', 'Snijder', 'Spier', 'Steen', 'Stolk', 'Straat', 'Swart',
  'Teun', 'Toren', 'Tuin', 'Uiter', 'Veen', 'Veld', 'Ver', 'Vlas', 'Vogel', 'Voor', 'Vroom', 'Waal', 'Water', 'Weer', 'Weijden', 'Wester', 'Wiel', 'Wijn', 'Wilde', 'Winkel', 'Wolf', 'Zand', 'Zee', 'Zuider', 'Zwaan', 'Zwart',
] as const

export const ENDINGS = [
  '', 'stra', 'sma', 'man', 'mans', 'huis', 'hof', 'ink', 'ing', 'aar', 'er', 'ers', 's', 'sen', 'kamp', 'berg', 'veld', 'broek', 'dijk', 'horst', 'boer', 'meijer', 'ema', 'inga', 'haar', 'beek', 'laar', 'donk', 'voort', 'wijk',
] as const

/**
 * Official name and what a child is called at home, where no rule of shortening gives it. Written for the generator from
 * general knowledge, apart from the recipe's own table: part of it is not in that table.
 */
export const CALL_NAMES: readonly (readonly [official: string, ...called: string[]])[] = [
  ['Johannes', 'Jan', 'Hans', 'Johan', 'Joop', 'Hannes', 'Jo', 'Jannes', 'Han', 'Joe'], ['Cornelis', 'Kees', 'Cor', 'Niels', 'Cees', 'Nelis'], ['Wilhelmus', 'Wim', 'Willem', 'Pim', 'Bill', 'Wil'],
  ['Hendrikus', 'Henk', 'Rik', 'Hein', 'Harrie', 'Driek', 'Hendrik'], ['Gerardus', 'Gerard', 'Geert', 'Ger', 'Sjraar', 'Gerrit'], ['Petrus', 'Piet', 'Peter', 'Pier', 'Pieter', 'Pjotr'], ['Antonius', 'Ton', 'Toon', 'Anton', 'Teun', 'Tony'],
  ['Jacobus', 'Jaap', 'Ko', 'Sjaak', 'Cobus', 'Jack', 'Jacco'], ['Adrianus', 'Ad', 'Arie', 'Janus', 'Adri', 'Aad'], ['Franciscus', 'Frans', 'Cis', 'Frank', 'Sus'], ['Theodorus', 'Theo', 'Dorus', 'Dirk', 'Ted'],
  ['Martinus', 'Martin', 'Tinus', 'Maarten', 'Mart'], ['Nicolaas', 'Klaas', 'Nico', 'Niek', 'Claus'], ['Mattheus', 'Thijs', 'Matthijs', 'Mathieu'], ['Bartholomeus', 'Bart', 'Mees', 'Meeuwes'], ['Ludovicus', 'Lodewijk', 'Louis', 'Luuk'],
  ['Josephus', 'Jos', 'Jef', 'Joep', 'Sjef'], ['Laurentius', 'Laurens', 'Lars', 'Rens', 'Lou'], ['Sebastiaan', 'Bas', 'Seb'], ['Alexander', 'Alex', 'Sander', 'Xander', 'Lex', 'Sasha'], ['Robertus', 'Rob', 'Robert', 'Bob', 'Bertus'],
  ['Maria', 'Marie', 'Mieke', 'Ria', 'Marijke', 'Mia', 'Maaike', 'Mies', 'Miep', 'Marja'], ['Johanna', 'Anja', 'Hanneke', 'Jo', 'Joke', 'Janna', 'Annie', 'Hanna'], ['Elisabeth', 'Els', 'Liesbeth', 'Betsy', 'Lies', 'Elise', 'Bep', 'Lisa'],
  ['Catharina', 'Trijntje', 'Toos', 'Karin', 'Ina', 'Kaatje', 'Katja', 'Tine', 'Nienke'], ['Wilhelmina', 'Mina', 'Willy', 'Mien', 'Helma', 'Wil'], ['Cornelia', 'Corrie', 'Nel', 'Lia', 'Neeltje', 'Cora'],
  ['Margaretha', 'Greet', 'Margriet', 'Gré', 'Marga', 'Grietje'], ['Adriana', 'Jana', 'Ada', 'Janneke', 'Adri'], ['Hendrika', 'Rika', 'Riek', 'Henny', 'Drika'], ['Petronella', 'Nel', 'Petra', 'Nellie', 'Pietje'],
  ['Geertruida', 'Truus', 'Geertje', 'Trudy', 'Tru'], ['Anna', 'Annie', 'Anneke', 'Antje', 'Ans', 'Anouk'], ['Christina', 'Stien', 'Tine', 'Kirsten', 'Chris'], ['Magdalena', 'Lena', 'Leen', 'Madelief'], ['Jacoba', 'Coba', 'Jaapje', 'Co'],
  ['Emmanuelle', 'Emma', 'Manou'], ['Christoffel', 'Stoffel', 'Chris', 'Kick'], ['Dirk-Jan', 'DJ', 'Dirk'], ['Jan-Willem', 'Jan', 'JW', 'Willem'], ['Anne-Marie', 'Anne', 'Annemie', 'Marie'],
]
