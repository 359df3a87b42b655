/** Newer versions of the program. */
export const updates = {
  title: 'Updates',
  setting: 'Look for updates',
  settingHint:
    'Once a day Sluice asks {{host}} for the newest version. As any server, it sees your address; nothing about you or your downloads is sent. Nothing is downloaded or changed before you say so.',
  newVersions: 'New versions',
  newVersionsHint: 'Ask now, and see what there is.',
  withPackage:
    'Updates come the way Sluice was installed: with the package, or as a new download. It looks for none by itself.',
  idle: 'Sluice can ask {{host}} whether there is a newer version.',
  checking: 'Asking {{host}}…',
  current: 'This is the newest version.',
  available: 'Version {{version}} is there. It is downloaded when you say so and put in place when you quit.',
  told: 'Version {{version}} is there. It comes the way this one was installed: with the package manager, or as a new download.',
  downloading: 'Version {{version}} is being downloaded.',
  progress: 'Download of the update',
  ready: 'Version {{version}} is ready. It is put in place when you quit, or now with a restart.',
  ask: 'Downloads are running. They stop for the restart and go on after it.',
  problems: {
    unreachable: '{{host}} could not be reached, or answered with an error. Check the network and try again.',
    unreadable: '{{host}} answers, but what it says describes no version. Nothing was changed.',
    damaged:
      'What came is not what was announced: its checksum or signature is wrong. It was thrown away; nothing was changed.',
    other: 'The update failed. The log says why. Nothing was changed.',
  },
  notice: 'Version {{version}} of Sluice is there.',
  noticeReady: 'Version {{version}} of Sluice is ready. It is put in place when you quit.',
  show: 'Show…',
  check: 'Check now',
  download: 'Download',
  restart: 'Restart now',
  restartAnyway: 'Restart all the same',
  later: 'Later',
} as const;
