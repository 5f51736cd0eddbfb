/** One letter on paper: what is seen is what is printed. */
import { format } from 'date-fns/format'
import { parseISO } from 'date-fns/parseISO'
import type { ReactNode } from 'react'
import type { LetterLanguage } from '../../../shared/domain/letter-language.ts'
import type { OrganisationView } from '../../../shared/api/membership.ts'
import type { Person } from '../../../shared/api/session.ts'
import type { SentSignal } from '../../../shared/api/my-signals.ts'
import { enumerated, filled, listed, Own, written, type Values } from './fill.tsx'
import type { Recipient } from './recipients.ts'
import { codeOf } from './words/languages.ts'
import type { Compared, LetterWords, Told } from './words/shape.ts'
import styles from './letter.module.css'

export interface PaperParts {
  readonly language: LetterLanguage
  readonly words: LetterWords
  readonly recipient: Recipient
  readonly signal: SentSignal
  readonly person: Person
  /** The own organisation; undefined where this device does not know the directory yet. */
  readonly organisation: OrganisationView | undefined
  readonly today: string
}

/** What the children's keys were made from; without a directory a BSN is never promised to be left out. */
const comparedOf = ({ content: { compared } }: SentSignal, usesBsn: boolean): Compared[] => [
  'name',
  'birthDate',
  ...(compared.includes('address') ? ['address' as const] : []),
  ...(compared.includes('parents') ? ['parents' as const] : []),
  ...(usesBsn ? ['bsn' as const] : []),
]

/** Of the laptop's own zone, as on the screens. */
const dayOf = (isoDateTime: string): string => format(parseISO(isoDateTime), 'yyyy-MM-dd')

const valuesOf = ({ words, recipient, signal, person, organisation, today }: PaperParts): Values => {
  const { locale } = words
  const list = (items: readonly ReactNode[]): ReactNode => enumerated(items, words.dir)
  const { bsn, ...things } = words.notUsedThings
  return {
    names: listed(
      recipient.names.map((name, i) => <Own key={i}>{name}</Own>),
      locale,
    ),
    number: <Own>{signal.number}</Own>,
    since: written(signal.content.lostSince, locale),
    asked: written(dayOf(signal.filedAt), locale),
    until: written(signal.disappearsOn, locale),
    today: written(today, locale),
    tried: list(
      signal.content.attempts.map(({ way, times }) => (
        <>
          {words.ways[way]}
          {times > 1 && (
            <>
              {' '}
              (<Own>{times}×</Own>)
            </>
          )}
        </>
      )),
    ),
    compared: list(comparedOf(signal, organisation?.usesBsn ?? false).map((one) => words.compared[one])),
    things: list([...(organisation && !organisation.usesBsn ? [bsn] : []), ...Object.values(things)]),
    basis: <Own lang="nl">{organisation?.basis.text}</Own>,
    officer: <Own>{organisation?.dpia?.officer}</Own>,
    person: <Own>{person.name}</Own>,
    function: <Own lang="nl">{person.function}</Own>,
    phone: (
      <Own>
        <span className="number">{person.phone}</span>
      </Own>
    ),
  }
}

export const Paper = (parts: PaperParts) => {
  const {
    language,
    words,
    recipient: { addressee },
    person,
    organisation,
  } = parts
  const values = valuesOf(parts)
  const say = (text: string): ReactNode => filled(text, values)
  const told = ({ child, self }: Told): ReactNode => say(addressee === 'young-person' ? self : child)
  return (
    <article className={styles.paper} lang={codeOf(language)} dir={words.dir}>
      <header className={styles.from}>
        <b>
          <Own>{person.organisation}</Own>
        </b>
        <span>
          <Own>{person.name}</Own> · <Own lang="nl">{person.function}</Own>
        </span>
        <span>{values['phone']}</span>
      </header>
      <p className={styles.to}>{say(words.to[addressee])}</p>
      <p className={styles.when}>
        {values['today']}
        <br />
        {say(words.number)}
      </p>
      <h2>{say(words.subject[addressee])}</h2>
      <p>{say(words.salutation[addressee])}</p>
      <p>
        {told(words.lost)} {parts.signal.content.attempts.length > 0 && say(words.tried)}
      </p>
      <p>
        {told(words.asked)} {words.purpose} {words.noBlame}
      </p>
      <h3>{words.callTitle}</h3>
      <p>
        {say(words.call)} {words.help}
      </p>
      <h3>{words.usedTitle}</h3>
      <p>
        {told(words.used)} {words.source} {words.codes}
      </p>
      <p>
        {told(words.read)} {words.coordinator} {words.others}
      </p>
      <p>
        {say(words.notUsed)} {say(words.until)}
      </p>
      {organisation && <p>{say(words.basis)}</p>}
      <h3>{words.rightsTitle}</h3>
      <ul>
        {Object.entries(words.rights).map(([right, text]) => (
          <li key={right}>{text}</li>
        ))}
      </ul>
      {organisation?.dpia && <p>{say(words.officer)}</p>}
      <p className={styles.end}>{words.regards}</p>
      <p>
        <Own>{person.name}</Own>
        <br />
        <Own lang="nl">{person.function}</Own> · <Own>{person.organisation}</Own>
      </p>
    </article>
  )
}
