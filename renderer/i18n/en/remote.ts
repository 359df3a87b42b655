/** Words of what lets other programs in. */
export const remote = {
  switch: 'Let other programs add and steer downloads',
  switchHint: 'For programs, pages and browser extensions made for aria2. They need the secret below.',
  port: 'Port',
  portInvalid: 'Give a whole number from 1 to 65535.',
  opening: 'Opening…',
  listening: 'Listening at {{address}}',
  problem: {
    'in-use': 'Port {{port}} is in use by another program. Choose another one here, or end that program.',
    'not-allowed': 'This user may not use port {{port}}. Choose one above 1023.',
    other: 'Sluice cannot listen on port {{port}}. The log says why.',
  },
  copyAddress: 'Copy the address',
  secret: 'Secret',
  secretHint: 'Whoever has it can add, stop and remove downloads.',
  secretUnsealed:
    'Whoever has it can add, stop and remove downloads. This system has no key store: it lies in a file only you can read.',
  show: 'Show the secret',
  hide: 'Hide the secret',
  copySecret: 'Copy the secret',
  copied: 'Copied.',
  renew: 'Renew',
  renewed: 'Renewed. Programs need the new one from now on.',
  listenAll: 'Reachable from other computers',
  listenAllHint: 'Off: only programs on this computer.',
  listenAllWarning:
    'Anyone on your networks can try to get in. Only the secret keeps them out, and it travels unencrypted.',
  allowed: 'Pages and names let in',
  allowedHint: 'By comma, such as https://ariang.example; * is any page. Programs and extensions need no entry.',
  allowedNone: 'none',
} as const;
