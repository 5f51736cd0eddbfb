/** The signalen of a quarter as they will go: who asks about whom, who knows, what becomes of it. */
import {
  GIVING,
  type CoordinationAction,
  type DisclosureReason,
  type NameReason,
} from '../../../shared/domain/coordination.ts'
import type { AnswerKind, Attempt, Outcome, ParentsInformed } from '../../../shared/domain/signal.ts'
import type { AskKind, RefusalReason, Entry } from '../../../shared/domain/conversation.ts'
import type { NotSharedReason, SignalDraft } from '../../../shared/api/my-signals.ts'
import type { Views } from '../../../shared/api/api.ts'
import { deviceIdOf } from '../town.ts'
import { A_DAY, isoDay } from './calendar.ts'
import type { Chance } from './chance.ts'
import type { Diary, What } from './diary.ts'
import { weighted, type Families, type TownChild } from './families.ts'
import type { Resident } from './resident.ts'
import { coordinatorsOf, organisationOf, type Wijk } from './town.ts'

type Weights<T> = readonly (readonly [T, number])[]
type Ages = readonly [youngest: number, oldest: number]
const [PRIMARY, SECONDARY, ANY]: readonly Ages[] = [
  [4, 11],
  [12, 17],
  [4, 17],
]

const REQUESTERS: Weights<string> = [
  ['fatima-bos', 15],
  ['anouk-peters', 17],
  ['wim-smeets', 16],
  ['sanne-de-groot', 9],
  ['joke-smit', 6],
  ['karim-haddad', 10],
  ['naomi-blok', 8],
  ['dave-willems', 5],
  ['marloes-prins', 8],
  ['bram-kok', 6],
]
const RESPONDERS: Weights<string> = [
  ['karim-haddad', 22],
  ['naomi-blok', 16],
  ['dave-willems', 12],
  ['marloes-prins', 18],
  ['bram-kok', 14],
  ['fatima-bos', 5],
  ['anouk-peters', 5],
  ['sanne-de-groot', 4],
  ['wim-smeets', 4],
]
const WITH_LIST: readonly string[] = REQUESTERS.map(([profile]) => profile)
const AGES: Readonly<Record<string, Ages>> = {
  'de-regenboog': PRIMARY!,
  'de-vlinder': PRIMARY!,
  'het-veencollege': SECONDARY!,
}
const agesOf = (profile: string): Ages => AGES[organisationOf(profile)] ?? ANY!

type Fate = 'at once' | 'late' | 'parents first' | 'unnamed' | 'overlooked' | 'nobody'
const FATES: Weights<Fate> = [
  ['at once', 44],
  ['late', 13],
  ['parents first', 13],
  ['unnamed', 5],
  ['overlooked', 3],
  ['nobody', 22],
]
const ANSWER: Readonly<Record<Exclude<Fate, 'overlooked' | 'nobody'>, AnswerKind>> = {
  'at once': 'contact-call-me',
  late: 'contact-call-me',
  'parents first': 'contact-parents-first',
  unnamed: 'in-view-unnamed',
}
const PARENTS: Weights<ParentsInformed> = [
  ['informed', 54],
  ['unreachable', 29],
  ['unsafe', 4],
  ['other-reason', 13],
]
const FOUND: Weights<Outcome> = [
  ['contact-restored', 66],
  ['handed-over', 10],
  ['in-good-hands', 9],
  ['moved', 6],
  ['wrong-person', 3],
  ['not-restored', 6],
]
const NOT_FOUND: Weights<Outcome> = [
  ['not-restored', 30],
  ['moved', 35],
  ['withdrawn', 20],
  ['contact-restored', 15],
]
const ONWARD: Readonly<Partial<Record<Outcome, readonly string[]>>> = {
  moved: ['Gemeente Turfdrecht', 'Basisschool De Sluis in Turfdrecht'],
  'handed-over': ['Wijkteam Veenwijk', 'Jeugdteam Turfdrecht'],
  'in-good-hands': ['Welzijn Veenwijk', 'JGZ Veenland', 'De gezinswerker van het wijkteam'],
}
const WAYS: Weights<Attempt['way']> = [
  ['called', 40],
  ['messaged', 25],
  ['visited', 20],
  ['letter', 8],
  ['other-parent', 7],
]
const ASKS: Weights<AskKind> = [
  ['call-me', 35],
  ['contact-for-us', 25],
  ['visit-together', 20],
  ['keep-eye', 15],
  ['take-lead', 5],
]
const REFUSALS: readonly RefusalReason[] = ['no-time', 'no-contact-now', 'family-objects']
/** Why it may be said, of who has professional secrecy. */
const weighedBy = (resident: Resident): { weighing?: 'consent' } =>
  resident.views().own?.secrecy ? { weighing: 'consent' } : {}
