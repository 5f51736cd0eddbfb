import {
  ArrowUp,
  Circle,
  CircleCheck,
  CircleDashed,
  CircleDot,
  EyeOff,
  Hourglass,
  LockOpen,
  PhoneCall,
  type LucideIcon,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EscalationReason, BEHIND, IN_ORDER, mayAsk, nextToAsk } from '../../../shared/domain/linies.ts'
import type { Field } from '../../../shared/membership/agreements.ts'
import type { Linie } from '../../../shared/domain/identifiers.ts'
import type { NeighbourhoodSignal } from '../../../shared/api/triage.ts'
import type { OrganisationView } from '../../../shared/api/membership.ts'
import { useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Reach } from '../../widgets/reach.tsx'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './triage.module.css'

type Place =
  | 'unnamed'
  | 'asks'
  | 'looked'
  | 'open'
  | 'unknown'
  | 'asked'
  | 'next'
  | 'behind'
  | 'proposed'
  | 'opened'
const ICONS: Readonly<Record<Place, LucideIcon>> = {
  asks: CircleDot,
  looked: CircleCheck,
  open: Circle,
  unknown: Circle,
  asked: PhoneCall,
  next: ArrowUp,
  behind: CircleDashed,
  proposed: Hourglass,
  opened: LockOpen,
  unnamed: EyeOff,
}
const PLACE_STYLES: Readonly<Partial<Record<Place, string>>> = {
  asks: styles.asks,
  looked: styles.looked,
  asked: styles.asked,
  next: styles.next,
  proposed: styles.proposed,
  opened: styles.opened,
}
const LINIE_STYLES: Readonly<Record<Linie, string | undefined>> = {
  front: styles.front,
  midfield: styles.midfield,
  defence: styles.defence,
  goal: styles.goal,
}
const WITHOUT_LIST: readonly OrganisationView['kind'][] = ['programme-office', 'citizens-panel']
/** Of a line; the others are counted. */
const MOST_SHOWN = 8

/** Who stands where about this signaal, from the directory and from what was said. */
const usePitch = (signal: NeighbourhoodSignal) => {
  const merged = new Set(signal.links.flatMap((one) => (one.merged ? [one.other] : [])))
  const group = [
    signal,
    ...useView('neighbourhood').filter(({ id, state }) => merged.has(id) && state !== 'closed'),
  ]
  const asking = new Set(group.map(({ organisationId }) => organisationId))
  // What was proposed of one of them before they were taken as one is answered here too.
  const escalations = group.flatMap((one) =>
    one.escalations.map((escalation) => ({ ...escalation, signalId: one.id })),
  )
  const organisations = useView('organisations').filter(
    ({ id, kind, neighbourhoods }) =>
      asking.has(id) || (!WITHOUT_LIST.includes(kind) && neighbourhoods.includes(signal.neighbourhood)),
  )
  const others = organisations.filter(({ id }) => !asking.has(id))
  // Nobody calls who said that it sees the child and must not be named: it has answered.
  const unnamed = new Set(group.flatMap((one) => one.unnamedBy.map(({ organisationId }) => organisationId)))
  const asked = new Set([
    ...[...group.flatMap(({ asked: those }) => those), ...escalations].map(
      ({ organisationId }) => organisationId,
    ),
    ...unnamed,
  ])
  const next = signal.state === 'closed' ? null : nextToAsk(others, asked)
  const placeOf = ({ id, linie }: OrganisationView): Place => {
    const escalation = escalations.find(({ organisationId }) => organisationId === id)
    if (asking.has(id)) return 'asks'
    if (BEHIND.includes(linie)) return escalation ? (escalation.confirmed ? 'opened' : 'proposed') : 'behind'
    if (unnamed.has(id)) return 'unnamed'
    if (asked.has(id)) return 'asked'
    if (id === next?.id) return 'next'
    return signal.missing === null ? 'unknown' : signal.missing.includes(id) ? 'open' : 'looked'
  }
  return {
    organisations,
    escalations,
    next,
    placeOf,
    behind: others.filter(
      ({ id, linie }) => BEHIND.includes(linie) && !asked.has(id) && mayAsk(others, asked, id),
    ),
    empty: (linie: Linie) => organisations.every((one) => one.linie !== linie),
  }
}

