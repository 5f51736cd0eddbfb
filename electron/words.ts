import type { NotificationKind, Settings } from '../shared/bridge.ts'

/** The few words the shell itself says (menu, notifications, crash). All others live in `renderer/i18n`. */
export interface Words {
  readonly menu: Readonly<Record<MenuWord, string>>
  /** Shown on lock screens and in the corner of a shared screen: no name, no place, no child. */
  readonly notifications: Readonly<Record<NotificationKind, string>>
  readonly crash: { readonly title: string; readonly text: string }
}

type MenuWord =
  | 'file'
  | 'newSignal'
  | 'sync'
  | 'lock'
  | 'settings'
  | 'quit'
  | 'edit'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'view'
  | 'mySignals'
  | 'possibleMatch'
  | 'caseload'
  | 'neighbourhood'
  | 'logbook'
  | 'zoomIn'
  | 'zoomOut'
  | 'resetZoom'
  | 'fullScreen'
  | 'help'
  | 'meldcode'
  | 'veiligThuis'

const nl: Words = {
  menu: {
    file: 'Bestand',
    newSignal: 'Nieuw signaal',
    sync: 'Nu bijwerken',
    lock: 'Vergrendelen',
    settings: 'Instellingen',
    quit: 'Afsluiten',
    edit: 'Bewerken',
    undo: 'Ongedaan maken',
    redo: 'Opnieuw',
    cut: 'Knippen',
    copy: 'Kopiëren',
    paste: 'Plakken',
    selectAll: 'Alles selecteren',
    view: 'Beeld',
    mySignals: 'Mijn signalen',
    possibleMatch: 'Mogelijk in beeld',
    caseload: 'Mijn lijst',
    neighbourhood: 'Wie is wie',
    logbook: 'Logboek',
    zoomIn: 'Inzoomen',
    zoomOut: 'Uitzoomen',
    resetZoom: 'Ware grootte',
    fullScreen: 'Volledig scherm',
    help: 'Help',
    meldcode: 'Meldcode (website)',
    veiligThuis: 'Veilig Thuis (website)',
  },
  notifications: {
    'possible-match': 'Er is een signaal waarbij jij misschien kunt helpen.',
    answer: 'Er is een antwoord op een signaal van jou.',
    closed: 'Een signaal is afgesloten.',
    conversation: 'Er is een bericht over een signaal.',
    obstacle: 'Er is iets nieuws bij Knelpunten.',
    digest: 'Er wacht iets op jou.',
  },
  crash: {
    title: 'Ruggensteun is gestopt',
    text:
      'Het scherm is een paar keer achter elkaar vastgelopen. Wat je had bewaard, staat er nog.\n\n' +
      'Start Ruggensteun opnieuw. Gebeurt het weer? Bel je beheerder.',
  },
}

const en: Words = {
  menu: {
    file: 'File',
    newSignal: 'New signal',
    sync: 'Update now',
    lock: 'Lock',
    settings: 'Settings',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    mySignals: 'My signals',
    possibleMatch: 'Possible match',
    caseload: 'My list',
    neighbourhood: 'Who is who',
    logbook: 'Logbook',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    resetZoom: 'Actual size',
    fullScreen: 'Full screen',
    help: 'Help',
    meldcode: 'Reporting code (website)',
    veiligThuis: 'Veilig Thuis (website)',
  },
  notifications: {
    'possible-match': 'There is a signal you may be able to help with.',
    answer: 'There is an answer to one of your signals.',
    closed: 'A signal has been closed.',
    conversation: 'There is a message about a signal.',
    obstacle: 'There is something new at Obstacles.',
    digest: 'Something waits for you.',
  },
  crash: {
    title: 'Ruggensteun has stopped',
    text:
      'The screen crashed a few times in a row. What you had saved is still there.\n\n' +
      'Start Ruggensteun again. Does it happen again? Call your administrator.',
  },
}

export const wordsIn = (language: Settings['language']): Words => ({ nl, en })[language]
