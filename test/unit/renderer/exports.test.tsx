/** What is printed or saved of the triage and of the wijken: situations and figures, and nobody. */
import { cleanup, render, renderHook } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startLanguage } from '../../../renderer/i18n/index.ts'
import { ListPaper, useListRows } from '../../../renderer/features/triage/list-paper.tsx'
import { ReportPaper, useReportRows } from '../../../renderer/features/neighbourhoods/report.tsx'
import { PdfName } from '../../../shared/bridge.ts'
import type { NeighbourhoodSignal } from '../../../shared/api/triage.ts'
import type { Views } from '../../../shared/api/api.ts'
import { wiredDoor } from '../../fixtures/wired-door.ts'
import { CANARY, findCanaries } from '../../fixtures/canaries.ts'
import { areas, figures, neighbourhood } from '../../screens/sample-views.ts'

const TODAY = '2026-11-23'
const disclosed: NeighbourhoodSignal[] = neighbourhood.map((signal) => ({
  ...signal,
  requester: CANARY.requester,
  requesterPhone: CANARY.requesterPhone,
  unnamedBy: [
    {
      organisationId: CANARY.answerer,
      name: CANARY.answerer,
      contact: CANARY.answerer,
      phone: CANARY.answererPhone,
    },
  ],
  taken: { name: CANARY.answerer, mine: false },
  colleagues: [{ deviceId: CANARY.localNumber, name: CANARY.answerer }],
  name: {
    waiting: false,
    askedAt: `${TODAY}T09:00:00.000Z`,
    names: [`${CANARY.firstName} ${CANARY.lastName}`],
    reason: 'worry',
    at: `${TODAY}T10:00:00.000Z`,
  },
  history: [{ at: `${TODAY}T09:00:00.000Z`, action: 'take', name: CANARY.answerer, mine: false }],
}))

beforeAll(async () => {
  await startLanguage('nl')
  const { door, show } = await wiredDoor()
  const session: Views['session'] = { ...door.view('session'), today: TODAY }
  show({ session, areas, figures })
})
afterEach(cleanup)

describe('the triage list', () => {
  test('holds number, wijk, who asks, since, state and days late: no name of a child or a colleague, also where it was given', () => {
    const rows = renderHook(() => useListRows(disclosed, TODAY)).result.current()
    expect(rows[0]).toEqual(['Signaal', 'Code', 'Wijk', 'Vraagt', 'Kwijt sinds', 'Stand', 'Dagen te laat'])
    expect(rows[1]).toEqual([
      'R-370-236-7494',
      'WK990101',
      'Oost',
      'Vo-college De Dijk',
      '2026-10-29',
      'wacht op antwoord',
      3,
    ])
    expect(rows).toHaveLength(disclosed.length + 1)
    expect(findCanaries({ rows: JSON.stringify(rows) })).toEqual([])
  })

  test('on paper is the same, with the filter and the date above it', () => {
    const { container } = render(<ListPaper signals={disclosed} today={TODAY} filter="Oost · Open" />)
    expect(container.textContent).toContain('Signalen: Oost · Open')
    expect(container.textContent).toContain('23 november 2026')
    expect(container.querySelectorAll('tbody tr')).toHaveLength(disclosed.length)
    expect(findCanaries({ paper: container.innerHTML })).toEqual([])
  })
})

describe('the report of the wijken', () => {
  const report = { wijken: figures, list: areas, quarter: '2026-4' }

  test('has a row for every figure of every wijk and of all together, with the year of the list; what is below ten is not there, none included', () => {
    const rows = renderHook(() => useReportRows(report)).result.current()
    expect(rows).toHaveLength(1 + (figures.length + 1) * 11)
    expect(rows[1]).toEqual(['WK990101', 'Oost', '2026', 'nu, 23 november 2026', 'Open', 'alles', '40'])
    expect(rows.filter(([code]) => code === 'WK990102').map((row) => row.at(-1))).toEqual(
      Array.from({ length: 11 }, () => 'minder dan 10'),
    )
    expect(rows.filter(([code]) => code === '').map((row) => row.at(-1))).toEqual([
      '70',
      '30',
      '10',
      '30',
      '50',
      '50',
      '50',
      '10',
      'niet te zeggen',
      'niet te zeggen',
      'niet te zeggen',
    ])
    for (const figure of rows.slice(1).map((row) => row.at(-1)!))
      expect(figure).toMatch(/^([1-9][0-9]*0|minder dan 10|niet te zeggen)$/)
  })

  test('on paper says the period, the date and the rule', () => {
    const { container } = render(<ReportPaper {...report} />)
    for (const words of [
      'Wijken, 4e kwartaal van 2026',
      '23 november 2026',
      'Onder de tien zie je geen getal',
      'Oost',
      'WK990101',
      '40+',
      '<10',
    ])
      expect(container.textContent).toContain(words)
    expect(container.textContent).not.toContain('De Regenboog')
  })
})

test('a file is called after what it is and its date, and a name cannot stand in it', () => {
  for (const name of ['triage-2026-11-23.pdf', 'wijken-2026-11-23.pdf'])
    expect(PdfName.safeParse(name).success).toBe(true)
  for (const name of [
    'triage-Sami.pdf',
    'wijken-2026-11-23-oost.pdf',
    '../wijken-2026-11-23.pdf',
    'wijken.pdf',
    'triage-2026-11-23.pdf.exe',
  ])
    expect(PdfName.safeParse(name).success).toBe(false)
})
