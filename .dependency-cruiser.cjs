/** The boundaries of the design. A breach fails the build; see CONTRIBUTING.md for the reasons. */
const STAGES = ['probe', 'plan', 'transfer', 'write', 'checkpoint'];

const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid('no-cycles', {}, { circular: true }, 'A cycle is two modules that are one.'),
    forbid(
      'shared-stands-alone',
      { path: '^shared/', pathNot: '\\.test\\.ts$' },
      { pathNot: '^(shared/|node_modules/zod/)' },
      'shared/ is the language both sides speak: zod and itself only.',
    ),
    forbid(
      'engine-without-electron',
      { path: '^electron/engine/' },
      { path: '^(electron/(?!engine/)|renderer/|node_modules/electron/)' },
      'The engine runs on plain Node; nothing of the app reaches into it.',
    ),
    ...STAGES.map((stage) =>
      forbid(
        `stage-${stage}-alone`,
        { path: `^electron/engine/${stage}/` },
        { path: `^electron/engine/(${STAGES.filter((other) => other !== stage).join('|')})/` },
        'Pipeline stages never import each other; the task composes them.',
      ),
    ),
    forbid(
      'stages-below-task',
      { path: '^electron/engine/(?!task/|queue/|testing/|index\\.ts|.*\\.test\\.ts)' },
      { path: '^electron/engine/(task|queue)/' },
      'Only the task, the queue and the door know the whole.',
    ),
    forbid(
      'engine-door',
      { path: '^electron/(?!engine/)', pathNot: '\\.test\\.ts$|/testing/' },
      { path: '^electron/engine/(?!index\\.ts$|types\\.ts$)' },
      'electron/engine/index.ts is the only door.',
    ),
    forbid(
      'testing-stays-in-tests',
      { pathNot: '\\.test\\.tsx?$|/testing/|^e2e/' },
      { path: '^electron/[^/]+/testing/' },
      'Test servers and fakes never reach the product.',
    ),
    forbid(
      'one-http-client',
      { pathNot: '^electron/engine/http/' },
      { path: '^node_modules/undici/' },
      'undici has one importing place.',
    ),
    forbid(
      'one-cookie-jar',
      { pathNot: '^electron/engine/http/cookies/' },
      { path: '^node_modules/tough-cookie/' },
      'tough-cookie has one importing place.',
    ),
    forbid(
      'one-dns-codec',
      { path: '^electron/', pathNot: '^electron/engine/http/names/' },
      { path: '^node_modules/dns-packet/' },
      'dns-packet has one importing place.',
    ),
    forbid(
      'one-ftp-client',
      { pathNot: '^electron/engine/ftp/' },
      { path: '^node_modules/basic-ftp/' },
      'basic-ftp has one importing place.',
    ),
    forbid(
      'one-websocket',
      { path: '^(electron|renderer|shared)/', pathNot: '^electron/rpc/websocket\\.ts$|\\.test\\.ts$|/testing/' },
      { path: '^node_modules/ws/' },
      'ws has one importing place.',
    ),
    forbid(
      'one-updater',
      { pathNot: '^electron/app/update/updater\\.ts$' },
      { path: '^node_modules/electron-updater/' },
      'electron-updater has one importing place.',
    ),
    forbid(
      'one-database',
      { pathNot: '^electron/library/database\\.ts$' },
      { path: '^node_modules/(libsql|@libsql)/' },
      'The database has one importing place.',
    ),
    forbid(
      'library-without-electron',
      { path: '^electron/(library|cli|rpc|hooks)/' },
      { path: '^(electron/(app|ipc)/|renderer/|node_modules/electron/)' },
      'The library and the CLI run on plain Node.',
    ),
    forbid(
      'renderer-without-main',
      { path: '^renderer/' },
      { path: '^(electron/|node:)' },
      'The window speaks to main by the contract only.',
    ),
    forbid(
      'extension-stands-alone',
      { path: '^extension/', pathNot: '\\.test\\.ts$' },
      { path: '^(electron/|renderer/|node:|node_modules/)' },
      'The extension shares the protocol with the app, and nothing else.',
    ),
    forbid(
      'nothing-from-the-extension',
      { pathNot: '^(extension|scripts)/' },
      { path: '^extension/' },
      'The extension is a program of its own.',
    ),
    forbid(
      'store-without-react',
      { path: '^renderer/(store|format)/', pathNot: '\\.test\\.tsx?$' },
      { path: '^(node_modules/react|renderer/components/)' },
      'The store runs without React.',
    ),
    forbid(
      'one-bridge',
      { path: '^renderer/', pathNot: '^renderer/bridge\\.ts$' },
      { path: '^shared/ipc/bridge\\.ts$' },
      'renderer/bridge.ts is the sole user of the preload API.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
};
