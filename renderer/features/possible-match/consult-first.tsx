/**
 * Who has professional secrecy says nothing before they have spoken with the family: not that a child is a
 * client either, for that is covered too (Jeugdwet, article 7.3.11). So there is a way to wait that sends
 * nothing, and before an answer the same weighing as before a signaal.
 */
import { Hourglass, ShieldQuestionMark } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { LETS_SEND, type Weighing } from '../../../shared/domain/secrecy.ts'
import { engine, useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../i18n/fault.tsx'
import { WeighingChoice } from '../../i18n/weighing-choice.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { useAction } from '../../ui/use-action.ts'

/** Whether this may leave: who has no secrecy is not asked. */
export const useMaySend = (weighing: Weighing | null): boolean => {
  const secrecy = useView('own')?.secrecy ?? false
  return !secrecy || (weighing !== null && LETS_SEND.includes(weighing))
}

/** Whether nothing may be said before it was weighed; also of who was not asked yet. */
export const useKeepsSecret = (): boolean => {
  const own = useView('own')
  return (own?.secrecy ?? false) || (own?.asksSecrecy ?? false)
}

/** Once, of organisations where some have it and some have not. */
export const AskSecrecy = () => {
  const { t } = useTranslation()
  const asks = useView('own')?.asksSecrecy ?? false
  const action = useAction()
  if (!asks) return null
  const say = (on: boolean): void => action.run(() => engine().send({ kind: 'set-secrecy', on }))
  return (
    <section className="card waits stack tight">
      <h2 className="row h3">
        <ShieldQuestionMark size={20} aria-hidden="true" />
        <span className="grow">{t('secrecy.ask')}</span>
      </h2>
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
    </section>
  )
}

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

/** `until`: the day on which it comes back; null where nobody waits. */
export const ConsultFirst = ({
  signalId,
  until,
  unsafe,
}: {
  signalId: string
  until: string | null
  unsafe: boolean
}) => {
  const { t } = useTranslation()
  const dates = useDates()
  const announce = useInterface((state) => state.announce)
  const select = useInterface((state) => state.select)
  const action = useAction()
  const say = (on: boolean): void =>
    action.run(async () => {
      select(signalId)
      await engine().send({ kind: 'consult-first', signalId, on })
      announce(t(on ? 'secrecy.waits' : 'app.undo'))
    })
  return (
    <section className={`card stack tight${until ? ' waits' : ''}`}>
      {until ? (
        <p className="row">
          <Hourglass size={18} aria-hidden="true" />
          <span className="grow">{t('secrecy.waitsUntil', { date: dates.day(until) })}</span>
        </p>
      ) : (
        <p>{t(unsafe ? 'secrecy.firstUnsafe' : 'secrecy.first')}</p>
      )}
      <Fault error={action.error} />
      <div className="row">
        <Button look="quiet" isDisabled={action.busy} onPress={() => say(until === null)}>
          {t(until ? 'app.undo' : 'secrecy.wait')}
        </Button>
      </div>
    </section>
  )
}
