/**
 * Professional secrecy on every screen from which something about a child leaves (engine: `weighed` in own.ts):
 * first whether the person has it, where that was not said yet, then why this may be said.
 */
import { ShieldQuestionMark } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { unweighed, Weighing } from '../../shared/domain/secrecy.ts'
import { engine, useView } from '../client/engine.ts'
import { Button } from '../ui/button.tsx'
import { Choices } from '../ui/choice.tsx'
import { useAction } from '../ui/use-action.ts'
import { Fault } from './fault.tsx'

/**
 * Why this may not leave yet, as the engine would refuse it; null where it may: who has no secrecy weighs nothing,
 * who was not asked yet says that first.
 */
export const useUnweighed = (
  weighing: Weighing | null,
): 'error.secrecy-unknown' | 'error.secrecy-weighing' | null => {
  const own = useView('own')
  const refused = own && unweighed(own, weighing)
  return refused && `error.${refused}`
}

/** Yes or no: said once, and changed in Instellingen. */
export const SaySecrecy = () => {
  const { t } = useTranslation()
  const action = useAction()
  const say = (on: boolean): void => action.run(() => engine().send({ kind: 'set-secrecy', on }))
  return (
    <>
      <p>{t('secrecy.settingText')}</p>
      <Fault error={action.error} />
      <div className="row">
        <Button isDisabled={action.busy} onPress={() => say(true)}>
          {t('secrecy.yes')}
        </Button>
        <Button isDisabled={action.busy} onPress={() => say(false)}>
          {t('secrecy.no')}
        </Button>
      </div>
    </>
  )
}

/** Of organisations where some have it and some have not. */
export const AskSecrecy = () => {
  const { t } = useTranslation()
  const asks = useView('own')?.asksSecrecy ?? false
  if (!asks) return null
  return (
    <section className="card waits stack tight">
      <h2 className="row h3">
        <ShieldQuestionMark size={20} aria-hidden="true" />
        <span className="grow">{t('secrecy.ask')}</span>
      </h2>
      <SaySecrecy />
    </section>
  )
}

export const WeighingChoice = ({
  value,
  onChange,
}: {
  value: Weighing | null
  onChange: (value: Weighing) => void
}) => {
  const { t } = useTranslation()
  return (
    <Choices
      label={t('secrecy.question')}
      value={value}
      onChange={onChange}
      options={Weighing.options.map((option) => ({
        value: option,
        title: t(`secrecy.weighing.${option}`),
        text: t(`secrecy.weighingText.${option}`),
      }))}
    />
  )
}

/** The question, of who has secrecy; of nobody else. */
export const Weigh = ({
  weighing,
  onChange,
}: {
  weighing: Weighing | null
  onChange: (weighing: Weighing) => void
}) => {
  const { t } = useTranslation()
  const secrecy = useView('own')?.secrecy ?? false
  if (!secrecy) return null
  return (
    <>
      <h2>{t('secrecy.question')}</h2>
      <p className="small muted">{t('secrecy.help')}</p>
      <WeighingChoice value={weighing} onChange={onChange} />
    </>
  )
}
