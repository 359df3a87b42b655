/** Words of the habits of the desktop: the clipboard, the basket, notices about network and power. */
export const habits = {
  clipboard: {
    setting: 'Offer links that are copied',
    settingHint:
      'Links to files of your categories, in a quiet notice in this window. The clipboard is read only while the window can be seen.',
    found_one: 'A link was copied',
    found_other: '{{count}} links were copied',
    add: 'Add…',
  },
} as const;
