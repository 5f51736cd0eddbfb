import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayAgreeOn, mayAskOf, type ParentsAdvice } from '../../../shared/domain/parents-advice.ts'
import {
  AgreementBy,
  AgreementWhat,
  AskKind,
  PauseReason,
  RefusalReason,
  type Entry,
} from '../../../shared/domain/conversation.ts'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Choices, Pills } from '../../ui/choice.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'

interface Props {
  readonly name: string
  readonly onClose: () => void
  readonly onSay: (said: Entry) => void
}

const Buttons = ({
  send,
  disabled,
  onSend,
  onClose,
}: {
  send: string
  disabled: boolean
  onSend: () => void
  onClose: () => void
}) => {
  const { t } = useTranslation()
  return (
    <div className="row">
      <Button look="primary" isDisabled={disabled} onPress={onSend}>
        {send}
      </Button>
      <Button onPress={onClose}>{t('app.cancel')}</Button>
    </div>
  )
}

/** What is asked, or with `to` what is proposed in place of it. */
export const AskDialog = ({
  name,
  to,
  advice,
  onClose,
  onSay,
}: Props & { to?: string; advice: ParentsAdvice }) => {
  const { t } = useTranslation()
  const [ask, setAsk] = useState<AskKind | null>(null)
  const words = to === undefined ? 'ask' : 'propose'
  const options = AskKind.options
    .filter((value) => mayAskOf(value, advice))
    .map((value) => ({
      value,
      title: t(`conversation.asks.${value}`),
      text: t(`conversation.asksText.${value}`),
    }))
  return (
    <Dialog title={t(`conversation.${words}Title`)} open onClose={onClose}>
      <Choices label={t('conversation.askWhat', { name })} value={ask} onChange={setAsk} options={options} />
      {advice !== 'usual' && <p className="fault small">{t('unsafe.conversation')}</p>}
      <p className="small muted">
        {t(words === 'ask' ? 'conversation.askSees' : 'conversation.proposeText', { name })}
      </p>
      <Buttons
        send={t(`conversation.${words}Send`)}
        disabled={!ask}
        onClose={onClose}
        onSend={() => ask && onSay(to === undefined ? { kind: 'ask', ask } : { kind: 'propose', to, ask })}
      />
    </Dialog>
  )
}

export const RefuseDialog = ({ name, to, onClose, onSay }: Props & { to: string }) => {
  const { t } = useTranslation()
  const [reason, setReason] = useState<RefusalReason | null>(null)
  return (
    <Dialog title={t('conversation.refuseTitle')} open onClose={onClose}>
      <Choices
        label={t('conversation.refuseTitle')}
        value={reason}
        onChange={setReason}
        options={RefusalReason.options.map((value) => ({ value, title: t(`conversation.reason.${value}`) }))}
      />
      <p className="small muted">{t('conversation.refuseText', { name })}</p>
      <Buttons
        send={t('conversation.refuseSend')}
        disabled={!reason}
        onClose={onClose}
        onSend={() => reason && onSay({ kind: 'refuse', to, reason })}
      />
    </Dialog>
  )
}

/** `last`: the day on which the signaal disappears. */
export const AgreeDialog = ({
  name,
  today,
  last,
  advice,
  onClose,
  onSay,
}: Props & { today: string; last: string; advice: ParentsAdvice }) => {
  const { t } = useTranslation()
  const { language } = useInterface((state) => state.settings)
  const offered = AgreementWhat.options.filter((value) => mayAgreeOn(value, advice))
  const [by, setBy] = useState<AgreementBy>('both')
  const [what, setWhat] = useState<AgreementWhat>(offered[0]!)
  const [on, setOn] = useState<string | null>(today)
  return (
    <Dialog title={t('conversation.agreeTitle')} open onClose={onClose}>
      <h3>{t('conversation.agreeWho')}</h3>
      <Pills
        label={t('conversation.agreeWho')}
        value={by}
        onChange={setBy}
        options={AgreementBy.options.map((value) => [value, t(`conversation.by.${value}`)] as const)}
      />
      <h3>{t('conversation.agreeWhat')}</h3>
      <Pills
        label={t('conversation.agreeWhat')}
        value={what}
        onChange={setWhat}
        options={offered.map((value) => [value, t(`conversation.what.${value}`)] as const)}
      />
      <h3>{t('conversation.agreeOn')}</h3>
      <DateField
        label={t('conversation.agreeOn')}
        value={on}
        onChange={setOn}
        language={language}
        min={today}
        max={last}
      />
      <p className="small muted">{t('conversation.agreeText', { name })}</p>
      <Buttons
        send={t('conversation.agreeSend')}
        disabled={!on || on < today || on > last}
        onClose={onClose}
        onSend={() => on && onSay({ kind: 'agreement', by, what, on })}
      />
    </Dialog>
  )
}

export const PauseDialog = ({
  name,
  today,
  last,
  onClose,
  onSay,
}: Props & { today: string; last: string }) => {
  const { t } = useTranslation()
  const { language } = useInterface((state) => state.settings)
  const [reason, setReason] = useState<PauseReason | null>(null)
  const [until, setUntil] = useState<string | null>(null)
  return (
    <Dialog title={t('conversation.pauseTitle')} open onClose={onClose}>
      <Choices
        label={t('conversation.pauseTitle')}
        value={reason}
        onChange={setReason}
        options={PauseReason.options.map((value) => ({
          value,
          title: t(`conversation.pauseReason.${value}`),
        }))}
      />
      <h3>{t('conversation.pauseUntil')}</h3>
      <DateField
        label={t('conversation.pauseUntil')}
        value={until}
        onChange={setUntil}
        language={language}
        min={today}
        max={last}
      />
      <p className="small muted">{t('conversation.pauseText', { name })}</p>
      <Buttons
        send={t('conversation.pauseSend')}
        disabled={!reason || !until || until < today || until > last}
        onClose={onClose}
        onSend={() => reason && until && onSay({ kind: 'pause', reason, until })}
      />
    </Dialog>
  )
}
