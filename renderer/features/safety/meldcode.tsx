import type { SafetyWords } from './numbers.tsx'
import styles from './safety.module.css'

const STEPS = ['map', 'consult', 'conversation', 'weigh', 'decide'] as const
const QUESTIONS = ['suspect', 'danger', 'able', 'willing', 'safer'] as const

/** The five steps, to read by. A signaal is none of them, and that is said first. */
export const Meldcode = ({ words }: { words: SafetyWords }) => (
  <>
    <div className={styles.notAStep}>
      <p>
        <b>{words.notAStep}</b>
      </p>
      <p className="small">{words.notAStepText}</p>
    </div>
    <section className="stack tight">
      <h3>{words.steps}</h3>
      <ol className={styles.meldcode}>
        {STEPS.map((step) => (
          <li key={step}>
            <b>{words.step[step]}</b>
            <span>{words.step[`${step}Text`]}</span>
          </li>
        ))}
      </ol>
    </section>
    <section className="stack tight">
      <h3>{words.questions}</h3>
      <ul className={styles.weigh}>
        {QUESTIONS.map((question) => (
          <li key={question}>{words.question[question]}</li>
        ))}
      </ul>
    </section>
    <p className="small muted">{words.ownFirst}</p>
  </>
)
