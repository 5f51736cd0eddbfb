import i18next from 'i18next'
import { Component, useState, type ReactNode } from 'react'
import { Meldcode } from '../features/safety/meldcode.tsx'
import { Numbers } from '../features/safety/numbers.tsx'
import { StripWords } from '../features/safety/safety-strip.tsx'
import { catalogueOf } from '../i18n/index.ts'
import { useShortcuts } from '../state/shortcuts.ts'

/**
 * Works even where the catalogues did not start, and then in the language of the field. The way to help
 * stands in it, without a dialog.
 */
export const Fallen = () => {
  const { app, safety } = catalogueOf(i18next.isInitialized ? i18next.language : 'nl')
  const [open, setOpen] = useState(false)
  useShortcuts([{ key: 'F1', run: () => setOpen(true) }])
  return (
    <div className="outside">
      <main className="centre">
        <div className="card">
          <h1>{app.crashed}</h1>
          <p>{app.crashedText}</p>
          <button className="button primary" onClick={() => location.reload()}>
            {app.reload}
          </button>
        </div>
      </main>
      <aside className="safety-strip" aria-label={safety.title}>
        <StripWords words={safety} />
        <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{safety.open}</summary>
          <div className="stack">
            <Numbers words={safety} app={app} />
            <Meldcode words={safety} />
          </div>
        </details>
      </aside>
    </div>
  )
}

export class ErrorBoundary extends Component<{ children: ReactNode }, { fallen: boolean }> {
  override state = { fallen: false }
  static getDerivedStateFromError(): { fallen: boolean } {
    return { fallen: true }
  }
  override render(): ReactNode {
    return this.state.fallen ? <Fallen /> : this.props.children
  }
}
