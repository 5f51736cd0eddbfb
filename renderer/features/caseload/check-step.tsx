import { ArrowLeft, Download, TriangleAlert } from 'lucide-react'
import { Button as AriaButton, Switch } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ImportingView } from '../../../shared/api/caseload.ts'
import { engine } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useShortcuts } from '../../state/shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { Compared } from './compared.tsx'
import { Differences } from './differences.tsx'
import { ImportHeader } from './import-header.tsx'
import { useUnreadList } from './problems-card.tsx'
import styles from './caseload.module.css'

type Comparison = NonNullable<ImportingView['comparison']>

const NotRead = ({ rows }: { rows: number }) => {
  const { t } = useTranslation()
  const save = useUnreadList()
  return (
    <section className="card waits stack tight">
      <h2 className="h3 row">
        <TriangleAlert size={16} aria-hidden="true" />
        {t('intake.notRead', { count: rows })}
      </h2>
      <p className="small">{t('intake.notReadText')}</p>
      <div className="row small">
        <AriaButton className="link row" onPress={save}>
          <Download size={16} aria-hidden="true" />
          {t('intake.unread')}
        </AriaButton>
      </div>
    </section>
  )
}

/** What happens to children of the list that are not in the file. */
const Gone = ({ gone, removeGone }: Pick<Comparison, 'gone'> & Pick<ImportingView, 'removeGone'>) => {
  const { t } = useTranslation()
  return (
    <section className="card stack">
      <h2 className="h3">{t('intake.goneTitle', { count: gone })}</h2>
      <Choices
        label={t('intake.goneTitle', { count: gone })}
        value={removeGone ? 'remove' : 'keep'}
        onChange={(chosen) =>
          void engine().send({ kind: 'set-import-option', removeGone: chosen === 'remove' })
        }
        options={[
          { value: 'keep', title: t('intake.goneKeep'), text: t('intake.goneKeepText') },
          { value: 'remove', title: t('intake.goneRemove'), text: t('intake.goneRemoveText') },
        ]}
      />
    </section>
  )
}

/** Whether a zero that the file lacks in front of a number is a change. */
const Zeros = ({ zeros, ignoreZeros }: Pick<Comparison, 'zeros'> & Pick<ImportingView, 'ignoreZeros'>) => {
  const { t } = useTranslation()
  return (
    <section className="card stack tight">
      <Switch
        className="switch"
        isSelected={ignoreZeros}
        onChange={(on) => void engine().send({ kind: 'set-import-option', ignoreZeros: on })}
      >
        <span className="track" aria-hidden="true" />
        <b>{t('intake.zeros')}</b>
      </Switch>
      {zeros > 0 && <p className="small muted">{t('intake.zerosText', { count: zeros })}</p>}
    </section>
  )
}

/** The last look before anything is written: who changes, who stays, and what does not come along. */
export const CheckStep = ({ importing }: { importing: ImportingView }) => {
  const { t } = useTranslation()
  const action = useAction()
  const { comparison, problems, removeGone, ignoreZeros } = importing
  const notRead = problems.rows + problems.skipped
  const back = (): void => action.run(() => engine().send({ kind: 'go-to-step', step: 'columns' }))
  const finish = (): void => {
    if (comparison && !action.busy)
      action.run(async () => {
        await engine().send({ kind: 'finish-import' })
      })
  }
  useShortcuts([{ key: 'Enter', ctrl: true, run: finish }])
  const reads = comparison ? comparison.added + comparison.changed : 0
  return (
    <>
      <div className="main">
        <ImportHeader importing={importing} />
        {comparison ? (
          <Differences comparison={comparison} />
        ) : (
          <p className="muted" role="status">
            {t('intake.comparing')}
          </p>
        )}
      </div>
      <aside className="panel" tabIndex={0} aria-label={t('intake.happens')}>
        <section className="card stack tight">
          <h2>{t('intake.happens')}</h2>
          <p>
            <Compared comparison={comparison} whole />
          </p>
          <p className="small muted">{t('intake.keepsText')}</p>
        </section>
        {notRead > 0 && <NotRead rows={notRead} />}
        {comparison && comparison.gone > 0 && <Gone gone={comparison.gone} removeGone={removeGone} />}
        {comparison && (comparison.zeros > 0 || ignoreZeros) && (
          <Zeros zeros={comparison.zeros} ignoreZeros={ignoreZeros} />
        )}
        <Fault error={action.error} />
        <div className="bottom stays">
          <p className="muted small">{t('intake.neverSignal')}</p>
          <div className={`row ${styles.buttons}`}>
            <Button onPress={back}>
              <ArrowLeft size={16} aria-hidden="true" />
              {t('intake.back')}
            </Button>
            <Button look="primary" keys="Ctrl ↵" isDisabled={!comparison || action.busy} onPress={finish}>
              {reads > 0 ? t('intake.save', { count: reads }) : t('intake.saveNone')}
            </Button>
          </div>
        </div>
      </aside>
    </>
  )
}
