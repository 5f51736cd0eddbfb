/** Small rules of the field on their edges: who is told, what is weighed, how old, what fits, what a postcode is. */
import { describe, expect, test } from 'vitest'
import { siblingsOf, fullName, type Child } from '../../../shared/domain/child.ts'
import { EntryText, MAX_SAID_BYTES, saidBytes } from '../../../shared/domain/conversation.ts'
import {
  DECLINING,
  DisclosedName,
  DisclosureReason,
  GIVING,
  MAX_NAME_BYTES,
  nameBytes,
} from '../../../shared/domain/coordination.ts'
import {
  addresseeOf,
  addresseeOfAll,
  addresseeOfGroup,
  DeferReason,
  InformingDecision,
  isYoungPersonAlone,
  mayBeOn,
} from '../../../shared/domain/informing.ts'
import { ANSWER_DAYS, answerByOf, ObstacleText } from '../../../shared/domain/obstacle.ts'
import {
  mayAgreeOn,
  mayAskOf,
  mayGiveReason,
  mayNameOnward,
  parentsAdvice,
  parentsToSay,
} from '../../../shared/domain/parents-advice.ts'
import { readAddress, readPostcode, writtenPostcode } from '../../../shared/domain/postcode.ts'
import { isSecrecyAsked, isSecrecyUsual, unweighed } from '../../../shared/domain/secrecy.ts'
import { AgeGroup, ageGroupOf, ageInYears, Onward, Professional } from '../../../shared/domain/signal.ts'
import { medianBand } from '../../../shared/domain/small-cells.ts'
import { personalWarningOf, warningOf } from '../../../shared/domain/warning.ts'
import { PLAIN_CALENDAR, addWorkingDays } from '../../../shared/calendar/working-days.ts'

describe('who is told', () => {
  test('by age: the parents, both from twelve, the young person from sixteen', () => {
    expect([0, 11, 12, 15, 16, 30].map(addresseeOf)).toEqual([
      'parents',
      'parents',
      'both',
      'both',
      'young-person',
      'young-person',
    ])
    for (const group of AgeGroup.options)
      expect(addresseeOfGroup(group)).toBe(addresseeOf(Number.parseInt(group, 10)))
  })

  test('of a family: one word where all are the same, and both where they differ', () => {
    expect(addresseeOfAll([])).toBe('parents')
    expect(addresseeOfAll(['young-person', 'young-person'])).toBe('young-person')
    expect(addresseeOfAll(['parents', 'young-person'])).toBe('both')
  })

  test('nobody speaks of parents only where everybody decides alone', () => {
    expect(isYoungPersonAlone(['16-17', '18+'])).toBe(true)
    expect(isYoungPersonAlone(['16-17', '12-15'])).toBe(false)
    expect(isYoungPersonAlone([])).toBe(false)
  })

  test('a day fits what was decided: told up to today, planned from today, put off to a later day', () => {
    const [yesterday, today, tomorrow, last, beyond] = [
      '2026-11-22',
      '2026-11-23',
      '2026-11-24',
      '2026-12-23',
      '2026-12-24',
    ]
    const days = [yesterday, today, tomorrow, last, beyond]
    const allowed = (kind: 'informed' | 'planned' | 'deferred'): string[] =>
      days.filter((on) => mayBeOn(kind, on!, today!, last!)) as string[]
    expect(allowed('informed')).toEqual([yesterday, today])
    expect(allowed('planned')).toEqual([today, tomorrow, last])
    expect(allowed('deferred')).toEqual([tomorrow, last])
  })

  test('being informed is no reason to put it off', () => {
    expect(DeferReason.options).not.toContain('informed')
    expect(DeferReason.options).toEqual([
      'unreachable',
      'unsafe',
      'other-reason',
      'interpreter',
      'advice-first',
      'safe-again',
    ])
    const deferred = { kind: 'deferred', on: '2026-11-24' }
    expect(InformingDecision.safeParse(deferred).success).toBe(false)
    expect(InformingDecision.safeParse({ ...deferred, reason: 'unsafe' }).success).toBe(true)
    expect(InformingDecision.safeParse({ kind: 'planned', on: '2026-11-24' }).success).toBe(true)
    expect(InformingDecision.safeParse({ kind: 'informed', on: '2026-11-24' }).success).toBe(true)
    expect(InformingDecision.safeParse({ kind: 'never', on: '2026-11-24' }).success).toBe(false)
  })
})

