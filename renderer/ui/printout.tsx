import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import './printout.css'

/** What is on paper in place of the window; never on the screen. One at a time. */
export const Printout = ({ lang, children }: { lang: string; children: ReactNode }) =>
  createPortal(
    <div className="printout" lang={lang}>
      {children}
    </div>,
    document.body,
  )
