import css from '@eslint/css';
import js from '@eslint/js';
import globals from 'globals';
import i18next from 'eslint-plugin-i18next';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** An import of any of these anywhere but in its one place fails the build. */
const restrict = (...groups) => ({
  'no-restricted-imports': ['error', { patterns: groups }],
});
/** `max-lines` looks at scripts only. */
const maxCssLines = {
  create: (context) => ({
    StyleSheet(node) {
      const lines = context.sourceCode.text.trimEnd().split('\n').length;
      if (lines > 300) context.report({ node, message: `${lines} lines: at most 300. Split it by what it dresses.` });
    },
  }),
};
const NO_ELECTRON = {
  group: ['electron', 'electron/*'],
  message: 'The engine, the library and the CLI run without Electron.',
};
const NO_UNDICI = { group: ['undici', 'undici/*'], message: 'Only electron/engine/http imports undici.' };
const NO_LIBSQL = { group: ['libsql', 'libsql/*'], message: 'Only electron/library/database.ts imports the database.' };
const NO_WS = { group: ['ws', 'ws/*'], message: 'Only electron/rpc/websocket.ts imports ws.' };
const NO_FS = {
  group: ['node:fs', 'node:fs/promises', 'fs', 'fs/promises'],
  message: 'In the engine only the adapters in write/ and checkpoint/ touch files.',
};
const NO_NODE = { group: ['node:*'], message: 'Runs in the browser: no Node here.' };

/** What people read, of any script, as opposed to figures, arrows, and the catalogue's own keys (`add.label`). */
const WORDS = '/^(?![\\w-]+\\.[\\w.-]+$)(?=.*\\p{L}{2})/u';
/** Names of things that people read wherever they are written. `Sluice` is a name and the same in every language. */
const READ =
  '/^(label|sublabel|title|subtitle|message|detail|body|toolTip|tooltip|placeholder|hint|text|buttons|checkboxLabel)$/';
const catalogue = (place) =>
  [
    `Property[key.name=${READ}] > Literal[value=${WORDS}][value!='Sluice']`,
    `Property[key.name=${READ}] > TemplateLiteral > TemplateElement[value.raw=${WORDS}]`,
    `Property[key.name=${READ}] > ArrayExpression > Literal[value=${WORDS}]`,
    `CallExpression[callee.property.name=/^set(ToolTip|Title|Label)$/] > Literal[value=${WORDS}][value!='Sluice']`,
  ].map((selector) => ({ selector, message: `What people read comes from the catalogue (${place}).` }));

/** Utilities that stay on their side when the writing direction turns, with the ones that turn with it. */
const PHYSICAL =
  '/(^|[\\s:])!?-?((scroll-)?[mp][lr]-|(left|right)-[\\w[(]|border-[lr]($|[\\s-])|rounded-([lr]|[tb][lr])($|[\\s-])|(text|float|clear)-(left|right)($|[\\s!])|space-x-|divide-x)/';
const logical = ['Literal[value=', 'TemplateElement[value.raw='].map((node) => ({
  selector: `JSXAttribute[name.name=/[cC]lassName$/] ${node}${PHYSICAL}]`,
  message: 'Right-to-left turns the window: ms/me, ps/pe, start/end, border-s/e, rounded-s/e, text-start/end, gap.',
}));

