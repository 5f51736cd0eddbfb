import { Eye, EyeOff, Link2, Phone, Split, UsersRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isYoungPersonAlone } from '../../../shared/domain/informing.ts'
import type { Person } from '../../../shared/api/session.ts'
import type { PossibleMatch } from '../../../shared/api/possible-match.ts'
import { Conversation } from '../../widgets/conversation/conversation.tsx'
import { useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { Reach } from '../../widgets/reach.tsx'
import { AskSecrecy, Weigh } from '../../widgets/weighing.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Choices } from '../../ui/choice.tsx'
import { Empty } from '../../ui/empty.tsx'
import { WhatIsAsked, WhatTheySee } from './asks.tsx'
import { CallFirst, CallOnly } from './call-instead.tsx'
import { ConsultFirst } from './consult-first.tsx'
import { Forks } from '../../widgets/forks.tsx'
import { ComparisonTable } from './comparison-table.tsx'
import { Done } from './done.tsx'
import { Heading } from './heading.tsx'
import { HintScreen } from './hint.tsx'
import type { Reply } from './reply.ts'

import { REPLIES, useAnswer, type AnswerForm } from './use-answer.ts'

/** Of a family the surest child counts. */
const CERTAINTIES = ['sure', 'likely', 'possible'] as const

const ICONS = {
  'contact-call-me': <Phone size={20} aria-hidden="true" />,
  'contact-parents-first': <UsersRound size={20} aria-hidden="true" />,
  'not-the-same': <Split size={20} aria-hidden="true" />,
  'in-view-unnamed': <EyeOff size={20} aria-hidden="true" />,
} as const

/** The answers that this match allows, each with its key. */
const useOptions = (match: PossibleMatch, unsafe: boolean) => {
  const { t } = useTranslation()
  const words = {
    'contact-call-me': [t('match.call'), t('match.callText')],
    'contact-parents-first': [
      t(isYoungPersonAlone(match.content.children) ? 'match.youngPerson' : 'match.parents'),
      t('match.parentsText'),
    ],
    'not-the-same': [t('match.notSame'), t('match.notSameText')],
    'in-view-unnamed': [t('match.unnamed'), t('match.unnamedText')],
  } as const
  return REPLIES.flatMap((value, i) => {
    if (value === 'contact-parents-first' && unsafe) return []
    if (value === 'in-view-unnamed' && !match.canAnswerUnnamed) return []
    const [title, text] = words[value]
    return [{ value: value as Reply, title, text, keys: String(i + 1), icon: ICONS[value] }]
  })
}

/** What is known beside the comparison: denied before, a requester who reads no more, an own signaal about the same child. */
const BesideComparison = ({ match, form: { open, secret } }: { match: PossibleMatch; form: AnswerForm }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const { open: goTo } = useInterface.getState()
  const sought = useView('sent').find(
    ({ state, alike, links }) =>
      state !== 'closed' && [...alike, ...links].some(({ other }) => other === match.id),
  )
  const denied = match.children.flatMap(({ deniedBefore }) => deniedBefore ?? [])[0]
  return (
    <>
      {denied && (
        <p className="row small">
          <Split size={16} aria-hidden="true" />
          <span className="grow">
            {t('match.deniedBefore', { number: denied.number, date: dates.long(denied.on) })}
          </span>
        </p>
      )}
      {!match.requesterReads && !match.conversation && (
        <div className="card waits row">
          <Phone size={20} aria-hidden="true" />
          <p className="grow">{t('match.requesterGone', { name: match.content.requester.name })}</p>
          {!secret && <Reach kind="call" written={match.content.requester.phone} />}
        </div>
      )}
      {open && sought && (
        <div className="card waits row">
          <Link2 size={20} aria-hidden="true" />
          <p className="grow">{t('match.sought', { number: sought.number })}</p>
          <Button onPress={() => goTo('my-signals', sought.id)}>
            {t('match.toSought', { number: sought.number })}
          </Button>
        </div>
      )}
    </>
  )
}

/** The second step: the answer, a telephone call in place of one, or what was answered. */
const Answering = ({ match, form }: { match: PossibleMatch; form: AnswerForm }) => {
  const { t } = useTranslation()
  const { reply, setReply, weighing, setWeighing, action, open, unsafe, whyNot, secret, deny } = form
  const options = useOptions(match, unsafe)
  if (match.escalation && match.state !== 'not-the-same')
    return (
      <>
        {unsafe && <CallFirst match={match} secret={secret} />}
        <CallOnly
          match={match}
          escalation={match.escalation}
          busy={action.busy}
          weighing={weighing}
          onWeigh={setWeighing}
          onDeny={deny}
        />
      </>
    )
  if (!open)
    return (
      <>
        {unsafe && match.state !== 'not-the-same' && <CallFirst match={match} secret={secret} />}
        <Done match={match} />
      </>
    )
  return (
    <>
      <AskSecrecy />
      <h2>2. {t('match.step2')}</h2>
      {unsafe && <CallFirst match={match} whyNot={whyNot} secret={secret} />}
      <Choices label={t('match.step2')} value={reply} onChange={setReply} options={options} />
      {reply !== null && reply !== 'not-the-same' && <Weigh weighing={weighing} onChange={setWeighing} />}
      <ConsultFirst signalId={match.id} until={match.consulting} unsafe={unsafe} />
    </>
  )
}

const SidePanel = ({ match, form, person }: { match: PossibleMatch; form: AnswerForm; person: Person }) => {
  const { t } = useTranslation()
  const today = useView('session').today ?? match.receivedAt.slice(0, 10)
  const { reply, missing, action, open, secret, send } = form
  return (
    <aside className="panel" tabIndex={0} aria-label={t('match.asks')}>
      <WhatIsAsked match={match} today={today} secret={secret} />
      {open && !match.escalation && (
        <>
          <WhatTheySee reply={reply} person={person} />
          <div className="bottom">
            <p className="small muted">{t('match.secret')}</p>
            <Button
              look="primary"
              keys="Ctrl ↵"
              isDisabled={!reply || missing !== null || action.busy}
              onPress={send}
            >
              {t('match.send')}
            </Button>
          </div>
        </>
      )}
    </aside>
  )
}

const Screen = ({
  match,
  person,
  index,
  total,
  next,
}: {
  match: PossibleMatch
  person: Person
  index: number
  total: number
  next: () => void
}) => {
  const { t } = useTranslation()
  const dates = useDates()
  const form = useAnswer(match, next)
  const { open, hides, secret } = form
  const certainty =
    CERTAINTIES.find((one) => match.children.some((child) => child.certainty === one)) ?? 'possible'
  return (
    <>
      <div className="main">
        <Heading
          title={t('match.title')}
          intro={t('match.intro', { kind: t(`kind.${match.content.organisationKind}`) })}
          index={index}
          total={total}
          next={next}
        />
        <div className="row apart">
          <h2>1. {t('match.step1')}</h2>
          <span className="row">
            <Chip tone={certainty === 'possible' ? 'wait' : 'good'}>{t(`match.certainty.${certainty}`)}</Chip>
            {open && !match.escalation && (
              <Chip tone="wait">{t('match.answerBy', { date: dates.long(match.answerBy) })}</Chip>
            )}
          </span>
        </div>
        <ComparisonTable
          items={match.children}
          number={secret && !hides ? null : match.number}
          {...(secret ? {} : { name: match.content.requester.name })}
        />
        <BesideComparison match={match} form={form} />
        <Forks forks={match.forks} />
        <Answering match={match} form={form} />
        {match.conversation && (
          <Conversation
            signalId={match.id}
            number={match.number}
            name={match.content.requester.name}
            conversation={match.conversation}
            clock={match.clock}
            advice={match.advice}
            disappearsOn={match.disappearsOn}
          />
        )}
        <Fault error={form.action.error} />
      </div>
      <SidePanel match={match} form={form} person={person} />
    </>
  )
}

export const PossibleMatches = ({ person }: { person: Person }) => {
  const { t } = useTranslation()
  const matches = useView('matches')
  const hints = useView('hints')
  const own = useView('own')
  const selected = useInterface((state) => state.selected)
  const select = useInterface((state) => state.select)
  const items = [...matches, ...hints]
  const inOrder = [
    ...items.filter(({ state }) => state === 'new'),
    ...items.filter(({ state }) => state !== 'new'),
  ]
  const current = inOrder.find(({ id }) => id === selected) ?? inOrder[0]
  if (!current && own?.behind)
    return (
      <Empty
        icon={EyeOff}
        title={t('pitch.emptyBehind')}
        text={t('pitch.emptyBehindText', { count: own.escalations })}
      />
    )
  if (!current) return <Empty icon={Eye} title={t('match.emptyTitle')} text={t('match.emptyText')} />
  const index = inOrder.indexOf(current)
  const place = {
    person,
    index,
    total: inOrder.length,
    next: () => select(inOrder[(index + 1) % inOrder.length]!.id),
  }
  return 'content' in current ? (
    <Screen key={current.id} match={current} {...place} />
  ) : (
    <HintScreen key={current.id} hint={current} {...place} />
  )
}
