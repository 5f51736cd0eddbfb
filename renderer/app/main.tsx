import { createRoot } from 'react-dom/client'
import '@fontsource-variable/source-sans-3/wght.css'
import '../ui/brand.css'
import '../ui/tokens.css'
import '../ui/base.css'
import '../ui/controls.css'
import '../ui/components.css'
import '../ui/frame.css'
import '../ui/layout.css'
import { App } from './app.tsx'
import { listenForShortcuts } from '../state/shortcuts.ts'
import { ErrorBoundary, Fallen } from './error-boundary.tsx'
import { start } from './start.ts'

listenForShortcuts() // first: the key to safety works on a screen that fell over as well
const root = createRoot(document.getElementById('root')!)
start(() => root.render(<Fallen />)).then(
  (info) =>
    root.render(
      <ErrorBoundary>
        <App info={info} />
      </ErrorBoundary>,
    ),
  () => root.render(<Fallen />),
)
