/**
 * What stood in the way, and what was said to it; and the agreements that the programmabureau signs half-way.
 */
import type { ObstacleKind, Verdict } from '../../../shared/domain/obstacle.ts'
import { USUAL_AGREEMENTS, USUAL_TERMS } from '../../../shared/membership/agreements.ts'
import { A_DAY, isoDay } from './calendar.ts'
import type { Diary } from './diary.ts'
import type { Wijk } from './town.ts'

/** `at` and `after`: parts of the quarter, 0 to 1. */
interface PlannedReply {
  readonly who: string
  readonly after: number
  readonly verdict: Verdict
  readonly text: string
}
interface Raised {
  readonly at: number
  readonly who: string
  readonly wijk: Wijk
  readonly kind: ObstacleKind
  readonly text: string
  readonly replies: readonly PlannedReply[]
}

const RAISED: readonly Raised[] = [
  {
    at: 0.3,
    who: 'wim-smeets',
    wijk: 'WK999802',
    kind: 'waiting-list',
    text: 'Na een match is er drie maanden lang niemand die met het gezin kan beginnen.',
    replies: [
      {
        who: 'joost-adriaans',
        after: 0.07,
        verdict: 'passed-up',
        text: 'Dit kan het wijkteam niet oplossen: de inkoop ligt hoger.',
      },
      {
        who: 'tamar-wolff',
        after: 0.14,
        verdict: 'passed-up',
        text: 'Gevraagd aan de gemeente, met de aantallen erbij.',
      },
      { who: 'petra-vink', after: 0.3, verdict: 'solved', text: 'Vanaf januari zijn er twee plekken bij.' },
    ],
  },
  {
    at: 0.36,
    who: 'fatima-bos',
    wijk: 'WK999801',
    kind: 'language',
    text: 'De brief aan ouders bestaat niet in het Tigrinya.',
    replies: [
      {
        who: 'ineke-de-wit',
        after: 0.05,
        verdict: 'explained',
        text: 'Bel de tolkentelefoon; een brief komt er later.',
      },
    ],
  },
  {
    at: 0.42,
    who: 'karim-haddad',
    wijk: 'WK999801',
    kind: 'rules-of-sharing',
    text: 'Twee organisaties geven een andere uitleg aan dezelfde regel over toestemming.',
    replies: [
      {
        who: 'ineke-de-wit',
        after: 0.06,
        verdict: 'passed-up',
        text: 'Wij kunnen dit niet voor de hele gemeente beslissen.',
      },
      {
        who: 'tamar-wolff',
        after: 0.12,
        verdict: 'passed-up',
        text: 'Voorgelegd aan de juristen van de gemeente.',
      },
      {
        who: 'petra-vink',
        after: 0.22,
        verdict: 'passed-up',
        text: 'De wet laat hier twee lezingen toe; dat is aan het Rijk.',
      },
    ],
  },
  {
    at: 0.5,
    who: 'anouk-peters',
    wijk: 'WK999803',
    kind: 'cannot-reach-organisation',
    text: 'De leerplicht van de buurgemeente neemt niet op en belt niet terug.',
    replies: [
      {
        who: 'joost-adriaans',
        after: 0.32,
        verdict: 'not-possible',
        text: 'Geprobeerd; zij doen nog niet mee. Zet het in het logboek.',
      },
    ],
  },
  {
    at: 0.62,
    who: 'naomi-blok',
    wijk: 'WK999804',
    kind: 'no-time',
    text: 'De termijn valt samen met de avonden waarop wij op straat zijn.',
    replies: [],
  },
  {
    at: 0.86,
    who: 'bram-kok',
    wijk: 'WK999802',
    kind: 'informing-parents',
    text: 'Wie vertelt het de ouders als zij uit elkaar zijn en elkaar niet spreken?',
    replies: [],
  },
]

/**
 * Coordinators answer late, too: of the fifth and the sixth there is no answer yet. `anyway`: somebody looked
 * at it.
 */
export const planKnelpunten = (diary: Diary, moments: number): void => {
  for (const { at, who, wijk, kind, text, replies } of RAISED) {
    let ref = ''
    diary.at(Math.floor(at * moments), who, 'knelpunt', async (resident) => {
      ref =
        (await resident.run({ kind: 'raise-obstacle', neighbourhood: wijk, about: kind, text, anyway: true }))
          .ref ?? ''
    })
    for (const reply of replies)
      diary.at(Math.floor((at + reply.after) * moments), reply.who, 'knelpunt answered', (resident) =>
        resident.run({
          kind: 'answer-obstacle',
          ref,
          verdict: reply.verdict,
          text: reply.text,
          anyway: true,
        }),
      )
  }
}

const BEGINS_AFTER_DAYS = 5
export const planAgreements = (diary: Diary, moments: number): void =>
  diary.at(Math.floor(moments / 2 / A_DAY) * A_DAY, 'tamar-wolff', 'agreements signed', (resident, today) =>
    resident.run({
      kind: 'sign-rules',
      neighbourhood: 'WK999802',
      from: isoDay(today, BEGINS_AFTER_DAYS),
      why: 'In Centrum lukt een antwoord binnen twee werkdagen niet; drie lukt wel, en dan houden wij ons eraan.',
      agreements: {
        ...USUAL_AGREEMENTS,
        terms: { ...USUAL_TERMS, firstAnswer: { normal: 3, today: 0 }, outcome: 7 },
        keptDays: 60,
        quiet: { from: '18:00', until: '08:00' },
      },
    }),
  )