const Line = ({
  linie,
  field,
  organisations,
  placeOf,
}: {
  linie: Linie
  field: Field
  organisations: readonly OrganisationView[]
  placeOf: (organisation: OrganisationView) => Place
}) => {
  const { t } = useTranslation()
  const there = organisations.filter((one) => one.linie === linie)
  // Who asks, and whom to ask, are never among those that are counted only.
  const first = (one: OrganisationView): number =>
    ['asks', 'unnamed', 'next', 'asked', 'proposed', 'opened'].includes(placeOf(one)) ? 0 : 1
  const shown = there.toSorted((a, b) => first(a) - first(b)).slice(0, MOST_SHOWN)
  return (
    <li className={`${styles.pitchLine} ${LINIE_STYLES[linie]}`}>
      <h4>
        {t(`linie.${linie}`)} <span className={styles.who}>{t(`pitch.who.${field}.${linie}`)}</span>
      </h4>
      {there.length === 0 ? (
        <p className="small">{t('pitch.nobody')}</p>
      ) : (
        <ul>
          {shown.map((organisation) => {
            const place = placeOf(organisation)
            const Icon = ICONS[place]
            return (
              <li key={organisation.id} className={`${styles.stands} ${PLACE_STYLES[place] ?? ''}`}>
                <Icon size={18} aria-hidden="true" />
                <span>{organisation.name}</span>
                <span className="hidden-visually">: {t(`pitch.place.${place}`)}</span>
              </li>
            )
          })}
          {there.length > shown.length && (
            <li className={styles.stands}>{t('pitch.more', { count: there.length - shown.length })}</li>
          )}
        </ul>
      )}
    </li>
  )
}

const AskDialog = ({
  organisation,
  busy,
  onClose,
  onAsked,
}: {
  organisation: OrganisationView
  busy: boolean
  onClose: () => void
  onAsked: () => void
}) => {
  const { t } = useTranslation()
  const own = useView('session').person?.organisationId === organisation.id
  const away = organisation.awayUntil !== null
  const contact = away ? organisation.standIn : organisation.contact
  return (
    <Dialog title={t('pitch.askTitle', { organisation: organisation.name })} open onClose={onClose}>
      <p>{t(own ? 'pitch.askOwnText' : 'pitch.askText')}</p>
      {!own && (
        <>
          <p>
            <b>{contact.name}</b>, {contact.function}
          </p>
          <Reach kind="call" written={contact.phone} />
        </>
      )}
      <p className="small muted">{t('pitch.askSeen')}</p>
      <div className="row">
        <Button look="primary" isDisabled={busy} onPress={onAsked}>
          {t(own ? 'pitch.askOwnDone' : 'pitch.askDone')}
        </Button>
        <Button onPress={onClose}>{t('app.cancel')}</Button>
      </div>
    </Dialog>
  )
}

const EscalationDialog = ({
  choices,
  signal,
  busy,
  onClose,
  onEscalation,
}: {
  choices: readonly OrganisationView[]
  signal: NeighbourhoodSignal
  busy: boolean
  onClose: () => void
  onEscalation: (organisationId: string, reason: EscalationReason) => void
}) => {
  const { t } = useTranslation()
  const [to, setTo] = useState<string | null>(choices.length === 1 ? choices[0]!.id : null)
  const [reason, setReason] = useState<EscalationReason | null>(null)
  return (
    <Dialog title={t('pitch.escalationTitle')} open onClose={onClose}>
      <p>{t('pitch.escalationText', { requester: signal.requester })}</p>
      <Choices
        label={t('pitch.escalationWhom')}
        value={to}
        onChange={setTo}
        options={choices.map(({ id, name, linie }) => ({
          value: id,
          title: name,
          text: t(`linie.${linie}`),
        }))}
      />
      <Choices
        label={t('pitch.escalationWhy')}
        value={reason}
        onChange={setReason}
        options={EscalationReason.options.map((value) => ({ value, title: t(`escalationReason.${value}`) }))}
      />
      <div className="row">
        <Button
          look="primary"
          isDisabled={busy || to === null || reason === null}
          onPress={() => onEscalation(to!, reason!)}
        >
          {t('pitch.escalationNow')}
        </Button>
        <Button onPress={onClose}>{t('app.cancel')}</Button>
      </div>
    </Dialog>
  )
}

