import js from '@eslint/js';
import globals from 'globals';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** An import of any of these anywhere but in its one place fails the build. */
const restrict = (...groups) => ({
  'no-restricted-imports': ['error', { patterns: groups }],
});
const NO_ELECTRON = {
  group: ['electron', 'electron/*'],
  message: 'The engine, the library and the CLI run without Electron.',
};
const NO_UNDICI = { group: ['undici', 'undici/*'], message: 'Only electron/engine/http imports undici.' };
const NO_LIBSQL = { group: ['libsql', 'libsql/*'], message: 'Only electron/library/database.ts imports the database.' };
const NO_FS = {
  group: ['node:fs', 'node:fs/promises', 'fs', 'fs/promises'],
  message: 'In the engine only the adapters in write/ and checkpoint/ touch files.',
};
const NO_NODE = { group: ['node:*'], message: 'Runs in the browser: no Node here.' };

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'coverage/', 'test-results/', 'playwright-report/'] },
  js.configs.recommended,
  tseslint.configs.strict,
  {
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
  { files: ['electron/library/**'], rules: restrict(NO_ELECTRON, NO_UNDICI, NO_LIBSQL) },
  { files: ['electron/library/database.ts'], rules: restrict(NO_ELECTRON, NO_UNDICI) },
  { files: ['electron/cli/**'], rules: { ...restrict(NO_ELECTRON, NO_UNDICI, NO_LIBSQL), 'no-console': 'off' } },
  {
    files: ['electron/app/**', 'electron/main.ts', 'electron/start.ts'],
    rules: {
      ...restrict(NO_UNDICI, NO_LIBSQL),
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportSpecifier[imported.name=/^ipc(Main|Renderer)$/]',
          message: 'Only electron/ipc and electron/preload.ts speak raw IPC.',
        },
      ],
    },
  },
  { files: ['electron/ipc/**', 'electron/preload.ts'], rules: restrict(NO_UNDICI, NO_LIBSQL) },
  {
    files: ['renderer/**'],
    languageOptions: { globals: globals.browser },
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules, ...restrict(NO_ELECTRON, NO_UNDICI, NO_LIBSQL, NO_NODE) },
  },
  { files: ['renderer/**/*.test.{ts,tsx}'], rules: restrict(NO_ELECTRON, NO_UNDICI, NO_LIBSQL) },
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
