import { useTranslation } from 'react-i18next'
import { LETS_SEND, type Weighing } from '../../../shared/domain/secrecy.ts'
import { Button } from '../../ui/button.tsx'
import { SaySecrecy, WeighingChoice } from '../../widgets/weighing.tsx'
import { Step } from './step.tsx'

interface Props {
  readonly value: Weighing | null
  readonly asked: boolean
  readonly onChange: (value: Weighing) => void
  readonly onNotShare: () => void
  readonly canNotShare: boolean
}

/** Of organisations where some have it: nothing about a child leaves before the person said so. */
export const AskSecrecyStep = ({ asked }: { asked: boolean }) => {
  const { t } = useTranslation()
  return (
    <Step
      title={t('secrecy.ask')}
      aside={null}
      done={false}
      fault={asked ? t('error.secrecy-unknown') : null}
    >
      <SaySecrecy />
    </Step>
  )
}

/** One weighing more for who has professional secrecy; nobody else sees it. */
export const SecrecyStep = ({ value, asked, onChange, onNotShare, canNotShare }: Props) => {
  const { t } = useTranslation()
  const done = value !== null && LETS_SEND.includes(value)
  return (
    <Step
      title={t('secrecy.question')}
      aside={t('secrecy.help')}
      done={done}
      fault={asked && !done ? t(value === null ? 'secrecy.needChoice' : 'secrecy.needNone') : null}
    >
      <WeighingChoice value={value} onChange={onChange} />
      {value === 'none' && (
        <div className="card waits stack tight" role="status">
          <p>{t('secrecy.advice')}</p>
          <div className="row">
            <Button isDisabled={!canNotShare} onPress={onNotShare}>
              {t('signal.notShare')}
            </Button>
          </div>
        </div>
      )}
    </Step>
  )
}
