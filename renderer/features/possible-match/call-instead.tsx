/** What stands in place of an answer where nobody may be named in it, or the parents may not be spoken with. */
import { useTranslation } from 'react-i18next'
import type { Weighing } from '../../../shared/domain/secrecy.ts'
import type { PossibleMatch } from '../../../shared/api/possible-match.ts'
import { Button } from '../../ui/button.tsx'
import { Reach } from '../../widgets/reach.tsx'
import { UnsafeAdvice } from '../../widgets/unsafe-advice.tsx'
import { AskSecrecy, useUnweighed, Weigh } from '../../widgets/weighing.tsx'

/** A line behind has no answer to send: it calls, or says that it is another child. */
export const CallOnly = ({
  match,
  escalation,
  busy,
  weighing,
  onWeigh,
  onDeny,
}: {
  match: PossibleMatch
  escalation: NonNullable<PossibleMatch['escalation']>
  busy: boolean
  weighing: Weighing | null
  onWeigh: (weighing: Weighing) => void
  onDeny: () => void
}) => {
  const { t } = useTranslation()
  const { name, function: role, phone } = match.content.requester
  // A call says that the child is known here, as an answer does.
  const unweighed = useUnweighed(weighing)
  return (
    <>
      <AskSecrecy />
      <section className="card waits stack">
        <h2>{t('pitch.callOnly')}</h2>
        <p>{t('pitch.callOnlyText', { reason: t(`escalationReason.${escalation.reason}`), name })}</p>
        <Weigh weighing={weighing} onChange={onWeigh} />
        {unweighed === null && (
          <>
            <p>
              <b>{name}</b>, {role}, {match.organisation}
            </p>
            <Reach kind="call" written={phone} />
          </>
        )}
        <p>
          <Button look="quiet" keys="3" isDisabled={busy} onPress={onDeny}>
            {t('match.notSame')}
          </Button>
        </p>
      </section>
    </>
  )
}

/**
 * In place of 'first the parents', where it is not safe. `secret`: who calls says that the child is a client, so
 * whoever has professional secrecy and has weighed nothing yet is led to advice and not to the requester.
 */
export const CallFirst = ({
  match,
  whyNot = false,
  secret = false,
}: {
  match: PossibleMatch
  whyNot?: boolean
  secret?: boolean
}) => {
  const { t } = useTranslation()
  const { name, phone } = match.content.requester
  if (secret)
    return (
      <UnsafeAdvice title={t('unsafe.secretTitle')} text={t('unsafe.answerText')}>
        {whyNot && <p className="fault small">{t('unsafe.secretKey')}</p>}
      </UnsafeAdvice>
    )
  return (
    <UnsafeAdvice title={t('unsafe.answerTitle')} text={t('unsafe.answerText')}>
      {whyNot && <p className="fault small">{t('unsafe.answerKey')}</p>}
      <p className="row">
        <b className="grow">{name}</b>
        <Reach kind="call" written={phone} />
      </p>
    </UnsafeAdvice>
  )
}
