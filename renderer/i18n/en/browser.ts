export const browser = {
  connect: 'Take downloads from the browser',
  connectHint:
    'For the Sluice extension in Chrome, Chromium, Edge and Firefox. Switching it off takes everything away again.',
} as const;
