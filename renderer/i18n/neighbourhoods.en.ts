export const neighbourhoodsEn = {
  wijken: {
    intro: 'How your areas are doing, in figures in which nobody can be recognised. Never per worker or organisation.', emptyTitle: 'You coordinate no area', emptyText: 'If you coordinate an area, you see here how much is open, how long it waits and how often contact was restored. Always per area, never per person.',
    rule: 'All figures go by tens and are rounded down: ‘20+’ is twenty or more. Below ten you see no figure, no zero either. So nobody can work out who it is about.',
    measure: 'What the map shows', measures: { open: 'Open', long: 'Waits long', restored: 'Restored', first: 'First answer' },
    measureText: { open: 'Now: signals that are not closed.', long: 'Now: signals that have been open for more than two weeks.', restored: 'Contact restored, in the {{quarter}}.', first: 'When half of them had a first answer, in the {{quarter}}.' },
    quarter: 'Quarter', quarterName: 'quarter {{number}} of {{year}}', quarterShort: 'Quarter {{number}}, {{year}}', whole: 'A signal counts in the quarter in which it was sent, from the day on which it disappears. This quarter is complete on {{date}}.', heard: 'When an answer came counts as this device heard of it. If it was off, it looks later.',
    map: 'Map of the areas', mapHelp: 'The arrow keys walk over the map.', few: 'fewer than 10', atLeast: '{{count}}+', fewShort: '<10', unknown: 'cannot be said', tooFew: 'too few answers', notYours: 'not your area', median: 'half: {{band}}', bandBetween: '{{from}} – {{to}}',
    table: 'All areas', wijk: 'Area', together: 'Together at least', buurt: 'No figures of its own: too small. A signal names the area only.',
    ages: 'How long open', age: { week: 'less than 1 week', 'two-weeks': '1 to 2 weeks', longer: 'more than 2 weeks' },
    firstTitle: 'Until the first answer, of those answered', first: { '0': 'same day', '1': '1 working day', '2': '2 working days', '3-5': '3–5 working days', '6-10': '6–10 working days', longer: 'longer' },
    now: 'Now', restoredAndFirst: 'restored, and time until the first answer',
    list: 'List of areas', listYear: 'List of Statistics Netherlands of {{year}}: {{wijken}} and {{buurten}}.', wijken_one: '1 area', wijken_other: '{{count}} areas', buurten_one: '1 neighbourhood', buurten_other: '{{count}} neighbourhoods', listNone: 'There is no list yet. You see codes instead of names.', listOpen: 'List of areas…',
    listText: 'Read in the list of your municipality: CSV or XLSX, with the columns code, naam, kolom and rij. Kolom and rij say where the area stands on the map; they may be empty. The list stays on this device.', choose: 'Choose a file', year: 'Year of the list', yearWrong: 'Write a year, for example {{year}}.', found: 'Read: {{wijken}} and {{buurten}}.', use: 'Use this list', useNone: 'Nothing in this file can be used. Your old list stays.', kept: 'The list was saved.', notUsed_one: '1 row was not read, or not all of it:', notUsed_other: '{{count}} rows were not read, or not all of them:', more_one: 'and 1 more', more_other: 'and {{count}} more', line: 'Row {{row}}: {{words}}',
    problem: { code: '‘{{value}}’ is no code such as WK123456 or BU12345678. Not read.', name: 'the name is missing or too long. Not read.', twice: '{{value}} stood higher up already. Not read.', 'no-wijk': 'the area of {{value}} is not in the list. Not read.', place: '‘{{value}}’ is no place from 1 to 40. Read, without a place.', 'place-taken': 'place {{value}} is taken already. Read, without a place.' },
  },
  exporting: {
    csv: 'Save as CSV', print: 'Print', pdf: 'Save as PDF', printOrPdf: 'Print / save as PDF', group: 'Printing and saving', saved: 'Saved. There are no names of children or workers in it.',
    made: 'Made on {{date}} with Ruggensteun', triageTitle: 'Signals: {{filter}}', triageNote: 'Without names. This is about children: keep it no longer than needed and do not pass it on.', wijkenTitle: 'Areas, {{quarter}}',
    number: 'Signal', wijk: 'Area', code: 'Code', organisation: 'Asks', since: 'Lost since', state: 'State', late: 'Days late', period: 'Period', what: 'What', part: 'Part', figure: 'At least', listYear: 'Year of the list', all: 'all', now: 'now, {{date}}',
  },
} as const
