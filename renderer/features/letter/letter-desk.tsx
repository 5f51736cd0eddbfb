/**
 * Choose the language and to whom, see the letter as it prints, print it or save it. Nothing is typed and
 * nothing is sent.
 */
import { ArrowLeft, CheckCheck, CloudOff, FileDown, Printer } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Checkbox, CheckboxGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Addressee } from '../../../shared/domain/informing.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { LetterLanguage } from '../../../shared/domain/letter-language.ts'
import type { Person } from '../../../shared/api/session.ts'
import type { SentSignal } from '../../../shared/api/my-signals.ts'
import { bridge } from '../../client/bridge.ts'
import { engine, useView } from '../../client/engine.ts'
import { useToday } from '../../client/today.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { Paper } from './paper.tsx'
import { recipientsOf, type Choice } from './recipients.ts'
import { codeOf, loadWords, OWN_NAMES } from './words/languages.ts'
import type { LetterWords } from './words/shape.ts'
import styles from './letter.module.css'

const useWords = (
  languages: readonly LetterLanguage[],
): { readonly known: ReadonlyMap<LetterLanguage, LetterWords>; readonly error: RuggensteunError | null } => {
  const [known, setKnown] = useState<ReadonlyMap<LetterLanguage, LetterWords>>(new Map())
  const [error, setError] = useState<RuggensteunError | null>(null)
  useEffect(() => {
    for (const language of languages)
      loadWords(language).then(
        (words) => {
          setKnown((before) => (before.has(language) ? before : new Map(before).set(language, words)))
          setError(null)
        },
        (cause: unknown) => setError(new RuggensteunError('letter-not-loaded', {}, { cause })),
      )
  }, [languages])
  return { known, error }
}

/** The letters about one signaal: for whom, in which languages, and what was done with them. */
const useLetters = (signal: SentSignal) => {
  const { t } = useTranslation()
  const close = useInterface((state) => state.closeLetter)
  const announce = useInterface((state) => state.announce)
  const today = useToday()
  const [languages, setLanguages] = useState<readonly LetterLanguage[]>(['nl'])
  const [choice, setChoice] = useState<Choice>('by-age')
  const [made, setMade] = useState(false)
  const { known, error } = useWords(languages)
  const action = useAction()

  const papers = recipientsOf(signal.children, choice).flatMap((recipient) =>
    languages.flatMap((language) => {
      const words = known.get(language)
      return words ? [{ language, words, recipient }] : []
    }),
  )
  /** Taken from the list since: there is no name to write on a letter. */
  const nameless = signal.children.some(({ name }) => name === signal.number)
  const ready = !nameless && languages.length > 0 && languages.every((language) => known.has(language))

  const note = async (): Promise<void> => {
    await engine().send({ kind: 'letter-made', signalId: signal.id, languages: [...languages] })
    setMade(true)
  }
  const print = (): void =>
    action.run(async () => {
      await document.fonts.ready
      window.print()
      await note()
    })
  const save = (): void =>
    action.run(async () => {
      await document.fonts.ready
      const saved = await bridge()
        .savePdf(`brief-${signal.number}-${languages.join('-')}.pdf`)
        .catch((cause: unknown) => {
          throw new RuggensteunError('pdf-not-saved', {}, { cause })
        })
      if (!saved) return
      await note()
      announce(t('letter.saved'))
    })
  const record = (): void =>
    action.run(async () => {
      await engine().send({
        kind: 'informing',
        signalId: signal.id,
        decision: { kind: 'informed', on: today },
      })
      announce(t('informing.recorded'))
      close()
    })
  return {
    today,
    languages,
    setLanguages,
    choice,
    setChoice,
    papers,
    known,
    error: action.error ?? error,
    busy: action.busy,
    made,
    nameless,
    ready,
    print,
    save,
    record,
  }
}
type Letters = ReturnType<typeof useLetters>
interface Props {
  readonly signal: SentSignal
  readonly letters: Letters
}

/** Those that the wijk agreed on come first. */
const Languages = ({ signal, letters: { languages, setLanguages, known } }: Props) => {
  const { t, i18n } = useTranslation()
  const agreed =
    useView('rules').wijken.find(({ neighbourhood }) => neighbourhood === signal.content.neighbourhood)?.now
      .languages ?? []
  const inOrder = [...agreed, ...LetterLanguage.options.filter((one) => !agreed.includes(one))]
  const unread = languages.filter((language) => known.get(language)?.reviewed === false)
  return (
    <>
      <CheckboxGroup
        className="stack tight"
        aria-label={t('letter.language')}
        value={[...languages]}
        onChange={(chosen) => setLanguages(LetterLanguage.options.filter((one) => chosen.includes(one)))}
      >
        <h2>{t('letter.language')}</h2>
        <div className={styles.languages}>
          {inOrder.map((language) => (
            <Checkbox key={language} value={language} className="check">
              <span className="box" aria-hidden="true" />
              <span className="grow">
                <b lang={codeOf(language)}>{OWN_NAMES[language]}</b>
                {codeOf(language) !== i18n.language && (
                  <span className="text">{t(`letter.languages.${language}`)}</span>
                )}
              </span>
            </Checkbox>
          ))}
        </div>
      </CheckboxGroup>
      {unread.length > 0 && (
        <p className="small muted">
          {t('letter.reviewedNot', {
            languages: unread.map((language) => t(`letter.languages.${language}`)).join(', '),
          })}
        </p>
      )}
    </>
  )
}

