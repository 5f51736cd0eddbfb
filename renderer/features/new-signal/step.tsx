import { Check } from 'lucide-react'
import type { ReactNode } from 'react'

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
  <section className={`step ${fault ? 'bad' : done ? '' : 'todo'}`}>
    <span className="tick" aria-hidden="true">
      {done && !fault ? <Check size={15} strokeWidth={2.6} /> : fault ? '!' : ''}
    </span>
    <div className="head">
      <h2 className="h3">{title}</h2>
      {fault ? (
        <span className="fault" role="alert">
          {fault}
        </span>
      ) : (
        aside && <span className="help">{aside}</span>
      )}
    </div>
    <div className="body">{children}</div>
  </section>
)
