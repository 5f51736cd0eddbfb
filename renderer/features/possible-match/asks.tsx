import { Check, EyeOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../shared/api/session.ts'
import type { PossibleMatch } from '../../../shared/api/possible-match.ts'
import { useDates } from '../../i18n/dates.ts'
import { Reach } from '../../widgets/reach.tsx'
import { useTried } from '../../i18n/tried.ts'
import type { Reply } from './reply.ts'

/** `secret`: nobody is led to call before it was weighed. */
export const WhatIsAsked = ({
  match,
  today,
  secret,
}: {
  match: PossibleMatch
  today: string
  secret: boolean
}) => {
  const { t } = useTranslation()
  const dates = useDates()
  const { content } = match
  const tried = useTried()(content.attempts)
  const facts = [
    [
      t('match.lost'),
      t('match.lostValue', {
        date: dates.day(content.lostSince),
        count: dates.daysSince(content.lostSince, today),
      }),
    ],
    [t('match.tried'), tried],
    [t('match.speed'), t(`urgency.by.${content.urgency}`, { date: dates.long(match.answerBy) })],
    [t('match.parentsRow'), t(`parentsSaid.${content.parents}`)],
    [t('match.by'), `${content.requester.name}, ${content.requester.function}, ${match.organisation}`],
    ...(secret
      ? []
      : [[t('match.phone'), <Reach key="phone" kind="call" written={content.requester.phone} />] as const]),
  ] as const
  return (
    <section className="stack tight">
      <h2>{t('match.asks')}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}-value`}>{value}</dd>])}
      </dl>
    </section>
  )
}

/** Before anything is sent: exactly what the requester gets to see. */
export const WhatTheySee = ({ reply, person }: { reply: Reply | null; person: Person }) => {
  const { t } = useTranslation()
  const linesOf = (): readonly string[] => {
    if (reply === null || reply === 'not-the-same') return []
    if (reply === 'in-view-unnamed') return [t('match.seesUnnamed'), t('match.seesCoordinator')]
    return [
      t('match.seesInView', { organisation: person.organisation }),
      t('match.seesName', { name: person.name, function: person.function }),
      ...(reply === 'contact-call-me' ? [t('match.seesPhone', { phone: person.phone })] : []),
    ]
  }
  const shown = linesOf()
  return (
    <section className="card leaves stack tight" aria-live="polite">
      <h3>{t('match.seesTitle')}</h3>
      {reply === null && <p>{t('match.seesChoose')}</p>}
      {reply === 'not-the-same' && (
        <p className="row">
          <EyeOff size={16} aria-hidden="true" />
          {t('match.seesNothing')}
        </p>
      )}
      {shown.map((line) => (
        <p className="row" key={line}>
          <Check size={16} aria-hidden="true" />
          <span className="grow">{line}</span>
        </p>
      ))}
      {reply === 'in-view-unnamed' && (
        <p className="row muted">
          <EyeOff size={16} aria-hidden="true" />
          <span className="grow">{t('match.seesNobody')}</span>
        </p>
      )}
      {reply === 'contact-parents-first' && (
        <p className="row muted">
          <EyeOff size={16} aria-hidden="true" />
          {t('match.seesNoPhone')}
        </p>
      )}
    </section>
  )
}
