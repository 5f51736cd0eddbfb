interface Template {
  readonly id?: string
  readonly label?: string
  readonly role?: string
  readonly type?: string
  readonly accelerator?: string
  readonly click?: () => void
  readonly submenu?: readonly Template[] | Menu
}
interface MenuItem extends Omit<Template, 'submenu'> {
  readonly submenu?: Menu
}

let applicationMenu: Menu | null = null

export class Menu {
  items: MenuItem[] = []

  static buildFromTemplate(template: readonly Template[]): Menu {
    const menu = new Menu()
    menu.items = template.map((item) => {
      const { submenu } = item
      return {
        ...item,
        submenu: submenu === undefined || submenu instanceof Menu ? submenu : Menu.buildFromTemplate(submenu),
      }
    })
    return menu
  }
  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu
  }
  static getApplicationMenu(): Menu | null {
    return applicationMenu
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }
}
