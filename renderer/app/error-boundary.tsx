import i18next from 'i18next'
import { Component, type ReactNode } from 'react'
import { nl } from '../i18n/nl.ts'

/** Works even where the catalogues did not start. */
const words = (): typeof nl.app => (i18next.isInitialized ? { ...nl.app, crashed: i18next.t('app.crashed'), crashedText: i18next.t('app.crashedText'), reload: i18next.t('app.reload') } : nl.app)

export const Fallen = () => (
  <main className="centre"><div className="card"><h1>{words().crashed}</h1><p>{words().crashedText}</p><button className="button primary" onClick={() => location.reload()}>{words().reload}</button></div></main>
)

export class ErrorBoundary extends Component<{ children: ReactNode }, { fallen: boolean }> {
  override state = { fallen: false }
  static getDerivedStateFromError(): { fallen: boolean } {
    return { fallen: true }
  }
  override render(): ReactNode {
    return this.state.fallen ? <Fallen /> : this.props.children
  }
}
