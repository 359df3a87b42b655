import { chmodSync } from 'node:fs';
import { defineConfig } from 'vite';
import { noteLicences } from './scripts/lib/licences.mjs';

/** The command line as one file for plain Node: copy it anywhere and run it. */
export default defineConfig({
  publicDir: false,
  plugins: [
    noteLicences('cli'),
    {
      name: 'executable',
      writeBundle(options, bundle) {
        for (const file of Object.keys(bundle)) chmodSync(`${options.dir ?? '.'}/${file}`, 0o755);
      },
    },
  ],
  ssr: { noExternal: true },
  build: {
    ssr: 'electron/cli/main.ts',
    outDir: 'out/cli',
    target: 'node20.18',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        format: 'es',
        entryFileNames: 'sluice.js',
        codeSplitting: false,
        banner: '#!/usr/bin/env node',
      },
    },
  },
});
