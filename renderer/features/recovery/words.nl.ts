export const recoveryNl = {
  lost: {
    title: 'De gegevens op dit apparaat zijn weg',
    rescue:
      'Er is een noodkopie. Daarmee doet dit apparaat weer mee, met {{signals}} en {{waiting}}. De rest komt van de gemeente. Je lijst lees je daarna opnieuw in.',
    noRescue: 'Er is geen noodkopie. Vraag je beheerder om een nieuwe code en meld dit apparaat opnieuw aan.',
    signals_zero: 'geen signalen van jou',
    signals_one: '1 signaal van jou',
    signals_other: '{{count}} signalen van jou',
    waiting_zero: 'niets dat nog weg moet',
    waiting_one: '1 bericht dat nog weg moet',
    waiting_other: '{{count}} berichten die nog weg moeten',
    rebuild: 'Herstel dit apparaat',
    again: 'Probeer opnieuw te openen',
    forget: 'Meld dit apparaat opnieuw aan',
    forgetText:
      'Wat alleen op dit apparaat stond, is dan echt weg: ook de noodkopie. Je hebt een nieuwe code van je beheerder nodig.',
    forgetNow: 'Wis en meld opnieuw aan',
  },
} as const
