import { Phone } from 'lucide-react'
import encodeQR from 'qr'
import { useTranslation } from 'react-i18next'
import type { InviteView } from '../../../shared/api/membership.ts'
import { engine, useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckWords } from '../../ui/check-words.tsx'
import { useAction } from '../../ui/use-action.ts'
import styles from './administration.module.css'

/** Modules as one path; the code stands behind the # of the address, which a browser sends nowhere. */
const QrCode = ({ text, label }: { text: string; label: string }) => {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 2 })
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg className={styles.qr} role="img" aria-label={label} viewBox={`0 0 ${rows.length} ${rows.length}`}>
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

const ENDED = ['expired', 'refused', 'spoiled'] as const

export const InviteCard = ({ invite }: { invite: InviteView }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const { servers } = useView('session')
  const action = useAction()
  const confirm = (same: boolean): void =>
    action.run(() => engine().send({ kind: 'confirm-invite', inviteId: invite.id, same }))
  const withdraw = (): void =>
    action.run(() => engine().send({ kind: 'withdraw-invite', inviteId: invite.id }))
  const roles = invite.roles.map((role) => t(`role.${role}`)).join(', ')
  if (invite.state === 'asked' && invite.words) {
    return (
      <section className="card waits stack" aria-labelledby={`invite-${invite.id}`}>
        <h2 id={`invite-${invite.id}`}>{t('invite.asks', { who: invite.who ?? '' })}</h2>
        <p className="row">
          <Phone size={18} aria-hidden="true" />
          <span className="grow">{t('invite.compare', { roles })}</span>
        </p>
        <CheckWords words={invite.words} label={t('joining.words')} />
        <Fault error={action.error} />
        <div className="row">
          <Button look="primary" isDisabled={action.busy} onPress={() => confirm(true)}>
            {action.busy ? t('app.oneMoment') : t('invite.same')}
          </Button>
          <Button look="danger" isDisabled={action.busy} onPress={() => confirm(false)}>
            {t('invite.different')}
          </Button>
        </div>
      </section>
    )
  }
  const ended = ENDED.find((state) => state === invite.state)
  return (
    <section className="card stack" aria-labelledby={`invite-${invite.id}`}>
      <h2 className="h3" id={`invite-${invite.id}`}>
        {t(ended ? `invite.${ended}` : 'invite.open')}
      </h2>
      {!ended && (
        <div className="row top">
          {servers && (
            <QrCode
              text={`${servers.relay.replace(/\/$/, '')}/#join=${invite.code}`}
              label={t('invite.qr')}
            />
          )}
          <div className="stack tight grow">
            <p className={styles.code} data-invite-code="">
              {invite.code}
            </p>
            <p className="muted">
              {t('invite.how', {
                address: servers ? new URL(servers.relay).host : '',
                until: dates.moment(invite.expiresAt),
              })}
            </p>
            <p className="small">{t('invite.for', { roles })}</p>
          </div>
        </div>
      )}
      <Fault error={action.error} />
      <div className="row">
        <Button isDisabled={action.busy} onPress={withdraw}>
          {t(ended ? 'invite.clear' : 'invite.withdraw')}
        </Button>
      </div>
    </section>
  )
}