/** Not of a family that is not safe, or that somebody sees who must not be named. */
const namesOnward = ({ sent, matches }: Pick<Views, 'sent' | 'matches'>, signalId: string): boolean =>
  [...sent, ...matches].find(({ id }) => id === signalId)?.namesOnward ?? true

const NAME_REASONS: readonly NameReason[] = ['nobody-answers', 'maybe-known-to-us', 'worry']
const DISCLOSED: Weights<DisclosureReason> = [
  ['needed-for-contact', 35],
  ['parents-agree', 20],
  ['worry', 10],
  ['call-me-first', 20],
  ['parents-object', 15],
]
const NOT_SHARED: readonly NotSharedReason[] = ['contact-back', 'other-route', 'parents-object']
const TEXTS = [
  'Ik sprak de moeder vanmiddag; ze komt donderdag langs op school.',
  'Zullen we samen bellen? Dan hoeft het gezin het maar één keer te vertellen.',
  'Hij was gisteren bij de inloop. Het gaat redelijk.',
  'De oudste haalt de kleintjes nu op; het gezin kent mij goed.',
  'Ik ga er vrijdag langs en laat het je daarna weten.',
]
const NOTES = [
  '',
  '',
  '',
  'Moeder nam drie keer niet op.',
  'De buren zeggen dat het gezin er nog woont.',
  'Het laatste gesprek ging over vervoer.',
]
/** Some are asked for some days less. */
const LESS_DAYS = 4
const FILLERS = [6, 12] as const

interface List {
  readonly own: TownChild[]
  readonly others: TownChild[]
}
export type Lists = ReadonlyMap<string, List>

/**
 * A signaal that goes. `id`: '' until it was filed; `gone`: the first moment at which it may have gone,
 * `closes`: at which its requester closes it.
 */
interface Going {
  readonly requester: string
  readonly children: readonly TownChild[]
  readonly filed: number
  readonly wijk: Wijk
  readonly coordinators: readonly string[]
  readonly gone: number
  closes: number
  id: string
}

export interface Parts {
  readonly chance: Chance
  readonly diary: Diary
  readonly families: Families
  readonly moments: number
  readonly count: number
  readonly lifeDays: number
}

