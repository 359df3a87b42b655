/** Compressed forms of something that has an extension of its own, as in `.tar.gz`. */
const COMPOUND = /\.[a-z][a-z0-9]{0,3}\.(?:gz|bz2?|xz|zst|lz|lz4|lzma|lzo|br|z)$/i;
const SIMPLE = /\.[^\s.]{1,24}$/u;

export interface SplitName {
  readonly stem: string;
  /** With its dot, or empty. */
  readonly extension: string;
}

/** Cuts before the extension, or before both of `.tar.gz`. A name that begins with its only dot has none. */
export function splitExtension(name: string): SplitName {
  // Only the end matters, and names can be as long as a header.
  const tail = name.slice(-64);
  for (const pattern of [COMPOUND, SIMPLE]) {
    const extension = pattern.exec(tail)?.[0] ?? '';
    if (extension !== '' && extension.length < name.length) {
      return { stem: name.slice(0, -extension.length), extension };
    }
  }
  return { stem: name, extension: '' };
}

/** Names of programs that answer, not of what they answer with. */
const SCRIPTS = new Set([
  'php',
  'php3',
  'php5',
  'phtml',
  'asp',
  'aspx',
  'ashx',
  'jsp',
  'jspx',
  'cgi',
  'pl',
  'do',
  'action',
  'cfm',
  'dll',
]);

/** `file`: an extension that tells the type. `script`: one that tells how the reply was made. `none`: neither. */
export function extensionKind(name: string): 'file' | 'script' | 'none' {
  const extension = /\.([a-z0-9]{1,10})$/i.exec(name.slice(-16))?.[1]?.toLowerCase();
  if (extension === undefined) return 'none';
  if (SCRIPTS.has(extension)) return 'script';
  // A dot and digits are more often a version than a type, except for the parts of a split archive.
  return /[a-z]/.test(extension) || extension.length === 3 ? 'file' : 'none';
}
