import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportingView } from '../../../shared/api/caseload.ts'
import { engine } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useShortcuts } from '../../state/shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { ImportHeader } from './import-header.tsx'
import { StopButton } from './stop-button.tsx'
import styles from './caseload.module.css'

export const SheetStep = ({ importing }: { importing: ImportingView }) => {
  const { t } = useTranslation()
  const action = useAction()
  const largest = importing.sheets.reduce(
    (best, { rows }, index) => (rows > importing.sheets[best]!.rows ? index : best),
    0,
  )
  const [sheet, setSheet] = useState(String(largest))
  const go = (): void => action.run(() => engine().send({ kind: 'choose-sheet', sheet: Number(sheet) }))
  useShortcuts([{ key: 'Enter', ctrl: true, run: go }])
  return (
    <div className="main">
      <ImportHeader importing={importing} />
      <section className={`stack ${styles.working}`}>
        <h2>{t('intake.sheetTitle')}</h2>
        <p className="muted">{t('intake.sheetText')}</p>
        <Choices
          label={t('intake.sheetTitle')}
          value={sheet}
          onChange={setSheet}
          options={importing.sheets.map(({ name, rows }, index) => ({
            value: String(index),
            title: name,
            text: t('intake.sheetRows', { count: rows }),
          }))}
        />
        <Fault error={action.error} />
        <div className="row">
          <Button look="primary" keys="Ctrl ↵" isDisabled={action.busy} onPress={go}>
            {t('intake.sheetGo')}
          </Button>
          <StopButton />
        </div>
      </section>
    </div>
  )
}
