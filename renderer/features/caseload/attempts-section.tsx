import { useTranslation } from 'react-i18next'
import { AttemptWay } from '../../../shared/domain/signal.ts'
import { engine, useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { useTried } from '../../i18n/tried.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { useAction } from '../../ui/use-action.ts'

/** What was tried to reach this child. It fills a signaal by itself, and stays on this laptop until then. */
export const AttemptsSection = ({ childId, today }: { childId: string; today: string }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const announce = useInterface((state) => state.announce)
  const own = useView('attempts').find((one) => one.childId === childId)
  const action = useAction()
  const change = (kind: 'note-attempt' | 'drop-attempt', way: AttemptWay): void =>
    action.run(async () => {
      await engine().send({ kind, childId, way, on: today })
      announce(t(kind === 'note-attempt' ? 'attempts.noted' : 'attempts.dropped', { way: t(`way.${way}`) }))
    })
  const [first] = own?.tried ?? []
  const last = own?.tried.at(-1)
  const words = useTried()(own?.times ?? [])
  return (
    <section className="stack tight" aria-label={t('attempts.title')}>
      <h3>{t('attempts.title')}</h3>
      <p className="small muted">
        {first ? t('attempts.since', { words, date: dates.day(first.on) }) : t('attempts.none')}
      </p>
      <div className="pills" role="group" aria-label={t('attempts.today')}>
        {AttemptWay.options.map((way) => (
          <Button key={way} isDisabled={action.busy} onPress={() => change('note-attempt', way)}>
            {t(`way.${way}`)}
          </Button>
        ))}
        {last?.on === today && (
          <Button look="quiet" isDisabled={action.busy} onPress={() => change('drop-attempt', last.way)}>
            {t('app.undo')}
          </Button>
        )}
      </div>
      <Fault error={action.error} />
    </section>
  )
}
