import { Check, ChevronLeft, ChevronRight, Download, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button as AriaButton, FieldError, Form, Input, Label, TextField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { PROBLEMS_PAGE, type CellProblem, type ImportingView } from '../../../shared/api/caseload.ts'
import { RowProblem } from '../../../shared/domain/row-problem.ts'
import { download } from '../../client/download.ts'
import { engine } from '../../client/engine.ts'
import { useNumbers } from '../../i18n/numbers.ts'
import { Chip } from '../../ui/chip.tsx'
import { useProblemWords } from './problem-words.ts'
import styles from './caseload.module.css'

const LOOK_AFTER_MS = 150

/** The cell as it stands in the file; looked at while somebody types, read with Enter or on leaving it. */
const Cell = ({ cell }: { cell: CellProblem }) => {
  const { t } = useTranslation()
  const words = useProblemWords()
  const write = useNumbers()
  const [value, setValue] = useState(cell.value)
  const [problem, setProblem] = useState<RowProblem | null>(cell.problem)
  const kept = useRef(cell.value)
  const { row, column } = cell
  useEffect(() => {
    if (value === kept.current) return undefined
    const timer = setTimeout(
      () =>
        void engine()
          .send({ kind: 'mend-cell', row, column, value, keep: false })
          .then((left) => setProblem(left.problem))
          .catch(() => {}),
      LOOK_AFTER_MS,
    )
    return () => clearTimeout(timer)
  }, [row, column, value])
  const keep = (): void => {
    if (value === kept.current) return
    kept.current = value
    void engine()
      .send({ kind: 'mend-cell', row, column, value, keep: true })
      .then((left) => setProblem(left.problem))
      .catch(() => {})
  }
  return (
    <li>
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          keep()
        }}
      >
        <TextField
          className="field"
          value={value}
          onChange={setValue}
          isInvalid={problem !== null}
          onBlur={keep}
          maxLength={500}
        >
          <span className={`row apart ${styles.nowrap}`}>
            <Label>{t('intake.cell', { row: write(row), column: cell.header })}</Label>
            <AriaButton
              className="link small"
              aria-label={t('intake.skipRow', { row: write(row) })}
              onPress={() => void engine().send({ kind: 'skip-row', row })}
            >
              {t('intake.skip')}
            </AriaButton>
          </span>
          <Input className="input" autoComplete="off" />
          {problem ? (
            <FieldError className="fault">{words(problem, value)}</FieldError>
          ) : (
            <span className={`${styles.goodWords} small row`}>
              <Check size={16} aria-hidden="true" />
              {t('intake.fixed')}
            </span>
          )}
        </TextField>
      </Form>
    </li>
  )
}

export const useUnreadList = (): (() => void) => {
  const { t } = useTranslation()
  return () => {
    const titles = (['row', 'column', 'value', 'why'] as const).map((title) =>
      t(`intake.unreadTitles.${title}`),
    )
    const words = Object.fromEntries(
      RowProblem.options.map((problem) => [
        problem,
        problem === 'postcode-letters' ? t('intake.problem.postcode') : t(`intake.problem.${problem}`),
      ]),
    )
    void engine()
      .send({ kind: 'unread-rows', titles, words })
      .then(({ file }) => download(file, 'rijen-met-fouten.csv', 'text/csv'))
  }
}

const Pages = ({ problems: { cells, offset, page } }: Pick<ImportingView, 'problems'>) => {
  const { t } = useTranslation()
  const write = useNumbers()
  const show = (to: number): void => void engine().send({ kind: 'show-problems', offset: to })
  return (
    <div className={`row apart ${styles.nowrap}`}>
      <AriaButton
        className="button quiet icon"
        aria-label={t('intake.earlier')}
        isDisabled={offset === 0}
        onPress={() => show(offset - PROBLEMS_PAGE)}
      >
        <ChevronLeft size={18} aria-hidden="true" />
      </AriaButton>
      <span className="small muted number">
        {t('intake.page', {
          from: write(offset + 1),
          to: write(offset + page.length),
          total: write(cells),
        })}
      </span>
      <AriaButton
        className="button quiet icon"
        aria-label={t('intake.later')}
        isDisabled={offset + PROBLEMS_PAGE >= cells}
        onPress={() => show(offset + PROBLEMS_PAGE)}
      >
        <ChevronRight size={18} aria-hidden="true" />
      </AriaButton>
    </div>
  )
}

/** Rows that cannot be read, mended where they stand or left out knowingly. */
export const ProblemsCard = ({ importing: { problems, progress } }: { importing: ImportingView }) => {
  const { t } = useTranslation()
  const save = useUnreadList()
  const { rows, cells, skipped, mended, page } = problems
  if (rows === 0 && skipped === 0 && mended === 0)
    return progress ? null : (
      <p className={`row small ${styles.goodWords}`}>
        <Check size={16} aria-hidden="true" />
        {t('intake.noneWrong')}
      </p>
    )
  return (
    <section className={`card stack ${styles.problems}`}>
      <div className="row apart">
        <h2>{rows === 0 ? t('intake.noneWrong') : t('intake.wrong', { count: rows })}</h2>
        {rows > 0 && (
          <Chip tone="wait" icon={TriangleAlert}>
            {t('intake.mend')}
          </Chip>
        )}
      </div>
      {(skipped > 0 || mended > 0) && (
        <p className="small muted" role="status">
          {[
            mended > 0 ? t('intake.mended', { count: mended }) : '',
            skipped > 0 ? t('intake.skipped', { count: skipped }) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      {page.length > 0 && (
        <ul className="stack">
          {page.map((cell) => (
            <Cell key={`${cell.row}|${cell.column}`} cell={cell} />
          ))}
        </ul>
      )}
      {cells > PROBLEMS_PAGE && <Pages problems={problems} />}
      <div className="row small">
        {rows > 1 && (
          <AriaButton className="link" onPress={() => void engine().send({ kind: 'skip-row', row: null })}>
            {t('intake.skipAll', { count: rows })}
          </AriaButton>
        )}
        <AriaButton className="link row" onPress={save}>
          <Download size={16} aria-hidden="true" />
          {t('intake.unread')}
        </AriaButton>
      </div>
    </section>
  )
}
