/**
 * Who has professional secrecy says nothing before they have spoken with the family: not that a child is a
 * client either, for that is covered too (Jeugdwet, article 7.3.11). So there is a way to wait that sends
 * nothing, and before an answer the same weighing as before a signaal.
 */
import { Hourglass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { engine } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { useAction } from '../../ui/use-action.ts'

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