const UPRIGHT = [
  ...[
    'width',
    'height',
    'min-width',
    'min-height',
    'max-width',
    'max-height',
    'overflow-x',
    'overflow-y',
    'top',
    'bottom',
  ],
  ...['margin', 'padding', 'border'].flatMap((edge) => [`${edge}-top`, `${edge}-bottom`]),
];

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'coverage/', 'test-results/', 'playwright-report/'] },
  {
    files: ['**/*.{js,mjs,cjs,ts,tsx}'],
    extends: [js.configs.recommended, tseslint.configs.strict],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 300 }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-globals': ['error', { name: 'ipcMain' }, { name: 'ipcRenderer' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  { files: ['shared/**'], rules: restrict(NO_ELECTRON, NO_UNDICI, NO_LIBSQL, NO_NODE) },
  { files: ['electron/engine/**'], rules: restrict(NO_ELECTRON, NO_UNDICI, NO_LIBSQL, NO_FS) },
  { files: ['electron/engine/http/**'], rules: restrict(NO_ELECTRON, NO_LIBSQL, NO_FS) },
  {
    files: [
      'electron/engine/disk/**',
      'electron/engine/write/**',
      'electron/engine/checkpoint/**',
      'electron/engine/verify/**',
    ],
    rules: restrict(NO_ELECTRON, NO_UNDICI, NO_LIBSQL),
  },
  { files: ['electron/engine/testing/**', 'electron/engine/**/*.test.ts'], rules: restrict(NO_ELECTRON, NO_LIBSQL) },
  { files: ['electron/rpc/**'], rules: restrict(NO_ELECTRON, NO_UNDICI, NO_LIBSQL, NO_WS, NO_FS) },
  {
    files: ['electron/rpc/websocket.ts', 'electron/rpc/**/*.test.ts', 'electron/rpc/testing/**'],
    rules: restrict(NO_ELECTRON, NO_LIBSQL),
  },
  // Where the RPC is reached: a file for the user's eyes, and a socket's path.
  {
    files: ['electron/rpc/state-file.ts', 'electron/rpc/private-socket.ts'],
    rules: restrict(NO_ELECTRON, NO_UNDICI, NO_LIBSQL, NO_WS),
  },
  { files: ['electron/hooks/**'], rules: restrict(NO_ELECTRON, NO_UNDICI, NO_LIBSQL) },
  { files: ['electron/library/**'], rules: restrict(NO_ELECTRON, NO_UNDICI, NO_LIBSQL) },
  { files: ['electron/library/database.ts'], rules: restrict(NO_ELECTRON, NO_UNDICI) },
  { files: ['electron/cli/**'], rules: { ...restrict(NO_ELECTRON, NO_UNDICI, NO_LIBSQL), 'no-console': 'off' } },
  {
    files: ['electron/app/**', 'electron/main.ts', 'electron/program.ts', 'electron/start.ts'],
    rules: {
      ...restrict(NO_UNDICI, NO_LIBSQL),
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportSpecifier[imported.name=/^ipc(Main|Renderer)$/]',
          message: 'Only electron/ipc and electron/preload.ts speak raw IPC.',
        },
        ...catalogue('electron/app/words'),
      ],
    },
  },
  { files: ['electron/app/**/*.test.ts', 'electron/app/words/**'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['electron/ipc/**', 'electron/preload.ts'], rules: restrict(NO_UNDICI, NO_LIBSQL) },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    languageOptions: { globals: globals.browser },
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules, ...restrict(NO_ELECTRON, NO_UNDICI, NO_LIBSQL, NO_NODE) },
  },
  {
    files: ['renderer/{components,store}/**/*.{ts,tsx}'],
    plugins: { i18next },
    rules: {
      'i18next/no-literal-string': [
        'error',
        {
          mode: 'jsx-only',
          message: 'What people read comes from the catalogue (renderer/i18n)',
          words: { exclude: [/^[^\p{L}]*$/u, /^(Sluice|⌘.|Ctrl[ +].| ?[A-Z]|[a-z]+(-[a-z]+)*|Accept-Language: en)$/] },
          'jsx-attributes': {
            include: [
              '^aria-(label|description|valuetext|roledescription|placeholder)$',
              '^(title|alt|placeholder|label|hint|text|problem|name|copyLabel|data-tip)$',
            ],
          },
        },
      ],
      'no-restricted-syntax': [
        'error',
        // Lower-case words are values of attributes and codes more often than text, but not between tags.
        {
          selector: `JSXText[value=${WORDS}][value!='Sluice']`,
          message: 'What people read comes from the catalogue (renderer/i18n).',
        },
        {
          selector: `JSXAttribute[name.name='data-tip'] > Literal[value=${WORDS}]`,
          message: 'Tips come from the catalogue.',
        },
        ...catalogue('renderer/i18n'),
        ...logical,
      ],
    },
  },
  {
    files: ['renderer/**/*.test.{ts,tsx}'],
    rules: {
      ...restrict(NO_ELECTRON, NO_UNDICI, NO_LIBSQL),
      'i18next/no-literal-string': 'off',
      'no-restricted-syntax': 'off',
    },
  },
  // Files of tests share what they import (vitest.config.ts).
  {
    files: ['**/*.test.{ts,tsx,mjs}'],
    ignores: ['**/*.mocks.test.{ts,tsx}'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['mock', 'doMock', 'resetModules'].map((property) => ({
          object: 'vi',
          property,
          message: 'Modules are replaced in *.mocks.test.ts only, which have a process of their own.',
        })),
      ],
    },
  },
  {
    files: ['renderer/**/*.css'],
    plugins: { css, sluice: { rules: { 'max-lines': maxCssLines } } },
    language: 'css/css',
    languageOptions: { tolerant: true },
    rules: {
      'sluice/max-lines': 'error',
      // What the writing direction does not turn may be written either way.
      'css/prefer-logical-properties': ['error', { allowProperties: UPRIGHT, allowUnits: ['vw', 'vh'] }],
    },
  },
  {
    files: ['extension/**'],
    languageOptions: { globals: globals.browser },
    rules: restrict(NO_ELECTRON, NO_UNDICI, NO_LIBSQL, NO_NODE),
  },
  {
    files: ['scripts/**', 'e2e/**', '*.config.{js,ts}', '*.cjs'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['electron/engine/**/*.js'],
    languageOptions: { globals: globals.node, sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
