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
  standing: {
    offline: 'There is no network. Downloads go on by themselves when it is back.',
    battery: 'Downloads wait while the computer runs on battery.',
    metered: 'Downloads wait while the network is metered.',
    goOn: 'Go on anyway',
    whenDone: 'When all is done: {{action}}',
    whenDoneOff: 'Do nothing when all is done',
  },
  basket: {
    setting: 'Drop basket',
    settingHint: 'A small window above all others: drop links on it, and see how far everything is.',
    name: 'Drop basket',
    open: 'Open Sluice',
    putAway: 'Put the basket away',
    drop: 'Drop links here',
    idle: 'Nothing is running',
    active_one: '{{count}} active',
    active_other: '{{count}} active',
    failed_one: '{{count}} failed',
    failed_other: '{{count}} failed',
    letGo: 'Let go to add',
    toAdd: 'Links and files',
    refused: 'That did not work',
    openInstead: 'Try in Sluice',
  },
} as const;