describe('professional secrecy', () => {
  test('is usual for some, asked of some, and of nobody both', () => {
    expect(isSecrecyUsual('youth-health')).toBe(true)
    expect(isSecrecyUsual('neighbourhood-team')).toBe(true)
    expect(isSecrecyUsual('primary-school')).toBe(false)
    expect(isSecrecyAsked('welfare')).toBe(true)
    expect(isSecrecyAsked('other')).toBe(true)
    expect(isSecrecyAsked('youth-health')).toBe(false)
  })

  test('lets nothing leave before it was asked, and then not without a weighing that lets it', () => {
    const [unknown, none, has] = [
      { secrecy: true, asksSecrecy: true },
      { secrecy: false, asksSecrecy: false },
      { secrecy: true, asksSecrecy: false },
    ]
    expect(unweighed(unknown, 'consent')).toBe('secrecy-unknown')
    expect(unweighed(none, null)).toBeNull()
    expect(unweighed(has, undefined)).toBe('secrecy-weighing')
    expect(unweighed(has, 'none')).toBe('secrecy-weighing')
    expect(unweighed(has, 'consent')).toBeNull()
    expect(unweighed(has, 'conflict-of-duties')).toBeNull()
  })
})

describe('not safe', () => {
  test('is one word among all, whoever said it', () => {
    expect(parentsAdvice([])).toBe('usual')
    expect(parentsAdvice(['informed', 'not-safe'])).toBe('not-to-parents')
    expect(parentsAdvice(['unreachable', 'other-reason'])).toBe('usual')
  })

  test('nothing leads to the family, tells that the parents were asked, or says where a family is', () => {
    expect(mayAskOf('contact-for-us', 'not-to-parents')).toBe(false)
    expect(mayAskOf('visit-together', 'not-to-parents')).toBe(false)
    expect(mayAskOf('keep-eye', 'not-to-parents')).toBe(true)
    expect(mayAskOf('contact-for-us', 'usual')).toBe(true)
    expect(mayAgreeOn('meet', 'not-to-parents')).toBe(true)
    expect(mayAgreeOn('visit', 'not-to-parents')).toBe(false)
    expect(mayAgreeOn('visit', 'usual')).toBe(true)
    expect(mayGiveReason('parents-agree', 'not-to-parents')).toBe(false)
    expect(mayGiveReason('worry', 'not-to-parents')).toBe(true)
    expect(mayGiveReason('parents-object', 'usual')).toBe(true)
    expect(mayNameOnward(['informed'], false)).toBe(true)
    expect(mayNameOnward(['informed'], true)).toBe(false)
    expect(mayNameOnward(['unsafe', 'informed'], false)).toBe(false)
  })

  test('is what a signaal says, until they were told', () => {
    expect(parentsToSay('unreachable', 'not-to-parents')).toBe('unsafe')
    expect(parentsToSay(null, 'not-to-parents')).toBe('unsafe')
    expect(parentsToSay('informed', 'not-to-parents')).toBe('informed')
    expect(parentsToSay('unreachable', 'usual')).toBe('unreachable')
  })
})

describe('a child', () => {
  const child = (id: string, more: Partial<Child> = {}): Child => ({
    id,
    firstName: 'Sami',
    lastName: 'Yıldız',
    birthDate: '2017-03-14',
    postcode: '9981AB',
    houseNumber: '18a',
    ...more,
  })

  test('is written with the word between, where there is one', () => {
    expect(fullName({ firstName: 'Sami', lastName: 'Berg' })).toBe('Sami Berg')
    expect(fullName({ firstName: 'Sami', prefix: 'van den', lastName: 'Berg' })).toBe('Sami van den Berg')
  })

  test('has brothers and sisters at the same address with the same name, however that is written', () => {
    const self = child('self')
    const found = siblingsOf(self, [
      self,
      child('sister', { firstName: 'Noor', houseNumber: '18A' }),
      child('other name', { lastName: 'Jansen' }),
      child('other street', { postcode: '9981AC' }),
      child('neighbour', { houseNumber: '20' }),
      child('no number', { houseNumber: undefined }),
    ])
    expect(found.map(({ id }) => id)).toEqual(['sister'])
    // Two of whom nothing is known do not live together.
    const nowhere = { postcode: undefined, houseNumber: undefined }
    expect(siblingsOf(child('self', nowhere), [child('other', nowhere)])).toEqual([])
  })

  test('is as old as whole years, and changes group on the birthday', () => {
    expect(ageInYears('2014-11-24', '2026-11-23')).toBe(11)
    expect(ageInYears('2014-11-23', '2026-11-23')).toBe(12)
    expect(ageInYears('2014-12-01', '2026-01-31')).toBe(11)
    expect([3, 4, 7, 8, 11, 12, 15, 16, 17, 18].map(ageGroupOf)).toEqual([
      '0-3',
      '4-7',
      '4-7',
      '8-11',
      '8-11',
      '12-15',
      '12-15',
      '16-17',
      '16-17',
      '18+',
    ])
  })
})

