import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './new-signal.module.css'

/** One question of the form: a tick when answered, the fault when it was asked for and is missing. */
export const Step = ({
  title,
  aside,
  done,
  fault,
  children,
}: {
  title: string
  aside?: ReactNode
  done: boolean
  fault?: string | null
  children: ReactNode
}) => (
  <section className={`${styles.step} ${fault ? styles.bad : done ? '' : styles.todo}`} data-step="">
    <span className={styles.tick} aria-hidden="true">
      {done && !fault ? <Check size={15} strokeWidth={2.6} /> : fault ? '!' : ''}
    </span>
    <div className={styles.head}>
      <h2 className="h3">{title}</h2>
      {fault ? (
        <span className="fault" role="alert">
          {fault}
        </span>
      ) : (
        aside && <span className="help">{aside}</span>
      )}
    </div>
    <div className={styles.body}>{children}</div>
  </section>
)
