import { Switch } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { engine, useView } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useAction } from '../../ui/use-action.ts'

/** Professional secrecy of the person of this device: kept by the engine, never sent. */
export const SecrecySection = () => {
  const { t } = useTranslation()
  const own = useView('own')
  const action = useAction()
  if (!own) return null
  return (
    <div className="stack tight">
      <Switch
        className="switch"
        isSelected={own.secrecy}
        onChange={(on) => action.run(() => engine().send({ kind: 'set-secrecy', on }))}
      >
        <span className="track" aria-hidden="true" />
        {t('secrecy.setting')}
      </Switch>
      <p className="muted">{t('secrecy.settingText')}</p>
      <Fault error={action.error} />
    </div>
  )
}
