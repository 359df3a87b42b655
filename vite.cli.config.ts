import { chmodSync } from 'node:fs';
import { defineConfig } from 'vite';
import { noteLicences } from './scripts/lib/licences.mjs';

/**
 * The command line as one file for plain Node: copy it anywhere and run it. `--mode daemon` builds what `sluice daemon`
 * loads, apart, so that no other command pays for the database and the RPC; it needs libsql beside it.
 */
export default defineConfig(({ mode }) => ({
  publicDir: false,
  plugins: [
    noteLicences(mode === 'daemon' ? 'daemon' : 'cli'),
    {
      name: 'executable',
      writeBundle(options, bundle) {
        for (const file of Object.keys(bundle)) chmodSync(`${options.dir ?? '.'}/${file}`, 0o755);
      },
    },
  ],
  ssr: { noExternal: true, external: ['libsql'] },
  build: {
    ssr: mode === 'daemon' ? 'electron/cli/daemon/index.ts' : 'electron/cli/main.ts',
    outDir: 'out/cli',
    // The two are built one after the other.
    emptyOutDir: mode !== 'daemon',
    target: 'node20.18',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        format: 'es',
        entryFileNames: mode === 'daemon' ? 'daemon.js' : 'sluice.js',
        codeSplitting: false,
        banner: '#!/usr/bin/env node',
      },
    },
  },
}));
