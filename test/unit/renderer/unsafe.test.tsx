/**
 * Every screen of the sample people, with everything that can be pressed on it, once as usual and once where
 * the requester said 'not safe'. Words are shown by their key, so that a sentence cannot hide behind a translation.
 */
import { act, cleanup, fireEvent, render, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import type { ReactElement } from 'react'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { Banners } from '../../../renderer/app/banners.tsx'
import { screensOf } from '../../../renderer/app/screens.ts'
import { AgreeDialog } from '../../../renderer/widgets/conversation/dialogs.tsx'
import { MyDay } from '../../../renderer/features/my-day/my-day.tsx'
import { MySignals } from '../../../renderer/features/my-signals/my-signals.tsx'
import { NewSignal } from '../../../renderer/features/new-signal/new-signal.tsx'
import { PossibleMatches } from '../../../renderer/features/possible-match/possible-match.tsx'
import { Triage } from '../../../renderer/features/triage/triage.tsx'
import { tasksOf } from '../../../renderer/engine/core/my-day.ts'
import { startLanguage } from '../../../renderer/i18n/index.ts'
import { useInterface } from '../../../renderer/state/interface.ts'
import type { Screen } from '../../../shared/bridge.ts'
import { EscalationReason } from '../../../shared/domain/linies.ts'
import { LETS_SEND, Weighing } from '../../../shared/domain/secrecy.ts'
import { AgreementWhat } from '../../../shared/domain/conversation.ts'
import type { Command, Views } from '../../../shared/api/api.ts'
import type { Person } from '../../../shared/api/session.ts'
import { wiredDoor, type WiredDoor } from '../../fixtures/wired-door.ts'
import { organisations } from '../../screens/membership-views.ts'
import { children, notYet } from '../../screens/sample-views.ts'
import { sceneNamed, type SceneName } from '../../screens/scenes.ts'

const TODAY = '2026-11-23'
/** What urges somebody to tell the parents, or says where a family is. */
const URGES = [
  'informing.title.parents',
  'informing.who.parents',
  'informing.law',
  'informing.restored',
  'informing.due',
  'informing.tell',
  'informing.plan',
  'informing.todo.parents',
  'informing.ask.informed',
  'informing.ask.planned',
  'myDay.kind.inform',
  'signal.parentsLater',
  'mine.theyCall',
  'match.parents',
  'letter.open',
  'conversation.asksText.contact-for-us',
  'conversation.asksText.visit-together',
  'disclosure.parents-agree',
  'disclosure.parents-object',
  'outcome.onward',
  'outcome.andOnward',
] as const

type Signals = Pick<Views, 'sent' | 'matches' | 'neighbourhood' | 'draft' | 'day'>
/** The scene as its engine would show it: parents who are unreachable, or for whom it is not safe. */
const viewsOf = (views: Views, unsafe: boolean, restored: boolean): Signals => {
  const parents = unsafe ? ('unsafe' as const) : ('unreachable' as const)
  const said = { advice: unsafe ? ('not-to-parents' as const) : ('usual' as const), namesOnward: !unsafe }
  const sent = views.sent.map((one, i) => ({
    ...one,
    ...said,
    onward: unsafe ? null : one.onward,
    content: { ...one.content, parents },
    informing: notYet({ reason: parents, due: i < 3, restored, dueOn: TODAY }),
  }))
  const matches = views.matches.map((one) => ({ ...one, ...said, content: { ...one.content, parents } }))
  const neighbourhood = views.neighbourhood.map((one) => ({ ...one, advice: said.advice, parents }))
  return {
    sent,
    matches,
    neighbourhood,
    draft: views.draft && { ...views.draft, parents },
    day: tasksOf({ sent, matches, hints: views.hints, neighbourhood, obstacles: [] }, TODAY),
  }
}

let show: WiredDoor['show']
/** What the engine answers; nothing unless a test says so. */
let answerOf: (command: Command) => unknown = () => undefined
beforeAll(async () => {
  await startLanguage('nl')
  i18next.options.appendNamespaceToCIMode = true
  await i18next.changeLanguage('cimode')
  Object.defineProperty(window, 'ruggensteun', {
    value: new Proxy(
      { edition: 'desktop' },
      { get: (own, name) => Reflect.get(own, name) ?? (async () => {}) },
    ),
  })
  ;({ show } = await wiredDoor((command, reply) => {
    const result = answerOf(command)
    if (result !== undefined) queueMicrotask(() => reply(result))
  }))
})
afterEach(() => {
  cleanup()
  answerOf = () => undefined
})
afterAll(async () => {
  await i18next.changeLanguage('nl')
})

/** Labels too. In this language each word is `translation:` and its key. */
const seen = (into: Set<string>): void => {
  for (const word of document.body.innerHTML.split('translation:').slice(1))
    into.add(/^[\w.-]*/.exec(word)![0])
}

/** Not those of the list beside it. */
const buttonsIn = (place: ParentNode): HTMLElement[] => [
  ...place.querySelectorAll<HTMLElement>('.main button:not(.item), .panel button'),
]

/** One screen with one signaal in sight; then each button pressed, and each choice that it offers. */
const press = (draw: () => HTMLElement, into: Set<string>, pressing: boolean): void => {
  let place = draw()
  seen(into)
  const count = pressing ? buttonsIn(place).length : 0
  for (let i = 0; i < count; i += 1) {
    const button = buttonsIn(place)[i]
    if (!button) continue
    const before = place.innerHTML
    act(() => button.click())
    seen(into)
    const dialog = document.querySelector<HTMLElement>('[role=dialog]')
    for (const choice of dialog?.querySelectorAll('input[type=radio]') ?? []) {
      fireEvent.click(choice)
      seen(into)
    }
    if (dialog || place.innerHTML !== before) place = draw()
  }
}

/** As the window shows them. */
const SCREENS: Partial<Record<Screen, (person: Person) => ReactElement>> = {
  'new-signal': (person) => <NewSignal person={person} />,
  'my-day': () => <MyDay />,
  'my-signals': () => <MySignals />,
  'possible-match': (person) => <PossibleMatches person={person} />,
  neighbourhood: (person) => <Triage person={person} />,
}

/** Whose buttons are pressed: the others show the same ones. */
const PRESSED: readonly SceneName[] = ['name-asked', 'answered']

const walk = (name: SceneName, screens: readonly Screen[], unsafe: boolean): Set<string> => {
  const { views } = sceneNamed(name)
  const person = views.session.person!
  const shown = viewsOf(views, unsafe, name === 'name-asked')
  show({ ...views, ...shown, session: { ...views.session, today: TODAY }, organisations: [...organisations] })
  const found = new Set<string>()
  for (const screen of screens) {
    expect(
      Object.values(screensOf(person))
        .flat()
        .map((one) => one.screen),
    ).toContain(screen)
    for (const id of screen === 'possible-match' ? shown.matches.map((one) => one.id) : [null])
      press(
        () => {
          cleanup()
          useInterface.getState().open(screen, id)
          return render(SCREENS[screen]!(person)).container
        },
        found,
        PRESSED.includes(name),
      )
  }
  return found
}

const WALKS: readonly (readonly [SceneName, ...Screen[]])[] = [
  ['draft', 'new-signal', 'my-day', 'my-signals'],
  ['name-asked', 'my-signals'],
  ['contradiction', 'my-signals'],
  ['worker', 'possible-match', 'my-day'],
  ['answered', 'possible-match'],
  ['coordinator', 'neighbourhood', 'my-day'],
]
const walkAll = (unsafe: boolean): string[] => {
  const found = new Set<string>()
  for (const [scene, ...screens] of WALKS) for (const key of walk(scene, screens, unsafe)) found.add(key)
  return URGES.filter((key) => found.has(key))
}

test('where it is not safe, no screen, task, dialog or answer urges to tell the parents; as usual each of these sentences is there', () => {
  expect([walkAll(true), walkAll(false)]).toEqual([[], URGES])
})

test.each([
  [{ secrecy: true, asksSecrecy: false }],
  [{ secrecy: false, asksSecrecy: true }],
  [{ secrecy: false, asksSecrecy: false }],
])(
  'who has professional secrecy, or was not asked yet, is not led to call before it was weighed: %o',
  (said) => {
    const { views } = sceneNamed('worker')
    const { matches, ...shown } = viewsOf(views, true, false)
    const unanswered = matches.filter(({ state, escalation }) => state === 'new' && !escalation)
    expect(unanswered.length).toBeGreaterThan(0)
    show({ ...views, ...shown, matches, own: { ...views.own!, ...said }, organisations: [...organisations] })
    for (const { id } of unanswered) {
      const found = new Set<string>()
      cleanup()
      useInterface.getState().open('possible-match', id)
      render(SCREENS['possible-match']!(views.session.person!))
      seen(found)
      const calls = ['unsafe.answerTitle', 'match.agree'].filter((key) => found.has(key))
      const isBound = said.secrecy || said.asksSecrecy
      expect([calls, found.has('unsafe.secretTitle')]).toEqual(
        isBound ? [[], true] : [['unsafe.answerTitle', 'match.agree'], false],
      )
    }
  },
)

test.each(['usual', 'not-to-parents'] as const)(
  'what may be with the family is neither offered nor a task where it is not safe: %s',
  (advice) => {
    const expected = advice === 'usual' ? AgreementWhat.options : ['meet']
    const found = new Set<string>()
    cleanup()
    render(
      <AgreeDialog
        name="Karim Haddad"
        today={TODAY}
        last="2026-12-20"
        advice={advice}
        onClose={() => {}}
        onSay={() => {}}
      />,
    )
    seen(found)
    expect(AgreementWhat.options.filter((what) => found.has(`conversation.what.${what}`))).toEqual(expected)

    const { views } = sceneNamed('answered')
    const match = views.matches.find(({ conversation }) => conversation !== null)!
    const items = AgreementWhat.options.map((what) => ({
      ...match.conversation!.items[0]!,
      ref: what,
      open: false,
      mine: true,
      entry: { kind: 'agreement' as const, by: 'both' as const, what, on: TODAY },
    }))
    const conversation = { ...match.conversation!, items }
    const tasks = tasksOf(
      {
        sent: [],
        matches: [{ ...match, advice, conversation }],
        hints: [],
        neighbourhood: [],
        obstacles: [],
      },
      TODAY,
    )
    expect(tasks.flatMap(({ agreement }) => agreement?.what ?? []).toSorted()).toEqual(expected.toSorted())
  },
)

test.each([null, 'unreachable', 'unsafe', 'informed'] as const)(
  'a new signaal about a family of which that was said before says so too, and asks no attempt: %s chosen',
  async (parents) => {
    const { views } = sceneNamed('draft')
    const draft = { ...views.draft!, parents, attempts: [] }
    show({ ...views, draft, session: { ...views.session, today: TODAY } })
    for (const advice of ['usual', 'not-to-parents'] as const) {
      let isAnswered = false
      answerOf = (command) => {
        if (command.kind !== 'look-up-children') return undefined
        queueMicrotask(() => queueMicrotask(() => (isAnswered = true)))
        return { children: children.filter(({ id }) => command.ids.includes(id)), siblings: [], advice }
      }
      cleanup()
      useInterface.getState().open('new-signal')
      useInterface.setState({ announcement: '' })
      render(SCREENS['new-signal']!(views.session.person!))
      await waitFor(() => expect(isAnswered).toBe(true))
      await act(async () => {})
      const found = new Set<string>()
      seen(found)
      const isKnown = advice !== 'usual' && parents !== 'informed'
      // Choosing a child changes an answer further down: who does not see the screen hears it.
      const heard = useInterface.getState().announcement
      expect(heard.includes('unsafe.linked')).toBe(isKnown)
      expect([
        found.has('unsafe.linked'),
        found.has('signal.triedUnsafe'),
        found.has('signal.triedNone'),
        found.has('parents.unreachable'),
        found.has('signal.parentsLater'),
      ]).toEqual([
        isKnown,
        isKnown || parents === 'unsafe',
        !isKnown && parents !== 'unsafe',
        advice === 'usual',
        advice === 'usual' && parents === 'unreachable',
      ])
    }
  },
)

test('who was not asked yet whether they have secrecy says that before a signaal leaves', () => {
  const { views } = sceneNamed('draft')
  for (const [secrecy, asksSecrecy] of [
    [false, false],
    [true, false],
    [false, true],
  ] as const) {
    cleanup()
    show({ ...views, own: { ...views.own!, secrecy, asksSecrecy } })
    useInterface.getState().open('new-signal')
    render(SCREENS['new-signal']!(views.session.person!))
    const found = new Set<string>()
    seen(found)
    expect([found.has('secrecy.question'), found.has('secrecy.ask')]).toEqual([secrecy, asksSecrecy])
  }
})

test('what did not leave for that reason is said as such, and not as something to send again', () => {
  const { views } = sceneNamed('worker')
  for (const why of ['unsafe-since', 'offline'] as const) {
    cleanup()
    const notArrived = [{ number: 'R-482-915-0376', what: 'conversation' as const, why, on: TODAY }]
    show({ ...views, sync: { ...views.sync, notArrived } })
    render(<Banners />)
    const found = new Set<string>()
    seen(found)
    expect([found.has('sync.notArrivedUnsafe'), found.has('sync.notArrivedWhy')]).toEqual(
      why === 'unsafe-since' ? [true, false] : [false, true],
    )
  }
})

test('of two that did not leave each says its own reason, whichever was last', () => {
  const { views } = sceneNamed('worker')
  const missed = (['unsafe-since', 'offline'] as const).map((why) => ({
    number: 'R-482-915-0376',
    what: 'conversation' as const,
    why,
    on: TODAY,
  }))
  for (const notArrived of [missed, missed.toReversed()]) {
    cleanup()
    show({ ...views, sync: { ...views.sync, notArrived } })
    render(<Banners />)
    expect(document.body.textContent).toMatch(/notArrivedUnsafe.*notArrivedWhy/)
  }
})

test('a name for a coordinator, and that two signalen belong together, are weighed before they leave', () => {
  const { views } = sceneNamed('name-asked')
  const [signal] = views.sent
  const alike = [
    { other: 'B'.repeat(22), relation: 'family' as const, names: ['Sami'], number: null, organisation: null },
  ]
  show({
    ...views,
    own: { ...views.own!, secrecy: true, asksSecrecy: false },
    sent: [{ ...signal!, links: [], alike }],
    organisations: [...organisations],
  })
  const [LETS, NOT] = [[false], [true]]
  for (const [opens, sends, mayDecline] of [
    ['coordinated.give', 'coordinated.giveNow', false],
    ['coordinated.decline', 'coordinated.declineNow', true],
    ['links.propose', 'links.proposeNow', false],
  ] as const) {
    cleanup()
    useInterface.getState().open('my-signals', signal!.id)
    render(SCREENS['my-signals']!(views.session.person!))
    act(() =>
      document.body
        .querySelectorAll('button')
        .forEach((one) => one.textContent === `translation:${opens}` && one.click()),
    )
    const dialog = document.querySelector<HTMLElement>('[role=dialog]')!
    const disabled = (): boolean[] =>
      [...dialog.querySelectorAll('button')]
        .filter((one) => one.textContent === `translation:${sends}`)
        .map((one) => one.disabled)
    const radios = [...dialog.querySelectorAll<HTMLInputElement>('input[type=radio]')]
    const weighing = radios.filter(({ value }) => LETS_SEND.includes(value as Weighing))
    for (const radio of radios
      .filter(({ value }) => !Weighing.options.includes(value as Weighing))
      .slice(0, 1))
      fireEvent.click(radio)
    expect([opens, weighing.length > 0, disabled()]).toEqual([opens, !mayDecline, mayDecline ? LETS : NOT])
    if (mayDecline) continue
    fireEvent.click(weighing[0]!)
    expect([opens, disabled()]).toEqual([opens, LETS])
  }
})

test('who can only call weighs that first, as an answer', () => {
  const { views } = sceneNamed('worker')
  const match = views.matches.find(({ state }) => state === 'new')!
  const escalation = { reason: EscalationReason.options[0]!, at: `${TODAY}T09:00:00.000Z` }
  for (const [secrecy, asksSecrecy] of [
    [false, false],
    [true, false],
    [false, true],
  ] as const) {
    cleanup()
    show({
      ...views,
      own: { ...views.own!, secrecy, asksSecrecy },
      matches: [{ ...match, escalation }],
    })
    useInterface.getState().open('possible-match', match.id)
    render(SCREENS['possible-match']!(views.session.person!))
    const calls = document.querySelectorAll(
      '.main section.waits [aria-label^="translation:reach.copy"]',
    ).length
    const found = new Set<string>()
    seen(found)
    expect([
      found.has('pitch.callOnly'),
      found.has('secrecy.ask'),
      found.has('secrecy.question'),
      calls,
    ]).toEqual([true, asksSecrecy, secrecy, secrecy || asksSecrecy ? 0 : 1])
  }
})

test.each(['chosen', 'sent'] as const)(
  'who asks not to be named is led to nobody who would hear by that call who they are: %s',
  (moment) => {
    const { views } = sceneNamed('worker')
    const { matches, ...shown } = viewsOf(views, true, false)
    const match = {
      ...matches.find(({ state, escalation }) => state === 'new' && !escalation)!,
      canAnswerUnnamed: true,
    }
    const [state, ourAnswer] =
      moment === 'sent' ? (['answered', 'in-view-unnamed'] as const) : ([match.state, null] as const)
    show({
      ...views,
      ...shown,
      matches: [{ ...match, state, ourAnswer }],
      own: { ...views.own!, secrecy: false, asksSecrecy: false },
      organisations: [...organisations],
    })
    useInterface.getState().open('possible-match', match.id)
    render(SCREENS['possible-match']!(views.session.person!))
    const calls = (): string[] => {
      const found = new Set<string>()
      seen(found)
      return ['unsafe.answerTitle', 'match.agree', 'match.phone'].filter((key) => found.has(key))
    }
    if (moment === 'chosen') {
      expect(calls()).toHaveLength(3)
      fireEvent.click(document.querySelector('input[value="in-view-unnamed"]')!)
    }
    expect(calls()).toEqual([])
    expect(document.body.textContent).toContain('unsafe.secretTitle')
  },
)

test('where it is not safe nobody is asked why they did not tell the parents yet', () => {
  const { views } = sceneNamed('name-asked')
  for (const unsafe of [true, false]) {
    cleanup()
    const shown = viewsOf(views, unsafe, false)
    show({ ...views, ...shown, organisations: [...organisations] })
    useInterface.getState().open('my-signals', shown.sent[0]!.id)
    render(SCREENS['my-signals']!(views.session.person!))
    const opens = unsafe ? 'unsafe.changed' : 'informing.defer'
    act(() =>
      [...document.querySelectorAll('button')]
        .find((one) => one.textContent === `translation:${opens}`)!
        .click(),
    )
    const found = new Set<string>()
    seen(found)
    expect([found.has('unsafe.changedAsk'), found.has('informing.ask.deferred')]).toEqual([unsafe, !unsafe])
  }
})

test.each(['unsafe', 'unreachable'] as const)(
  'a screen reader says the number of a signaal that was filed, and that it says not safe: %s',
  async (parents) => {
    const { views } = sceneNamed('draft')
    const number = 'R-482-915-0376'
    show({ ...views, sent: [], draft: { ...views.draft!, parents: 'unreachable' } })
    answerOf = (command) => {
      if (command.kind === 'look-up-children') return { children, siblings: [], advice: 'usual' }
      return command.kind === 'file-signal' ? { signalId: 'A'.repeat(22), number, parents } : undefined
    }
    const said: unknown[] = []
    const announce = useInterface.getState().announce
    useInterface.setState({ announce: (words) => void said.push(words) })
    useInterface.getState().open('new-signal')
    render(SCREENS['new-signal']!(views.session.person!))
    await act(async () => {})
    act(() =>
      [...document.querySelectorAll('button')]
        .find((one) => one.textContent?.startsWith('translation:signal.send'))!
        .click(),
    )
    await waitFor(() => expect(said).toHaveLength(1))
    useInterface.setState({ announce })
    expect(said).toEqual([`translation:signal.${parents === 'unsafe' ? 'savedUnsafe' : 'saved'}`])
  },
)

test('a number of weeks takes away what could not be right in the field beside it', async () => {
  const { views } = sceneNamed('draft')
  show({ ...views, draft: { ...views.draft!, lostSince: null }, session: { ...views.session, today: TODAY } })
  useInterface.getState().open('new-signal')
  render(SCREENS['new-signal']!(views.session.person!))
  await act(async () => {})
  const segments = () => [...document.querySelectorAll<HTMLElement>('[role=spinbutton]')].slice(0, 3)
  for (const [i, digits] of ['05', '01', '1990'].entries()) {
    act(() => segments()[i]!.focus())
    for (const data of digits)
      fireEvent(
        segments()[i]!,
        new InputEvent('beforeinput', { inputType: 'insertText', data, bubbles: true, cancelable: true }),
      )
  }
  act(() => segments()[2]!.blur())
  expect(document.querySelector('.date-field .fault')).not.toBeNull()
  const weeks = [...document.querySelectorAll<HTMLElement>('label, button')].find(({ textContent }) =>
    textContent?.includes('signal.week2'),
  )!
  act(() => weeks.click())
  expect(document.querySelector('.date-field .fault')).toBeNull()
})
