import { Eye, EyeOff, Link2, Phone, Split, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isYoungPersonAlone } from '../../../shared/domain/informing.ts'
import type { Weighing } from '../../../shared/domain/secrecy.ts'
import type { Person } from '../../../shared/api/session.ts'
import type { PossibleMatch } from '../../../shared/api/matches.ts'
import { Conversation } from '../../widgets/conversation/conversation.tsx'
import { engine, useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { Reach } from '../../widgets/reach.tsx'
import { AskSecrecy, useUnweighed, Weigh } from '../../widgets/weighing.tsx'
import { useInterface } from '../../state/interface.ts'
import { useShortcuts } from '../../state/shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Choices } from '../../ui/choice.tsx'
import { Empty } from '../../ui/empty.tsx'
import { useAction } from '../../ui/use-action.ts'
import { WhatIsAsked, WhatTheySee } from './asks.tsx'
import { CallFirst, CallOnly } from './call-instead.tsx'
import { ConsultFirst } from './consult-first.tsx'
import { ComparisonTable } from './comparison-table.tsx'
import { Done } from './done.tsx'
import { Heading } from './heading.tsx'
import { HintScreen } from './hint.tsx'
import { sayNotTheSame } from './not-the-same.ts'
import type { Reply } from './reply.ts'

const REPLIES: readonly Reply[] = [
  'contact-call-me',
  'contact-parents-first',
  'not-the-same',
  'in-view-unnamed',
]
/** Of a family the surest child counts. */
const CERTAINTIES = ['sure', 'likely', 'possible'] as const

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
  const { announce, select, open: goTo } = useInterface.getState()
  const sought = useView('sent').find(
    ({ state, alike, links }) =>
      state !== 'closed' && [...alike, ...links].some(({ other }) => other === match.id),
  )
  const today = useView('session').today ?? match.receivedAt.slice(0, 10)
  const [reply, setReply] = useState<Reply | null>(null)
  const [whyNot, setWhyNot] = useState(false)
  const [weighing, setWeighing] = useState<Weighing | null>(null)
  const unweighed = useUnweighed(weighing)
  const missing = reply === 'not-the-same' ? null : unweighed
  const action = useAction()
  const open = match.state === 'new'
  const unsafe = match.advice !== 'usual'
  const certainty =
    CERTAINTIES.find((one) => match.children.some((child) => child.certainty === one)) ?? 'possible'
  const denied = match.children.flatMap(({ deniedBefore }) => deniedBefore ?? [])[0]
  // Who calls the requester says that the child is known here: not before it was weighed, and never after one asked
  // not to be named, or is about to.
  const hides = (match.ourAnswer ?? reply) === 'in-view-unnamed'
  const secret = hides || (unweighed !== null && match.ourAnswer === null)
  const sayWhyNot = (): void => {
    setWhyNot(true)
    announce(t(secret ? 'unsafe.secretKey' : 'unsafe.answerKey'))
  }
  /** One key, because nothing leaves and it can be undone. */
  const deny = (): void => {
    if (!open || action.busy) return
    select(match.id)
    action.run(async () => {
      await sayNotTheSame(match, true)
      announce(t('match.notSameDone'))
    })
  }
  const send = (): void => {
    if (!reply || !open || action.busy) return
    if (reply === 'not-the-same') return deny()
    if (missing) return announce(t(missing))
    select(match.id) // stays in sight after it left the head of the list
    action.run(async () => {
      await engine().send({
        kind: 'answer',
        signalId: match.id,
        answer: reply,
        ...(weighing ? { weighing } : {}),
      })
      announce(t('match.sent'))
    })
  }
  useShortcuts([
    ...REPLIES.map((value, i) => ({
      key: String(i + 1),
      run: () => {
        if (value === 'not-the-same') deny()
        else if (open && !match.escalation && value === 'contact-parents-first' && unsafe) sayWhyNot()
        else if (open && !match.escalation && (value !== 'in-view-unnamed' || match.canAnswerUnnamed))
          setReply(value)
      },
    })),
    { key: 'j', run: next },
    { key: 'Enter', ctrl: true, run: send },
  ])
  const options = [
    {
      value: REPLIES[0]!,
      title: t('match.call'),
      text: t('match.callText'),
      keys: '1',
      icon: <Phone size={20} aria-hidden="true" />,
    },
    ...(unsafe
      ? []
      : [
          {
            value: REPLIES[1]!,
            title: t(isYoungPersonAlone(match.content.children) ? 'match.youngPerson' : 'match.parents'),
            text: t('match.parentsText'),
            keys: '2',
            icon: <UsersRound size={20} aria-hidden="true" />,
          },
        ]),
    {
      value: REPLIES[2]!,
      title: t('match.notSame'),
      text: t('match.notSameText'),
      keys: '3',
      icon: <Split size={20} aria-hidden="true" />,
    },
    ...(match.canAnswerUnnamed
      ? [
          {
            value: REPLIES[3]!,
            title: t('match.unnamed'),
            text: t('match.unnamedText'),
            keys: '4',
            icon: <EyeOff size={20} aria-hidden="true" />,
          },
        ]
      : []),
  ]
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
        {match.escalation && match.state !== 'not-the-same' ? (
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
        ) : open ? (
          <>
            <AskSecrecy />
            <h2>2. {t('match.step2')}</h2>
            {unsafe && <CallFirst match={match} whyNot={whyNot} secret={secret} />}
            <Choices label={t('match.step2')} value={reply} onChange={setReply} options={options} />
            {reply !== null && reply !== 'not-the-same' && (
              <Weigh weighing={weighing} onChange={setWeighing} />
            )}
            <ConsultFirst signalId={match.id} until={match.consulting} unsafe={unsafe} />
          </>
        ) : (
          <>
            {unsafe && match.state !== 'not-the-same' && <CallFirst match={match} secret={secret} />}
            <Done match={match} />
          </>
        )}
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
        <Fault error={action.error} />
      </div>
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
