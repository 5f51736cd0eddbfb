import { KeyRound, Landmark } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DECLINING, GIVING, type DisclosureReason } from '../../../shared/domain/coordination.ts'
import { mayGiveReason } from '../../../shared/domain/parents-advice.ts'
import type { Weighing } from '../../../shared/domain/secrecy.ts'
import type { CoordinatedView, SentSignal } from '../../../shared/api/my-signals.ts'
import { engine } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { Reach } from '../../widgets/reach.tsx'
import { AskSecrecy, useUnweighed, Weigh } from '../../widgets/weighing.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useAction } from '../../ui/use-action.ts'

/** Says before who gets to see what. */
const Disclose = ({
  signal,
  asked,
  gives,
  onClose,
}: {
  signal: SentSignal
  asked: CoordinatedView
  gives: boolean
  onClose: () => void
}) => {
  const { t } = useTranslation()
  const announce = useInterface((state) => state.announce)
  const [reason, setReason] = useState<DisclosureReason | null>(null)
  const [weighing, setWeighing] = useState<Weighing | null>(null)
  const unweighed = useUnweighed(weighing)
  const action = useAction()
  const names = signal.children.map(({ name }) => name).join(', ')
  const send = (): void =>
    action.run(async () => {
      await engine().send({
        kind: 'disclose',
        signalId: signal.id,
        to: asked.deviceId,
        reason: reason!,
        ...(gives && weighing ? { weighing } : {}),
      })
      announce(t(gives ? 'coordinated.given' : 'coordinated.declined', { name: asked.name }))
      onClose()
    })
  return (
    <Dialog
      title={t(gives ? 'coordinated.giveTitle' : 'coordinated.declineTitle', { name: asked.name })}
      open
      onClose={onClose}
    >
      <p>{t(gives ? 'coordinated.giveText' : 'coordinated.declineText', { name: asked.name, names })}</p>
      <Choices
        label={t(gives ? 'coordinated.giveWhy' : 'coordinated.declineWhy')}
        value={reason}
        onChange={setReason}
        options={(gives ? GIVING : DECLINING)
          .filter((value) => mayGiveReason(value, signal.advice))
          .map((value) => ({ value, title: t(`disclosure.${value}`) }))}
      />
      {gives && (
        <>
          <AskSecrecy />
          <Weigh weighing={weighing} onChange={setWeighing} />
        </>
      )}
      <Fault error={action.error} />
      <div className="row">
        <Button
          look="primary"
          isDisabled={action.busy || reason === null || (gives && unweighed !== null)}
          onPress={send}
        >
          {t(gives ? 'coordinated.giveNow' : 'coordinated.declineNow')}
        </Button>
        <Button onPress={onClose}>{t('app.cancel')}</Button>
      </div>
    </Dialog>
  )
}

/**
 * What the coordinator of the wijk did, the last word first, and the question for the name as long as it is
 * open: neither answer stands out.
 */
export const CoordinatedSection = ({ signal }: { signal: SentSignal }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const [dialog, setDialog] = useState<'give' | 'decline' | null>(null)
  const { coordinated, nameAsked } = signal
  const last = coordinated.at(-1)
  if (!last) return null
  return (
    <section className="card waits stack tight" aria-label={t('coordinated.title')}>
      {nameAsked && signal.state !== 'closed' && (
        <>
          <h2 className="row">
            <KeyRound size={20} aria-hidden="true" />
            <span className="grow">{t('coordinated.asks', nameAsked)}</span>
          </h2>
          <p>
            {t('coordinated.why', {
              name: nameAsked.name,
              reason: nameAsked.reason ? t(`nameReason.${nameAsked.reason}`) : '',
            })}
          </p>
          <div className="row">
            <Button onPress={() => setDialog('give')}>{t('coordinated.give')}</Button>
            <Button onPress={() => setDialog('decline')}>{t('coordinated.decline')}</Button>
          </div>
        </>
      )}
      {last !== nameAsked && !(nameAsked && last.at === nameAsked.at) && (
        <p className="row">
          <Landmark size={18} aria-hidden="true" />
          <span className="grow">
            {t(`coordinated.action.${last.action}`, last)}{' '}
            <time className="muted small" dateTime={last.at}>
              {dates.moment(last.at)}
            </time>
          </span>
        </p>
      )}
      <Reach kind="call" written={last.phone} />
      {nameAsked && dialog && (
        <Disclose
          signal={signal}
          asked={nameAsked}
          gives={dialog === 'give'}
          onClose={() => setDialog(null)}
        />
      )}
    </section>
  )
}
