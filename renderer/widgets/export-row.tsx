import { FileDown, Printer, Sheet } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { csvOf } from '../../shared/csv.ts'
import { RuggensteunError } from '../../shared/errors.ts'
import { bridge } from '../client/bridge.ts'
import { download } from '../client/download.ts'
import { engine } from '../client/engine.ts'
import { useToday } from '../client/today.ts'
import { useInterface } from '../state/interface.ts'
import { Button } from '../ui/button.tsx'
import { Printout } from '../ui/printout.tsx'
import { useAction } from '../ui/use-action.ts'
import { Fault } from './fault.tsx'
import styles from './export-row.module.css'

const NAMES = { triage: 'triage', figures: 'wijken' } as const

/**
 * Saves a table as CSV, and prints `paper` or saves it as PDF. That it was done stands in the logbook of this
 * device.
 */
export const ExportRow = ({
  what,
  rows,
  paper,
}: {
  what: keyof typeof NAMES
  rows: () => readonly (readonly (string | number)[])[]
  paper: ReactNode
}) => {
  const { t, i18n } = useTranslation()
  const announce = useInterface((state) => state.announce)
  const today = useToday()
  const [onPaper, setOnPaper] = useState(false)
  const action = useAction()
  const desktop = bridge().edition === 'desktop'
  const name = `${NAMES[what]}-${today}`
  const note = (form: 'csv' | 'print' | 'pdf'): Promise<void> =>
    engine().send({ kind: 'export-made', what, form })
  const saveCsv = (): void =>
    action.run(async () => {
      await note('csv')
      download(csvOf(rows()), `${name}.csv`, 'text/csv')
      announce(t('exporting.saved'))
    })
  const toPaper = async (): Promise<void> => {
    flushSync(() => setOnPaper(true))
    await document.fonts.ready
  }
  const print = (): void =>
    action.run(async () => {
      await toPaper()
      await note('print')
      // Ten thousand rows do not stay in the window.
      window.addEventListener('afterprint', () => setOnPaper(false), { once: true })
      window.print()
    })
  const savePdf = (): void =>
    action.run(async () => {
      await toPaper()
      const saved = await bridge()
        .savePdf(`${name}.pdf`)
        .catch((cause: unknown) => {
          throw new RuggensteunError('pdf-not-saved', {}, { cause })
        })
        .finally(() => setOnPaper(false))
      if (!saved) return
      await note('pdf')
      announce(t('exporting.saved'))
    })
  return (
    <>
      <div className={`row ${styles.export}`} role="group" aria-label={t('exporting.group')}>
        <Button look="quiet" isDisabled={action.busy} onPress={saveCsv}>
          <Sheet size={16} aria-hidden="true" />
          {t('exporting.csv')}
        </Button>
        {desktop && (
          <Button look="quiet" isDisabled={action.busy} onPress={savePdf}>
            <FileDown size={16} aria-hidden="true" />
            {t('exporting.pdf')}
          </Button>
        )}
        <Button look="quiet" isDisabled={action.busy} onPress={print}>
          <Printer size={16} aria-hidden="true" />
          {t(desktop ? 'exporting.print' : 'exporting.printOrPdf')}
        </Button>
      </div>
      <Fault error={action.error} />
      {onPaper && <Printout lang={i18n.language}>{paper}</Printout>}
    </>
  )
}
