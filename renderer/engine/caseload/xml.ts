/**
 * XML as events. saxes knows five entities and expands no other; a document type is refused, so that none can
 * be defined.
 */
import { SaxesParser } from 'saxes'
import { RuggensteunError } from '../../../shared/errors.ts'

export interface XmlEvents {
  /** `name` without its namespace prefix. */
  open(name: string, attributes: Readonly<Record<string, string>>): void
  close(name: string): void
  text(text: string): void
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/**
 * Returns a function that takes the next piece, and null at the end. Throws file-doctype, or what `broken`
 * makes of the line.
 */
export const xmlReader = (
  { open, close, text }: XmlEvents,
  broken: (line: number, cause: unknown) => RuggensteunError,
): ((piece: string | null) => void) => {
  const parser = new SaxesParser({ xmlns: false, position: true })
  parser.on('opentag', ({ name, attributes }) => open(localName(name), attributes))
  parser.on('closetag', ({ name }) => close(localName(name)))
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('doctype', () => {
    throw new RuggensteunError('file-doctype')
  })
  parser.on('error', (cause) => {
    throw broken(parser.line, cause)
  })
  return (piece) => {
    if (piece === null) parser.close()
    else parser.write(piece)
  }
}