describe('a postcode', () => {
  test('is read with or without its space, and is none with letters that are never given out', () => {
    expect(readPostcode('9981 ab')).toEqual({ postcode: '9981AB' })
    expect(readPostcode(' 9981AB ')).toEqual({ postcode: '9981AB' })
    for (const letters of ['SA', 'SD', 'SS'])
      expect(readPostcode(`9981${letters}`)).toEqual({ problem: 'postcode-letters' })
    expect(readPostcode('9981AS')).toEqual({ postcode: '9981AS' })
    for (const wrong of ['0981AB', '9981A', '9981ABC', '998AB', '', 'x9981AB'])
      expect(readPostcode(wrong)).toEqual({ problem: 'postcode' })
    expect(writtenPostcode('9981AB')).toBe('9981 AB')
    expect(writtenPostcode('9981 AB')).toBe('9981 AB')
  })

  test('may have a house number behind it', () => {
    expect(readAddress(' 9981 AB 18 ')).toEqual({ postcode: '9981AB', houseNumber: '18' })
    expect(readAddress('9981ab, 18 bis')).toEqual({ postcode: '9981AB', houseNumber: '18 bis' })
    expect(readAddress('9981AB')).toEqual({ postcode: '9981AB' })
    expect(readAddress('9981SA 18')).toEqual({ problem: 'postcode-letters' })
    expect(readAddress('Dorpsstraat 18')).toEqual({ problem: 'postcode' })
    expect(readAddress('9981AB 18 bis en meer')).toEqual({ problem: 'postcode' })
  })
})

describe('a text', () => {
  test('fits its envelope by the bytes that it takes there, without the spaces around it', () => {
    expect(saidBytes('  aé"  ')).toBe(1 + 2 + 2)
    expect(EntryText.safeParse('a'.repeat(MAX_SAID_BYTES)).success).toBe(true)
    expect(EntryText.safeParse(`${'a'.repeat(MAX_SAID_BYTES)}   `).success).toBe(true)
    expect(EntryText.safeParse('a'.repeat(MAX_SAID_BYTES + 1)).success).toBe(false)
    expect(EntryText.safeParse('"'.repeat(MAX_SAID_BYTES / 2 + 1)).success).toBe(false)
    expect(EntryText.safeParse('   ').success).toBe(false)
  })

  test('of an obstacle is one line', () => {
    expect(ObstacleText.safeParse('Er is nergens plaats.').success).toBe(true)
    expect(ObstacleText.safeParse('Er is\nnergens plaats.').success).toBe(false)
    expect(ObstacleText.safeParse('é'.repeat(MAX_SAID_BYTES / 2 + 1)).success).toBe(false)
  })

  test('with whom it goes on is one line of at most eighty characters', () => {
    expect(Onward.safeParse('Gemeente Utrecht').success).toBe(true)
    expect(Onward.safeParse('x'.repeat(80)).success).toBe(true)
    expect(Onward.safeParse('x'.repeat(81)).success).toBe(false)
    expect(Onward.safeParse('a\tb').success).toBe(false)
  })

  test('of a person is not empty and fits', () => {
    const person = { name: 'Fatima', function: 'leerkracht', phone: '06-00 00 00 01' }
    expect(Professional.safeParse(person).success).toBe(true)
    expect(Professional.safeParse({ ...person, name: ' ' }).success).toBe(false)
    expect(Professional.safeParse({ ...person, name: 'é'.repeat(30) }).success).toBe(true)
    expect(Professional.safeParse({ ...person, name: 'é'.repeat(31) }).success).toBe(false)
  })

  test('that names a child has no spaces around it and fits four times', () => {
    expect(nameBytes('aé"')).toBe(1 + 2 + 2)
    expect(DisclosedName.safeParse('Sami Yıldız').success).toBe(true)
    expect(DisclosedName.safeParse(' Sami').success).toBe(false)
    expect(DisclosedName.safeParse('a'.repeat(MAX_NAME_BYTES)).success).toBe(true)
    expect(DisclosedName.safeParse('é'.repeat(MAX_NAME_BYTES / 2 + 1)).success).toBe(false)
  })
})

