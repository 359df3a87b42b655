import fc from 'fast-check';

export const PLATFORMS = ['linux', 'darwin', 'win32'] as const;
export const platforms = fc.constantFrom(...PLATFORMS);

const hostile = fc.constantFrom(
  ...[
    '.',
    '..',
    '/',
    '\\',
    ' ',
    '\u00a0',
    '\u180e',
    '\u202e',
    '\0',
    '\n',
    ':',
    '"',
    '%',
    'con',
    'LPT1',
    'nul',
    'CLOCK$',
  ],
  ...[
    '.lnk',
    '.URL',
    '.desktop',
    '.local',
    '.{20D04FE0-3AEA-1069-A2D8-08002B30309D}',
    '.tar.gz',
    '.txt',
    'desktop.ini',
  ],
  ...['\ud800', '\udc00', '👨‍👩‍👧‍👦', 'e\u0301\u0323\u0301', '🇺🇸', '\u0600', '\u200d', 'é', '報'],
  ...['x'.repeat(90), '\u0301'.repeat(150)],
);

/** Text as bad as a server may send it. */
export const text = fc.oneof(
  fc.array(fc.oneof(hostile, fc.string({ unit: 'binary' })), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
);