/** Writes the signalen into the diary; returns whose list holds which children. */
// oxlint-disable-next-line eslint/max-lines-per-function -- Short functions that write into one diary and one set of lists, which they would otherwise all be handed.
export const planSignals = ({ chance: all, diary, families, moments, count, lifeDays }: Parts): Lists => {
  const lists = new Map<string, List>()
  const listOf = (profile: string): List =>
    lists.get(profile) ?? lists.set(profile, { own: [], others: [] }).get(profile)!
  const days = (chance: Chance, least: number, most: number): number =>
    chance.between(least, most) * A_DAY + chance.between(0, A_DAY - 1)
  const elsewhere = (chance: Chance, requester: string, but: readonly string[] = []): string =>
    weighted(
      chance,
      RESPONDERS.filter(
        ([profile]) => organisationOf(profile) !== organisationOf(requester) && !but.includes(profile),
      ),
    )

  const livesFor = Math.floor(((lifeDays - LESS_DAYS - 3) * 5) / 7) * A_DAY

  /** A action about a signaal, as long as that is there. */
  const about = (
    going: Going,
    moment: number,
    who: string,
    what: What,
    action: (resident: Resident, signalId: string, today: Date) => Promise<unknown>,
  ): void => {
    if (moment < going.gone)
      diary.at(moment, who, what, (resident, today) => action(resident, going.id, today))
  }

  const file = (chance: Chance, requester: string, children: readonly TownChild[], filed: number): Going => {
    const going: Going = {
      requester,
      children,
      filed,
      wijk: children[0]!.wijk,
      coordinators: coordinatorsOf(children[0]!.wijk),
      gone: filed + livesFor,
      closes: Infinity,
      id: '',
    }
    listOf(requester).own.push(...children.filter((child) => !listOf(requester).own.includes(child)))
    const draft = draftOf(chance, children, lifeDays)
    const noted = chance.happens(0.3)
    diary.at(filed, requester, 'filed', async (resident, today) => {
      if (noted)
        await resident.run({
          kind: 'note-attempt',
          childId: resident.childId(children[0]!.number),
          way: 'called',
          on: isoDay(today),
        })
      going.id = (await resident.run({ kind: 'file-signal', draft: draft(resident, today) })).signalId
    })
    const { parents } = draft(null, new Date(0))
    if (parents !== 'informed' && chance.happens(0.6))
      about(going, filed + days(chance, 4, 9), requester, 'parents told', (resident, signalId, today) =>
        resident.run({ kind: 'informing', signalId, decision: { kind: 'informed', on: isoDay(today) } }),
      )
    return going
  }

  const close = (
    chance: Chance,
    going: Going,
    moment: number,
    who: string,
    what: What,
    outcome: Outcome,
  ): void => {
    const onward = ONWARD[outcome] && chance.happens(0.7) ? { onward: chance.pick(ONWARD[outcome]) } : {}
    about(going, moment, who, what, (resident, signalId) =>
      resident.run({
        kind: 'close',
        signalId,
        outcome,
        ...(namesOnward(resident.views(), signalId) ? onward : {}),
      }),
    )
  }

  /** As {@link about}, for what nobody does any more once it was closed. */
  const whileOpen: typeof about = (going, moment, ...rest) => {
    if (moment < going.closes) about(going, moment, ...rest)
  }

  const answer = (going: Going, moment: number, who: string, kind: AnswerKind): void =>
    whileOpen(
      going,
      moment,
      who,
      kind === 'in-view-unnamed' ? 'unnamed' : 'answered',
      (resident, signalId) => {
        const { matches } = resident.views()
        const unsafe = matches.find(({ id }) => id === signalId)?.advice === 'not-to-parents'
        return resident.run({
          kind: 'answer',
          signalId,
          answer: unsafe && kind === 'contact-parents-first' ? 'contact-call-me' : kind,
          ...weighedBy(resident),
        })
      },
    )

  const talk = (chance: Chance, going: Going, responder: string, from: number): void => {
    const say = (moment: number, who: string, said: (today: Date) => Entry): Promise<string> =>
      new Promise((ref) =>
        about(going, moment, who, 'said', async (resident, signalId, today) => {
          ref(
            (
              await resident.run({
                kind: 'say',
                signalId,
                responder: deviceIdOf(responder),
                entry: said(today),
              })
            ).ref,
          )
        }),
      )
    if (chance.happens(0.45)) {
      let asked = ''
      const ask = weighted(chance, ASKS)
      void say(from, going.requester, () => ({ kind: 'ask', ask })).then((ref) => {
        asked = ref
      })
      const reply = weighted<Entry['kind']>(chance, [
        ['accept', 60],
        ['propose', 15],
        ['refuse', 10],
        ['text', 15],
      ])
      const reason = chance.pick(REFUSALS)
      const replyTo = (to: string): Entry => {
        if (reply === 'accept') return { kind: 'accept', to }
        if (reply === 'refuse') return { kind: 'refuse', to, reason }
        return { kind: 'propose', to, ask: ask === 'visit-together' ? 'contact-for-us' : 'visit-together' }
      }
      if (reply !== 'text') void say(from + chance.between(1, 3), responder, () => replyTo(asked))
    }
    const text = chance.pick(TEXTS)
    if (chance.happens(0.3))
      void say(from + chance.between(0, 3), chance.happens(0.5) ? going.requester : responder, () => ({
        kind: 'text',
        text,
      }))
    if (chance.happens(0.25))
      void say(from + 1, going.requester, (today) => ({
        kind: 'agreement',
        by: 'both',
        what: 'meet',
        on: isoDay(today, 2),
      }))
  }

  const found = (chance: Chance, going: Going, fate: keyof typeof ANSWER): void => {
    const responder = elsewhere(chance, going.requester)
    listOf(responder).others.push(...going.children)
    const answered =
      going.filed + (fate === 'late' ? days(chance, 3, 8) : chance.between(1, fate === 'at once' ? 2 : 4))
    if (fate === 'late' && chance.happens(0.7))
      coordinate(going, going.filed + 3 * A_DAY, chance.pick(going.coordinators), 'reminded', 'remind')
    answer(going, answered, responder, ANSWER[fate])
    const closed = answered + days(chance, 1, 7)
    if (chance.happens(0.86)) going.closes = closed
    const second = chance.happens(0.1) ? elsewhere(chance, going.requester, [responder]) : null
    if (second) {
      listOf(second).others.push(...going.children)
      answer(going, answered + days(chance, 0, 2), second, 'contact-call-me')
    }
    if (fate !== 'unnamed') talk(chance, going, responder, answered + 1)
    if (going.closes !== closed) return
    const outcome = weighted(chance, FOUND)
    close(chance, going, closed, going.requester, 'closed', outcome)
    if (fate === 'unnamed') return
    if (chance.happens(0.5))
      close(
        chance,
        going,
        closed + chance.between(-1, 3),
        responder,
        'answerer closed',
        chance.happens(0.12) ? (outcome === 'moved' ? 'contact-restored' : 'moved') : outcome,
      )
    if (outcome !== 'contact-restored' || !chance.happens(0.6)) return
    const inContact = chance.happens(0.85)
    about(
      going,
      closed + 10 * A_DAY + chance.between(0, 3),
      going.requester,
      inContact ? 'followed up' : 'opened again',
      (resident, signalId) =>
        resident.run({
          kind: 'say',
          signalId,
          responder: deviceIdOf(responder),
          entry: { kind: 'follow-up', inContact },
        }),
    )
  }

  const coordinate = (
    going: Going,
    moment: number,
    who: string,
    what: What,
    action: CoordinationAction,
    reason: NameReason | null = null,
  ): void =>
    whileOpen(going, moment, who, what, (resident, signalId) =>
      resident.run({ kind: 'coordinate', signalIds: [signalId], action, reason, to: null }),
    )

  const askLine = (going: Going, moment: number, who: string, organisationId: string): void =>
    whileOpen(going, moment, who, 'line asked', (resident, signalId) =>
      resident.run({ kind: 'ask-line', signalId, organisationId }),
    )
  const frontOf = ({ requester }: Going): string =>
    organisationOf(requester) === 'welzijn-veenwijk' ? 'sport-veenland' : 'welzijn-veenwijk'
  const midfieldOf = ({ requester }: Going): string =>
    organisationOf(requester) === 'jgz-veenland' ? 'wijkteam-veenwijk' : 'jgz-veenland'

  const notFound = (chance: Chance, going: Going): void => {
    if (chance.happens(0.75)) {
      going.closes = going.filed + days(chance, 6, 14)
      close(chance, going, going.closes, going.requester, 'closed', weighted(chance, NOT_FOUND))
    }
    const who = chance.pick(going.coordinators)
    if (chance.happens(0.7)) coordinate(going, going.filed + days(chance, 3, 4), who, 'reminded', 'remind')
    if (chance.happens(0.6)) coordinate(going, going.filed + days(chance, 4, 5), who, 'taken on', 'take')
    if (chance.happens(0.35)) {
      const [asked, reason] = [going.filed + days(chance, 5, 6), weighted(chance, DISCLOSED)]
      coordinate(going, asked, who, 'name asked', 'ask-name', chance.pick(NAME_REASONS))
      if (chance.happens(0.85))
        whileOpen(
          going,
          asked + chance.between(1, 4),
          going.requester,
          GIVING.includes(reason) ? 'name given' : 'name not given',
          (resident, signalId) =>
            resident.run({
              kind: 'disclose',
              signalId,
              to: deviceIdOf(who),
              reason,
              ...weighedBy(resident),
            }),
        )
    }
    if (chance.happens(0.5)) {
      const asked = going.filed + days(chance, 6, 7)
      askLine(going, asked, who, frontOf(going))
      if (chance.happens(0.6)) askLine(going, asked + chance.between(1, 3), who, midfieldOf(going))
    }
  }

  /** Two of different organisations: of one child, or of a brother and a sister. */
  const pair = (chance: Chance, first: string, second: string, relation: 'same-child' | 'family'): void => {
    const [ours, theirs] =
      relation === 'family'
        ? families.family([PRIMARY!, SECONDARY!], 'WK999801')
        : [...families.family([ANY!], 'WK999802'), null]
    const filed = chance.between(0, Math.max(0, moments - 8 * A_DAY))
    const a = file(chance, first, [ours!], filed)
    const b = file(chance, second, [theirs ?? ours!], filed + chance.between(1, 3))
    const proposed = b.filed + chance.between(1, 3)
    about(b, proposed, second, 'brought together', (resident, signalId) =>
      resident.run({
        kind: 'link-signals',
        signalId,
        other: a.id,
        step: 'propose',
        ...weighedBy(resident),
      }),
    )
    about(a, proposed + chance.between(1, 4), chance.pick(a.coordinators), 'merged', (resident, signalId) =>
      resident.run({ kind: 'merge', pairs: [[signalId, b.id]], step: 'merge' }),
    )
    if (chance.happens(0.6))
      for (const one of [a, b])
        close(chance, one, proposed + days(chance, 4, 7), one.requester, 'closed', 'contact-restored')
  }

  /**
   * One goes to the line behind: whoever stands in front was asked, one coordinator proposes, another agrees.
   */
  const escalation = (chance: Chance, filed: number): void => {
    const going = file(chance, 'wim-smeets', families.family([SECONDARY!], 'WK999801'), filed)
    listOf('ans-bakker').others.push(...going.children)
    const [first, second] = ['ineke-de-wit', 'joost-adriaans']
    coordinate(going, filed + 2 * A_DAY, first!, 'taken on', 'take')
    askLine(going, filed + 2 * A_DAY + 1, first!, frontOf(going))
    askLine(going, filed + 3 * A_DAY, first!, midfieldOf(going))
    about(going, filed + 4 * A_DAY, first!, 'escalation', (resident, signalId) =>
      resident.run({
        kind: 'escalation',
        signalId,
        organisationId: 'leerplicht-veenland',
        reason: 'attendance',
      }),
    )
    about(going, filed + 5 * A_DAY, second!, 'confirmed', (resident, signalId) =>
      resident.run({
        kind: 'confirm',
        signalId,
        escalationId:
          resident.views().neighbourhood.find(({ id }) => id === signalId)?.escalations[0]?.id ?? signalId,
      }),
    )
  }

  const notShared = (chance: Chance): void => {
    const [requester, reason] = [weighted(chance, REQUESTERS), chance.pick(NOT_SHARED)]
    const children = families.family([agesOf(requester)])
    listOf(requester).own.push(...children)
    const draft = draftOf(chance, children, lifeDays)
    diary.at(chance.between(0, moments - 1), requester, 'not shared', (resident, today) =>
      resident.run({ kind: 'do-not-share', draft: draft(resident, today), reason }),
    )
  }

  const pairs = Math.max(1, Math.round(count / 33))
  const plain = Math.max(0, count - 2 * pairs - 1)
  escalation(all.of('escalation'), Math.max(0, Math.min(moments - 8 * A_DAY, Math.round(moments * 0.8))))
  for (let i = 0; i < pairs; i++) {
    const [first, second, relation] = (
      [
        ['fatima-bos', 'marloes-prins', 'same-child'],
        ['anouk-peters', 'wim-smeets', 'family'],
        ['sanne-de-groot', 'karim-haddad', 'same-child'],
      ] as const
    )[i % 3]!
    pair(all.of(`pair ${i}`), first, second, relation)
  }
  for (let i = 0; i < plain; i++) {
    const chance = all.of(`signal ${i}`)
    const requester = weighted(chance, REQUESTERS)
    const ages = agesOf(requester)
    const going = file(
      chance,
      requester,
      families.family(chance.happens(0.12) ? [ages, ages] : [ages]),
      Math.floor(((i + chance.fraction()) / plain) * moments),
    )
    const fate = weighted(chance, FATES)
    if (fate === 'nobody') notFound(chance, going)
    else if (fate === 'overlooked') listOf(elsewhere(chance, requester)).others.push(...going.children)
    else found(chance, going, fate)
  }
  for (let i = 0; i < Math.round(count / 50); i++) notShared(all.of(`not shared ${i}`))
  const chance = all.of('lists')
  for (const profile of WITH_LIST)
    for (let i = chance.between(...FILLERS); i > 0; i--)
      listOf(profile).own.push(...families.family([agesOf(profile)]))
  return lists
}

/** What the requester fills in. `resident` null: about nobody. */
const draftOf = (
  chance: Chance,
  children: readonly TownChild[],
  longest: number,
): ((resident: Resident | null, today: Date) => SignalDraft) => {
  const ways = new Set(Array.from({ length: chance.between(1, 3) }, () => weighted(chance, WAYS)))
  const attempts = [...ways].map((way) => ({ way, times: chance.between(1, 4) }))
  const [lostDays, urgent, parents, note, lifeDays] = [
    chance.between(3, 24),
    chance.happens(0.12),
    weighted(chance, PARENTS),
    chance.pick(NOTES),
    longest - chance.between(0, LESS_DAYS),
  ]
  return (resident, today) => ({
    childIds: resident ? children.map(({ number }) => resident.childId(number)) : [],
    lostSince: isoDay(today, -lostDays),
    attempts,
    urgency: urgent ? 'today' : 'normal',
    parents,
    note,
    disappearsOn: isoDay(today, lifeDays),
    weighing: resident?.views().own?.secrecy ? 'consent' : null,
  })
}