test('each reason about a name either gives it or declines', () => {
  expect(DECLINING).toEqual(['not-needed', 'parents-object', 'call-me-first'])
  expect([...GIVING, ...DECLINING].toSorted()).toEqual(DisclosureReason.options.toSorted())
})

test('a level answers within its working days, and the same day is said each time', () => {
  for (const [level, days] of Object.entries(ANSWER_DAYS) as [keyof typeof ANSWER_DAYS, number][]) {
    const end = addWorkingDays('2026-11-23', days, PLAIN_CALENDAR)
    expect([answerByOf(level, '2026-11-23'), answerByOf(level, '2026-11-23')]).toEqual([end, end])
  }
  // Many more days than are remembered.
  for (let day = 1; day <= 1_200; day++)
    answerByOf('state', `20${10 + (day % 80)}-01-${String(1 + (day % 28)).padStart(2, '0')}`)
  expect(answerByOf('coordinator', '2026-11-23')).toBe(addWorkingDays('2026-11-23', 10, PLAIN_CALENDAR))
})

describe('the middle of a distribution', () => {
  test('lies where what is shown cannot place it elsewhere', () => {
    expect(medianBand([null, null, null])).toBeNull()
    expect(medianBand([500, null, null])).toEqual({ from: 0, to: 0 })
    expect(medianBand([null, 500, null])).toEqual({ from: 1, to: 1 })
    expect(medianBand([null, null, 500])).toEqual({ from: 2, to: 2 })
    expect(medianBand([100, 100, 100])).toEqual({ from: 1, to: 1 })
    expect(medianBand([100, 100])).toEqual({ from: 0, to: 1 })
    expect(medianBand([30, 30, 30, 30])).toEqual({ from: 1, to: 2 })
    // It may lie anywhere from the first to the fourth: that says nothing.
    expect(medianBand([10, null, null, 10])).toBeNull()
  })
})

describe('a text about somebody', () => {
  test('is warned for by what it holds, the most serious first', () => {
    expect(warningOf('Zij komt morgen weer.')).toBeNull()
    expect(warningOf('Het is 111222333 en a@b.nl')).toBe('bsn')
    expect(warningOf('Mail naar iemand@school.nl of 06 12 34 56 78')).toBe('mail')
    expect(warningOf('Bel 06 12 34 56 78')).toBe('number')
    expect(warningOf('Kamer 1234567 op zolder')).toBeNull()
    expect(warningOf('Over R-482-915-0376 gebeld')).toBeNull()
    expect(warningOf('Ze is bij oma thuis')).toBeNull()
    expect(warningOf('Ze is bij tante Fatma')).toBe('person')
    expect(warningOf('Gesproken met Karim el Amrani')).toBe('person')
    expect(warningOf('Karim Amrani')).toBeNull()
  })

  test('that everybody reads also by a day and a name of the own list', () => {
    const never = (): boolean => false
    expect(personalWarningOf('Geboren op 14-03-2017', never)).toBe('birth-date')
    expect(personalWarningOf('Geboren op 14 maart 2017', never)).toBe('birth-date')
    expect(personalWarningOf('Geboren op 2017-03-14', never)).toBe('birth-date')
    expect(personalWarningOf('Sami, 14-03-2017', () => true)).toBe('child')
    expect(personalWarningOf('Op 14-03-2017 bel 0612345678', never)).toBe('number')
    expect(personalWarningOf('Op 14-03-2017 is het 111222333', never)).toBe('bsn')
    expect(personalWarningOf('Gesproken met Karim Amrani', never)).toBe('person')
    expect(personalWarningOf('Er is nergens plaats', never)).toBeNull()
  })
})