const Recipients = ({ signal, letters: { choice, setChoice } }: Props) => {
  const { t } = useTranslation()
  const byAge = recipientsOf(signal.children, 'by-age')
  const differs = choice !== 'by-age' && signal.children.some(({ addressee }) => addressee !== choice)
  const ages = byAge
    .map(({ addressee, names }) =>
      t('letter.byAgeText', { names: names.join(', '), who: t(`letter.who.${addressee}`) }),
    )
    .join('; ')
  return (
    <>
      <h2>{t('letter.to')}</h2>
      <Choices
        label={t('letter.to')}
        value={choice}
        onChange={setChoice}
        options={[
          { value: 'by-age' as Choice, title: t('letter.byAge'), text: ages },
          ...Addressee.options.map((value) => ({
            value: value as Choice,
            title: t(`letter.only.${value}`),
          })),
        ]}
      />
      {differs && (
        <p className="small fault" role="status">
          {t('letter.otherThanAge')}
        </p>
      )}
    </>
  )
}

const LetterChoices = (props: Props) => {
  const { t } = useTranslation()
  const close = useInterface((state) => state.closeLetter)
  const { signal } = props
  return (
    <section className={`list ${styles.letterChoices}`}>
      <header className="stack tight">
        <Button look="quiet" onPress={close} autoFocus>
          <ArrowLeft size={16} aria-hidden="true" />
          {t('letter.back')}
        </Button>
        <h1>{t('letter.title')}</h1>
        <p className="muted small">{t('letter.intro', { number: signal.number })}</p>
      </header>
      {signal.state === 'waiting' && (
        <p className="card waits row small">
          <CloudOff size={18} aria-hidden="true" />
          <span className="grow">{t('letter.notSent')}</span>
        </p>
      )}
      <Languages {...props} />
      <Recipients {...props} />
    </section>
  )
}

const Outputs = ({ letters: { papers, ready, busy, print, save } }: { letters: Letters }) => {
  const { t } = useTranslation()
  const { edition } = bridge()
  return (
    <header className="row apart">
      <p className="muted small" role="status">
        {t('letter.count', { count: papers.length })}
      </p>
      <div className="row">
        {edition === 'desktop' && (
          <Button look="primary" isDisabled={!ready || busy} onPress={save}>
            <FileDown size={16} aria-hidden="true" />
            {t('letter.pdf')}
          </Button>
        )}
        <Button
          look={edition === 'desktop' ? 'plain' : 'primary'}
          isDisabled={!ready || busy}
          onPress={print}
        >
          <Printer size={16} aria-hidden="true" />
          {t(edition === 'desktop' ? 'letter.print' : 'letter.printOrPdf')}
        </Button>
      </div>
    </header>
  )
}

/** After a letter was made: that it is outside now, and whether they were told. */
const Made = ({ signal, letters: { made, busy, record } }: Props) => {
  const { t } = useTranslation()
  if (!made) return null
  return (
    <section className="card waits row" role="status">
      <CheckCheck size={20} aria-hidden="true" />
      <p className="grow">
        <b>{t('letter.given')}</b> <span className="small">{t('letter.outside')}</span>
      </p>
      {signal.informing.state !== 'informed' && (
        <Button isDisabled={busy} onPress={record}>
          {t('letter.record')}
        </Button>
      )}
    </section>
  )
}

export const LetterDesk = ({ signal, person }: { signal: SentSignal; person: Person }) => {
  const { t } = useTranslation()
  const organisation = useView('organisations').find(({ own }) => own)
  const letters = useLetters(signal)
  return (
    <>
      <LetterChoices signal={signal} letters={letters} />
      <div className={`main ${styles.letterDesk}`}>
        <Outputs letters={letters} />
        <Fault error={letters.error} />
        {letters.nameless && <p className="card waits small">{t('letter.noName')}</p>}
        <Made signal={signal} letters={letters} />
        <p className="small muted">{t('letter.stays')}</p>
        <div className={styles.papers} role="region" aria-label={t('letter.preview')} tabIndex={0}>
          {letters.papers.map(({ language, words, recipient }) => (
            <Paper
              key={`${language}${recipient.addressee}${recipient.names.join()}`}
              {...{ language, words, recipient, signal, person, organisation, today: letters.today }}
            />
          ))}
        </div>
      </div>
    </>
  )
}
