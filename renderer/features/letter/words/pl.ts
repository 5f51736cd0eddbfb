import type { LetterWords } from './shape.ts'

/**
 * Names stand after a colon, because they would change their form in a sentence. Rights are said without
 * 'Państwo' or 'Ty'.
 */
export const words: LetterWords = {
  locale: 'pl-PL',
  dir: 'ltr',
  reviewed: false,
  to: {
    parents: 'Do rodziców lub opiekunów ({names})',
    both: 'Do: {names} oraz do rodziców lub opiekunów',
    'young-person': 'Do: {names}',
  },
  number: 'Numer sygnału: {number}',
  subject: {
    parents: 'Szukaliśmy kontaktu w sprawie: {names}',
    both: 'Szukaliśmy kontaktu w sprawie: {names}',
    'young-person': 'Szukaliśmy z Tobą kontaktu',
  },
  salutation: {
    parents: 'Szanowni Rodzice lub Opiekunowie,',
    both: 'Dzień dobry, {names}, Szanowni Rodzice lub Opiekunowie,',
    'young-person': 'Dzień dobry, {names},',
  },
  lost: {
    child: 'Od {since} nie mieliśmy kontaktu z: {names}.',
    self: 'Od {since} nie mieliśmy z Tobą kontaktu.',
  },
  tried: 'Oto, czego próbowaliśmy: {tried}.',
  ways: {
    called: 'telefon',
    messaged: 'wiadomość lub e-mail',
    visited: 'wizyta w domu',
    letter: 'list',
    'other-parent': 'pytanie przez innego rodzica',
    'sibling-school': 'pytanie przez szkołę brata lub siostry',
  },
  asked: {
    child:
      'Dnia {asked} zapytaliśmy inne organizacje, czy nadal mają kontakt z: {names}. Takie pytanie nazywa się sygnałem (po niderlandzku: signaal). Użyliśmy do tego programu Ruggensteun.',
    self: 'Dnia {asked} zapytaliśmy inne organizacje, czy nadal mają z Tobą kontakt. Takie pytanie nazywa się sygnałem (po niderlandzku: signaal). Użyliśmy do tego programu Ruggensteun.',
  },
  purpose: 'Naszym jedynym celem było odzyskanie kontaktu.',
  noBlame:
    'Sygnał nie jest karą. Nie jest też zgłoszeniem do Veilig Thuis (holenderskiego ośrodka do spraw przemocy domowej i krzywdzenia dzieci).',
  usedTitle: 'Jakich danych użyliśmy?',
  used: {
    child: 'Aby szukać, nasz komputer użył następujących danych ({names}): {compared}.',
    self: 'Aby szukać, nasz komputer użył następujących Twoich danych: {compared}.',
  },
  compared: {
    name: 'imię i nazwisko',
    birthDate: 'data urodzenia',
    address: 'kod pocztowy i numer domu',
    parents: 'imiona i nazwiska rodziców',
    bsn: 'numer obywatela (BSN)',
  },
  source: 'Dane te pochodzą z naszej własnej dokumentacji.',
  codes: 'Komputer zamienił je na kody. Same dane nie zostały wysłane.',
  read: {
    child:
      'Organizacja, która już zna te osoby ({names}), mogła przeczytać: od kiedy nie ma kontaktu, czego próbowaliśmy, grupę wiekową, dzielnicę, jak szybko potrzebujemy odpowiedzi, czy rodzice o tym wiedzą i do kogo zadzwonić.',
    self: 'Organizacja, która już Cię zna, mogła przeczytać: od kiedy nie ma kontaktu, czego próbowaliśmy, grupę wiekową, dzielnicę, jak szybko potrzebujemy odpowiedzi, czy rodzice o tym wiedzą i do kogo zadzwonić.',
  },
  coordinator:
    'Koordynator zespołu dzielnicowego (wijkteam) też mógł to przeczytać, ale nie widział, o kogo chodzi.',
  others:
    'Inne organizacje nie mogły tego przeczytać. Serwer gminy przechowywał sygnał, ale też nie mógł go odczytać.',
  notUsed: 'Tych danych nie użyliśmy: {things}.',
  notUsedThings: { bsn: 'numer obywatela (BSN)', health: 'dane o zdrowiu', reports: 'oceny i sprawozdania' },
  until: 'Dnia {until} sygnał zniknie u wszystkich, także u nas.',
  basis: 'Zrobiliśmy to na tej podstawie prawnej: {basis}',
  rightsTitle: 'Prawa',
  rights: {
    access: 'Wgląd: można zapytać, jakich danych użyliśmy.',
    correction: 'Sprostowanie: coś się nie zgadza? Poprawimy to.',
    objection: 'Sprzeciw: można powiedzieć, że się tego nie chce. Wtedy rozpatrzymy to ponownie.',
    erasure: 'Usunięcie: można poprosić o usunięcie danych.',
    complaint:
      'Skarga: można powiedzieć nam, co było nie tak. Można też złożyć skargę do holenderskiego urzędu ochrony danych (Autoriteit Persoonsgegevens): autoriteitpersoonsgegevens.nl.',
  },
  officer: 'Pytania o dane można też zadać naszemu inspektorowi ochrony danych: {officer}.',
  callTitle: 'Do kogo można zadzwonić?',
  call: 'Chętnie porozmawiamy. Prosimy o telefon: {phone}, {person} ({function}).',
  help: 'Rozmowa lub czytanie po niderlandzku jest trudne? Warto poprosić kogoś o pomoc.',
  regards: 'Z poważaniem,',
}
