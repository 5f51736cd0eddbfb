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
import { IN_ORDER, type EscalationReason } from '../../../shared/domain/linies.ts'
import type { Field } from '../../../shared/membership/agreements.ts'
import type { Linie } from '../../../shared/domain/identifiers.ts'
import type { NeighbourhoodSignal } from '../../../shared/api/triage.ts'
import type { OrganisationView } from '../../../shared/api/membership.ts'
import { useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Button } from '../../ui/button.tsx'
import { AskDialog, EscalationDialog } from './pitch-dialogs.tsx'
import { usePitch, type PitchView, type Place } from './use-pitch.ts'
import styles from './triage.module.css'

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
/** Of a line; the others are counted. */
const MOST_SHOWN = 8

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

export interface PitchActs {
  readonly ask: (signalId: string, organisationId: string) => Promise<void>
  readonly escalation: (signalId: string, organisationId: string, reason: EscalationReason) => Promise<void>
  readonly confirm: (signalId: string, escalationId: string) => Promise<void>
}

interface Props {
  readonly signal: NeighbourhoodSignal
  readonly busy: boolean
  readonly acts: () => PitchActs
}

/** An organisation behind was proposed: a second coordinator confirms that. */
const Proposed = ({
  escalation,
  organisation,
  signal,
  busy,
  acts,
}: Props & { escalation: PitchView['escalations'][number]; organisation: string }) => {
  const { t } = useTranslation()
  const dates = useDates()
  return (
    <div className="card waits stack tight">
      <p>
        {t(escalation.mine ? 'pitch.proposedMine' : 'pitch.proposed', {
          name: escalation.name,
          organisation,
        })}
        {escalation.reason && ` ${t(`escalationReason.${escalation.reason}`)}.`}
      </p>
      {!escalation.mine && signal.state !== 'closed' && (
        <p>
          <Button isDisabled={busy} onPress={() => void acts().confirm(escalation.signalId, escalation.id)}>
            {t('pitch.confirm', { organisation })}
          </Button>
        </p>
      )}
      <p className="small muted">{dates.moment(escalation.at)}</p>
    </div>
  )
}

const Legend = ({ places }: { places: readonly Place[] }) => {
  const { t } = useTranslation()
  return (
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
  )
}

/** Whom to ask next: by telephone the nearest in front, by a proposal one behind. */
const AskNext = ({ signal, busy, acts, pitch: { next, behind } }: Props & { pitch: PitchView }) => {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<'ask' | 'escalation' | null>(null)
  const close = (): void => setDialog(null)
  return (
    <>
      {signal.state !== 'closed' && (next ?? behind[0]) && (
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
    </>
  )
}

/** The linies of the wijk about one signaal: from the child back, and never backwards by itself. */
export const Pitch = (props: Props) => {
  const { signal } = props
  const { t } = useTranslation()
  const pitch = usePitch(signal)
  const { organisations, escalations, next, placeOf, empty } = pitch
  const field =
    useView('rules').wijken.find(({ neighbourhood }) => neighbourhood === signal.neighbourhood)?.now.field ??
    'youth'
  const nameOf = (id: string): string => organisations.find((one) => one.id === id)?.name ?? id
  return (
    <section className="stack tight" aria-labelledby="pitch">
      <h3 className="h3" id="pitch">
        {t('pitch.title')}
      </h3>
      {escalations
        .filter(({ confirmed }) => !confirmed)
        .map((escalation) => (
          <Proposed
            key={escalation.id}
            escalation={escalation}
            organisation={nameOf(escalation.organisationId)}
            {...props}
          />
        ))}
      <ol className={styles.pitch}>
        {IN_ORDER.map((linie) => (
          <Line key={linie} linie={linie} field={field} organisations={organisations} placeOf={placeOf} />
        ))}
      </ol>
      <Legend places={[...new Set(organisations.map(placeOf))]} />
      {signal.state !== 'closed' &&
        (empty('front') ? (
          <p className="small">{t('pitch.noFront')}</p>
        ) : next?.linie === 'front' ? (
          <p className="small">{t('pitch.forward')}</p>
        ) : null)}
      <AskNext pitch={pitch} {...props} />
    </section>
  )
}
