import sax from 'sax';
import { SluiceError } from '../../../shared/failures.ts';

/** An element without its namespace's prefix. `text` is all its own character data, trimmed. */
export interface XmlElement {
  readonly name: string;
  /** Namespace URI, `''` for none. */
  readonly namespace: string;
  /** By local name; those of other namespaces are left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface OpenElement extends XmlElement {
  text: string;
  readonly children: XmlElement[];
}

/** In UTF-16 units. The file lists of whole distributions stay below a tenth of it. */
const MAX_TEXT = 16 * 1024 * 1024;
const MAX_DEPTH = 16;
const MAX_ELEMENTS = 200_000;

const bad = (detail: string): SluiceError => new SluiceError('bad-metalink', detail);

/**
 * The root element of a document. A document type is refused: no entity beyond XML's own five is ever expanded, and
 * nothing outside the text is ever read.
 * @throws {SluiceError} `bad-metalink` when it is not well-formed, or larger or deeper than any honest file
 */
export function readXml(text: string): XmlElement {
  if (text.length > MAX_TEXT) throw bad('Larger than 16 MiB');
  // A sentinel as parent of the root makes every element somebody's child.
  const document = newElement('', '', new Map());
  const open: OpenElement[] = [document];
  let elements = 0;
  const parser = sax.parser(true, { xmlns: true, position: false });
  parser.onerror = (error) => {
    throw bad(error.message.split('\n')[0] ?? '');
  };
  parser.ondoctype = () => {
    throw bad('A document type declaration is not allowed');
  };
  parser.onopentag = (tag) => {
    elements += 1;
    if (elements > MAX_ELEMENTS || open.length > MAX_DEPTH) throw bad('More or deeper elements than any Metalink has');
    const element = newElement(...namesOf(tag));
    open.at(-1)?.children.push(element);
    open.push(element);
  };
  const addText = (part: string): void => {
    const element = open.at(-1);
    if (element) element.text += part;
  };
  parser.ontext = addText;
  parser.oncdata = addText;
  parser.onclosetag = () => {
    const element = open.pop();
    if (element) element.text = element.text.trim();
  };
  parser.write(text.replace(/^\uFEFF/, '')).close();
  const [root] = document.children;
  if (!root || document.children.length > 1) throw bad('Not one XML document');
  return root;
}

function newElement(name: string, namespace: string, attributes: ReadonlyMap<string, string>): OpenElement {
  return { name, namespace, attributes, text: '', children: [] };
}

function namesOf(tag: sax.Tag | sax.QualifiedTag): [name: string, namespace: string, attributes: Map<string, string>] {
  if (!('local' in tag)) return [tag.name, '', new Map()];
  const own = Object.values(tag.attributes).filter(({ prefix, uri }) => prefix === '' || uri === tag.uri);
  return [tag.local, tag.uri, new Map(own.map(({ local, value }) => [local, value]))];
}
