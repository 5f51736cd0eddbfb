/** An agreement as a file for any calendar (RFC 5545): the number of the signaal and never a name. */
import { addDays } from 'date-fns/addDays'
import { format } from 'date-fns/format'
import { parseISO } from 'date-fns/parseISO'

const escaped = (text: string): string =>
  text.replace(/[\\;,]/g, (found) => `\\${found}`).replace(/\n/g, '\\n')
/**
 * Lines of at most 75 octets (section 3.1); what is written here is shorter in characters, and folded by
 * characters.
 */
const folded = (line: string): string => line.match(/.{1,60}/gu)!.join('\r\n ')

/** `on`: ISO date, the whole day. `stamp`: the moment of writing, ISO 8601. */
export const calendarFile = ({
  ref,
  on,
  title,
  note,
  stamp,
}: {
  ref: string
  on: string
  title: string
  note: string
  stamp: string
}): Uint8Array => {
  const day = (iso: Date): string => format(iso, 'yyyyMMdd')
  const start = parseISO(on)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Ruggensteun//NL',
    'BEGIN:VEVENT',
    `UID:${ref}@ruggensteun`,
    `DTSTAMP:${stamp.replace(/[-:]|\.\d+/g, '')}`,
    `DTSTART;VALUE=DATE:${day(start)}`,
    `DTEND;VALUE=DATE:${day(addDays(start, 1))}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(note)}`,
    'CLASS:PRIVATE',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return new TextEncoder().encode(`${lines.map(folded).join('\r\n')}\r\n`)
}
