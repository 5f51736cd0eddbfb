import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import styles from './printout.module.css'

/** What is on paper in place of the window; never on the screen. One at a time. */
export const Printout = ({ lang, children }: { lang: string; children: ReactNode }) =>
  createPortal(
    <div className={styles.printout} lang={lang}>
      {children}
    </div>,
    document.body,
  )

/** A line below a heading, as when it was printed. */
export const PaperNote = ({ children }: { children: ReactNode }) => <p className={styles.note}>{children}</p>

/** A code behind a name. */
export const PaperCode = ({ children }: { children: ReactNode }) => (
  <span className={styles.code}>{children}</span>
)
