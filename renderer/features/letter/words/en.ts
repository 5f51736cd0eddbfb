import type { LetterWords } from './shape.ts'

export const words: LetterWords = {
  locale: 'en-GB',
  dir: 'ltr',
  reviewed: false,
  to: {
    parents: 'To the parents or carers of {names}',
    both: 'To {names} and to the parents or carers',
    'young-person': 'To {names}',
  },
  number: 'Number of the signal: {number}',
  subject: {
    parents: 'We tried to get in touch about {names}',
    both: 'We tried to get in touch about {names}',
    'young-person': 'We tried to get in touch with you',
  },
  salutation: {
    parents: 'Dear parents or carers,',
    both: 'Dear {names}, dear parents or carers,',
    'young-person': 'Dear {names},',
  },
  lost: {
    child: 'From {since} we had no contact with {names} any more.',
    self: 'From {since} we had no contact with you any more.',
  },
  tried: 'This is what we tried: {tried}.',
  ways: {
    called: 'telephone',
    messaged: 'a text message or e-mail',
    visited: 'a visit to your home',
    letter: 'a letter',
    'other-parent': 'asking through another parent',
    'sibling-school': 'asking through the school of a brother or sister',
  },
  asked: {
    child:
      'On {asked} we asked other organisations whether they still had contact with {names}. Such a question is called a signal (in Dutch: signaal). We did this with a program called Ruggensteun.',
    self: 'On {asked} we asked other organisations whether they still had contact with you. Such a question is called a signal (in Dutch: signaal). We did this with a program called Ruggensteun.',
  },
  purpose: 'Our only aim was to get back in touch.',
  noBlame:
    'A signal is not a punishment. It is not a report to Veilig Thuis, the Dutch centre for domestic violence and child abuse, either.',
  usedTitle: 'Which data did we use?',
  used: {
    child: 'To search, our computer used these data of {names}: {compared}.',
    self: 'To search, our computer used these data of you: {compared}.',
  },
  compared: {
    name: 'the name',
    birthDate: 'the date of birth',
    address: 'the postcode and house number',
    parents: 'the names of the parents',
    bsn: 'the citizen service number (BSN)',
  },
  source: 'These data come from our own records.',
  codes: 'The computer turned them into codes. The data themselves were not sent.',
  read: {
    child:
      'An organisation that already knew {names} could read: since when there was no contact, what we tried, the age group, the neighbourhood, how soon we needed an answer, whether the parents knew about it, and whom to call.',
    self: 'An organisation that already knew you could read: since when there was no contact, what we tried, the age group, the neighbourhood, how soon we needed an answer, whether the parents knew about it, and whom to call.',
  },
  coordinator:
    'The coordinator of the neighbourhood team (wijkteam) could read this too, but did not see who it was about.',
  others:
    'Other organisations could not read it. The server of the municipality kept it, but could not read it either.',
  notUsed: 'We did not use: {things}.',
  notUsedThings: {
    bsn: 'the citizen service number (BSN)',
    health: 'data about health',
    reports: 'marks and reports',
  },
  until: 'On {until} the signal disappears everywhere, also with us.',
  basis: 'The legal basis on which we did this: {basis}',
  rightsTitle: 'Your rights',
  rights: {
    access: 'Access: you may ask which data we used.',
    correction: 'Correction: is something wrong? Then we put it right.',
    objection: 'Objection: do you not want this? Tell us. Then we look at it again.',
    erasure: 'Erasure: you may ask us to erase the data.',
    complaint:
      'Complaint: are you not satisfied? Tell us. You may also complain to the Dutch data protection authority, Autoriteit Persoonsgegevens: autoriteitpersoonsgegevens.nl.',
  },
  officer: 'You may also put questions about your data to our data protection officer, {officer}.',
  callTitle: 'Whom can you call?',
  call: 'We would like to talk with you. Call {person} ({function}): {phone}.',
  help: 'Is it hard to call or read in Dutch? Ask somebody to help you.',
  regards: 'Kind regards,',
}
