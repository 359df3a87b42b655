import { describe, expect, it } from 'vitest';
import { loadVectors, reportScore, vectorsTitle } from '../testing/vectors.ts';
import { chooseFileName } from './choose.ts';
import { contentDispositionFileName } from './content-disposition.ts';
import { brokenInvariants } from './invariants.ts';
import { numberedName } from './numbered.ts';

const PLATFORMS = ['linux', 'darwin', 'win32'] as const;

interface DispositionVectors {
  cases: { id: string; header: string; agreement: string; accept: (string | null)[] }[];
}

interface NameVectors {
  generate: {
    id: string;
    url: string;
    contentDisposition: string;
    suggestedName: string;
    mimeType: string;
    expected: Record<(typeof PLATFORMS)[number], string>;
  }[];
  sanitize: { id: string; input: string; mime: string; flags: string[]; expected: string; platform?: string }[];
  collisions: { id: string; given: string[]; want: string; policy: string; expected: string }[];
  naughtyInputs: { strings: string[] };
}

/** Rows of Content-Disposition that are read differently on purpose. */
const OTHERWISE_READ: Readonly<Record<string, string>> = {
  'cdc-0029': 'needs the character set of the page that linked here, which a download manager does not have',
  'cdc-0120': 'contradicts cdc-0276 and cdc-0277: a name with a NUL in it is refused',
  'cdc-0177': 'contradicts cdc-0004: a header without a type is read, as browsers do',
};

/** Cells of `generate` that are named differently on purpose. */
const OTHERWISE_NAMED: Readonly<Record<string, string>> = {
  'fn-cr-0022': 'as cdc-0029',
  'fn-cr-0035': 'as cdc-0029',
  'fn-cr-0067 linux': 'device names are prefixed everywhere: files travel',
  'fn-cr-0067 darwin': 'device names are prefixed everywhere: files travel',
  'fn-cr-0073 linux': 'shell-integrated types are neutralised everywhere',
  'fn-cr-0073 darwin': 'shell-integrated types are neutralised everywhere',
  'fn-cr-0074 linux': 'shell-integrated types are neutralised everywhere',
  'fn-cr-0074 darwin': 'shell-integrated types are neutralised everywhere',
};

/** Where Firefox has another policy, by what its answer looks like. */
const OTHER_WAYS = {
  device: 'device names get a prefix, which keeps the name, instead of becoming Untitled',
  danger: 'a shell-integrated extension is replaced, as in Chromium, instead of being added to',
  length: 'room is left for the part file’s suffixes',
};

const OTHERWISE_SANITISED: Readonly<Record<string, string>> = {
  'fn-ff-027': 'white space inside a name is left alone',
  'fn-ff-029': 'an extension is not overruled by the media type',
  'fn-ff-040': 'an extension is not overruled by the media type',
  'fn-ff-045': 'an extension is not overruled by the media type',
  'fn-ff-047': 'a space after a dot is left alone',
};

function otherWay(id: string, expected: string): string | undefined {
  if (expected.startsWith('Untitled')) return OTHER_WAYS.device;
  if (expected.endsWith('.download')) return OTHER_WAYS.danger;
  return Buffer.byteLength(expected) > 239 ? OTHER_WAYS.length : OTHERWISE_SANITISED[id];
}

const dispositions = loadVectors('content-disposition.json') as DispositionVectors | null;
const names = loadVectors('filenames.json') as NameVectors | null;

describe.skipIf(dispositions === null)(vectorsTitle('Content-Disposition vectors', dispositions), () => {
  const rows = dispositions?.cases ?? [];

  it('reads every row but those it reads otherwise', () => {
    const failed = rows.filter(({ header, accept }) => !accept.includes(contentDispositionFileName(header)));
    reportScore('content-disposition.json', rows.length - failed.length, rows.length, OTHERWISE_READ);
    expect(failed.map((row) => row.id).filter((id) => !(id in OTHERWISE_READ))).toEqual([]);
    expect(failed.filter((row) => row.agreement !== 'single-source')).toEqual([]);
  });
});

describe.skipIf(names === null)(vectorsTitle('file name vectors', names), () => {
  const { generate = [], sanitize = [], collisions = [], naughtyInputs = { strings: [] } } = names ?? {};
  const choose = (row: Partial<Parameters<typeof chooseFileName>[0]>, platform: string): string =>
    chooseFileName({ contentDisposition: null, url: '', mediaType: null, ...row, platform });

  it('generates every name but those it gives otherwise', () => {
    const failed: string[] = [];
    for (const row of generate) {
      for (const platform of PLATFORMS) {
        const name = choose(
          {
            url: row.url,
            contentDisposition: row.contentDisposition || null,
            mediaType: row.mimeType || null,
            given: row.suggestedName || null,
          },
          platform,
        );
        expect([row.id, brokenInvariants(name, platform)]).toEqual([row.id, []]);
        if (name !== row.expected[platform]) failed.push(`${row.id} ${platform}`);
      }
    }
    const cells = generate.length * PLATFORMS.length;
    reportScore('filenames.json generate', cells - failed.length, cells, OTHERWISE_NAMED);
    const unexplained = failed.filter(
      (cell) => !(cell in OTHERWISE_NAMED) && !((cell.split(' ')[0] ?? '') in OTHERWISE_NAMED),
    );
    expect(unexplained).toEqual([]);
  });

  it('keeps its promises on whatever Firefox sanitises, and says where it goes its own way', () => {
    const otherwise: Record<string, string> = {};
    const failed: string[] = [];
    let [cells, other] = [0, 0];
    for (const row of sanitize) {
      for (const platform of row.platform === 'win32' ? (['win32'] as const) : PLATFORMS) {
        const url = `https://example.com/${encodeURIComponent(row.input)}`;
        const name = choose(
          { url, mediaType: row.flags.includes('SANITIZE_ONLY') ? null : row.mime || null },
          platform,
        );
        expect([row.id, brokenInvariants(name, platform)]).toEqual([row.id, []]);
        cells += 1;
        if (name === row.expected) continue;
        const reason = otherWay(row.id, row.expected);
        if (reason === undefined) failed.push(`${row.id} ${platform}: ${name}`);
        other += 1;
        otherwise[row.id] = reason ?? 'by mistake';
      }
    }
    reportScore('filenames.json sanitize', cells - other, cells, otherwise);
    expect(failed).toEqual([]);
  });

  it('keeps its promises on naughty strings', () => {
    for (const text of naughtyInputs.strings) {
      const escaped = [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
      for (const platform of PLATFORMS) {
        const announced = choose({ contentDisposition: `attachment; filename*=UTF-8''${escaped}` }, platform);
        const addressed = choose({ url: `https://example.com/${escaped}` }, platform);
        expect([text, brokenInvariants(announced, platform), brokenInvariants(addressed, platform)]).toEqual([
          text,
          [],
          [],
        ]);
      }
    }
  });

  it('numbers names that are taken', () => {
    const wrong = collisions.filter(({ given, want, policy, expected }) => {
      if (policy !== 'UNIQUIFY' || /free again/.test(expected)) return false;
      const name = /(?:-> )?([^>]*)$/.exec(expected)?.[1]?.trim() ?? '';
      return numberedName(want, given.length) !== name;
    });
    expect(wrong).toEqual([]);
  });
});