export interface PitchActs {
  readonly ask: (signalId: string, organisationId: string) => Promise<void>
  readonly escalation: (signalId: string, organisationId: string, reason: EscalationReason) => Promise<void>
  readonly confirm: (signalId: string, escalationId: string) => Promise<void>
}

/** The linies of the wijk about one signaal: from the child back, and never backwards by itself. */
export const Pitch = ({
  signal,
  busy,
  acts,
}: {
  signal: NeighbourhoodSignal
  busy: boolean
  acts: () => PitchActs
}) => {
  const { t } = useTranslation()
  const dates = useDates()
  const { organisations, escalations, next, placeOf, behind, empty } = usePitch(signal)
  const field =
    useView('rules').wijken.find(({ neighbourhood }) => neighbourhood === signal.neighbourhood)?.now.field ??
    'youth'
  const [dialog, setDialog] = useState<'ask' | 'escalation' | null>(null)
  const open = signal.state !== 'closed'
  const nameOf = (id: string): string => organisations.find((one) => one.id === id)?.name ?? id
  const places = [...new Set(organisations.map(placeOf))]
  const close = (): void => setDialog(null)
  return (
    <section className="stack tight" aria-labelledby="pitch">
      <h3 className="h3" id="pitch">
        {t('pitch.title')}
      </h3>
      {escalations
        .filter(({ confirmed }) => !confirmed)
        .map((escalation) => (
          <div key={escalation.id} className="card waits stack tight">
            <p>
              {t(escalation.mine ? 'pitch.proposedMine' : 'pitch.proposed', {
                name: escalation.name,
                organisation: nameOf(escalation.organisationId),
              })}
              {escalation.reason && ` ${t(`escalationReason.${escalation.reason}`)}.`}
            </p>
            {!escalation.mine && open && (
              <p>
                <Button
                  isDisabled={busy}
                  onPress={() => void acts().confirm(escalation.signalId, escalation.id)}
                >
                  {t('pitch.confirm', { organisation: nameOf(escalation.organisationId) })}
                </Button>
              </p>
            )}
            <p className="small muted">{dates.moment(escalation.at)}</p>
          </div>
        ))}
      <ol className={styles.pitch}>
        {IN_ORDER.map((linie) => (
          <Line key={linie} linie={linie} field={field} organisations={organisations} placeOf={placeOf} />
        ))}
      </ol>
      <p className={`${styles.pitchLegend} small muted`} aria-hidden="true">
        {places.map((place) => {
          const Icon = ICONS[place]
          return (
            <span key={place} className={PLACE_STYLES[place]}>
              <Icon size={14} />
              {t(`pitch.place.${place}`)}
            </span>
          )
        })}
      </p>
      {open &&
        (empty('front') ? (
          <p className="small">{t('pitch.noFront')}</p>
        ) : next?.linie === 'front' ? (
          <p className="small">{t('pitch.forward')}</p>
        ) : null)}
      {open && (next ?? behind[0]) && (
        <div className="row">
          {next && (
            <Button isDisabled={busy} onPress={() => setDialog('ask')}>
              <ArrowUp size={16} aria-hidden="true" />
              {t('pitch.ask', { organisation: next.name })}
            </Button>
          )}
          {behind.length > 0 && (
            <Button look="quiet" isDisabled={busy} onPress={() => setDialog('escalation')}>
              {t('pitch.escalation')}
            </Button>
          )}
        </div>
      )}
      {next && dialog === 'ask' && (
        <AskDialog
          organisation={next}
          busy={busy}
          onClose={close}
          onAsked={() => void acts().ask(signal.id, next.id).then(close, close)}
        />
      )}
      {dialog === 'escalation' && behind.length > 0 && (
        <EscalationDialog
          choices={behind}
          signal={signal}
          busy={busy}
          onClose={close}
          onEscalation={(id, reason) => void acts().escalation(signal.id, id, reason).then(close, close)}
        />
      )}
    </section>
  )
}
