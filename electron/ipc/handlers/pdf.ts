import { PdfName } from '../../../shared/bridge.ts'
import { answering, type Handlers } from '../answering.ts'

export function pdfHandlers(save: (name: string) => Promise<boolean>): Pick<Handlers, 'savePdf'> {
  return { savePdf: answering(PdfName, save) }
}
