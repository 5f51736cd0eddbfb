import type { absenceNl } from './absence.nl.ts'
import type { Words } from './words.ts'

export const absenceEn: Words<typeof absenceNl> = {
  absence: {
    title: 'Absence and DUO', none: 'No absence was read in yet. If you do, you see for whom you may have to report to DUO.', open: 'Absence…', readAt: 'Absence read in on {{date}}.',
    due_one: 'A report to DUO may be due for 1 child.', due_other: 'A report to DUO may be due for {{count, number}} children.', nobody: 'For nobody 16 hours of absence in 4 school weeks.', look: 'Look',
    chip: '{{hours}} hours absent', hint: 'A report to DUO may be due: {{hours}} hours of absence in 4 school weeks. This signal is no report of absence. We report nothing for you.', hintOf: 'A report to DUO may be due, absence in 4 school weeks: {{who}}. This signal is no report of absence. We report nothing for you.', hours: '{{name}} {{hours}} hours',
    counted: '{{hours}} hours of absence in 4 school weeks, from {{from}}. On {{reached}} it was 16 hours.', reportBy: 'Report to DUO by {{date}} at the latest.', late: 'The 5 working days to report to DUO ran until {{date}}.', reportedOn: 'Reported to DUO on {{date}}. After that we count again.',
    report: 'I reported to DUO on', reportOf: 'Reported to DUO: {{name}}', reported: 'Reported', undoOf: 'I did not report to DUO: {{name}}', undo: 'I did not', said: 'Noted. We reported nothing.',
    about: 'This is a hint. We report nothing for you and nothing leaves. Count again in your own system.', rule: 'DUO sometimes writes ‘at least 16 hours’ and sometimes ‘more than 16 hours’. You see this hint from 16 hours on, for children from 5 to 18. Holiday weeks do not count. A school reports within 5 working days.',
    read: 'Read in a file of absence', readText: 'CSV or XLSX, with on each line: pupil number (or name and birth date), date and hours. Primary school: clock hours. Secondary education: lesson hours. Only unauthorised absence counts.', forget: 'Erase all absence', forgotten: 'All absence was erased from this device.',
    region: 'In which region is your school?', regionText: 'Then we know which weeks are holidays.', holidays: 'Check your holidays',
    found: 'What the file holds', rows_one: '1 row, read from: {{columns}}.', rows_other: '{{count, number}} rows, read from: {{columns}}.', children_zero: 'No unauthorised absence of children on your list.', children_one: 'Unauthorised absence of 1 child on your list.', children_other: 'Unauthorised absence of {{count, number}} children on your list.',
    unknown_one: '1 row is of somebody who is not on your list. It does not count.', unknown_other: '{{count, number}} rows are of somebody who is not on your list. They do not count.', otherKind_one: '1 row is no unauthorised absence. It does not count.', otherKind_other: '{{count, number}} rows are no unauthorised absence. They do not count.',
    noKind: 'No column says which kind of absence it is. So every row counts as unauthorised. Is that wrong? Then stop.', old_one: '1 day is more than 8 weeks ago. We do not keep it.', old_other: '{{count, number}} days are more than 8 weeks ago. We do not keep them.',
    closed_one: '1 day falls in a holiday, on a public holiday or in a weekend. It does not count. Are your holidays right?', closed_other: '{{count, number}} days fall in a holiday, on a public holiday or in a weekend. They do not count. Are your holidays right?',
    unread_one: '1 row cannot be read:', unread_other: '{{count, number}} rows cannot be read:', problem: { who: 'row {{row}}: of whom?', date: 'row {{row}}: no date', hours: 'row {{row}}: no hours' },
    replaces: 'This takes the place of the absence that was there. Only day and hours are kept: on this device, sealed, for 8 weeks.', keep: 'Take it over', kept: 'The absence was taken over.', stop: 'Stop',
  },
  holidays: {
    title: 'School holidays', text: 'Holiday weeks do not count for absence. We begin with the dates of the government for your region. Your school may have other days: check them.', region: { north: 'North', middle: 'Middle', south: 'South' },
    kind: { autumn: 'Autumn holiday', christmas: 'Christmas holiday', spring: 'Spring holiday', may: 'May holiday', summer: 'Summer holiday', own: 'Days off' }, from: '{{name}}, from', until: '{{name}}, until', to: 'to', remove: 'Take out: {{name}}, {{date}}', add: 'Add days off', save: 'Save', saved: 'Your holidays are saved.', wrong: 'The last day is before the first.', ends: 'After {{date}} there are no holidays in the list. Add them.',
  },
}
