import {
  OTHER_CATEGORY_ID,
  extensionSchema,
  urlPatternSchema,
  type Category,
  type CategoryIcon,
} from '../../../shared/categories.ts';
import { isFolder } from '../../format/path.ts';

/** A category while it is edited: its rules as they are typed. */
export interface CategoryDraft {
  readonly id: string;
  readonly name: string;
  readonly icon: CategoryIcon;
  readonly extensions: string;
  readonly patterns: string;
  readonly directory: string;
}

export const draftOf = ({ id, name, icon, extensions, patterns, directory }: Category): CategoryDraft => ({
  id,
  name,
  icon,
  extensions: extensions.join(' '),
  patterns: patterns.join('\n'),
  directory,
});

/** Dots and stars before an extension are how many write it; each is kept once. */
export function readExtensions(text: string): { readonly extensions: readonly string[]; readonly bad: string | null } {
  const words = text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase().replace(/^\*?\./, ''));
  const bad = words.find((word) => !extensionSchema.safeParse(word).success) ?? null;
  return { extensions: [...new Set(words)], bad };
}

export const readPatterns = (text: string): string[] => [
  ...new Set(text.split(/\s+/).filter((line) => urlPatternSchema.safeParse(line).success)),
];

export type DraftProblem =
  { readonly kind: 'name' } | { readonly kind: 'extension'; readonly text: string } | { readonly kind: 'folder' };

/** What keeps a draft from being saved. `named`: the program has a word for it. */
export function problemOf(draft: CategoryDraft, named: boolean): DraftProblem | null {
  if (draft.name.trim() === '' && !named) return { kind: 'name' };
  const { bad } = readExtensions(draft.extensions);
  if (bad !== null) return { kind: 'extension', text: bad };
  return isFolder(draft.directory.trim()) ? null : { kind: 'folder' };
}

/** With those of `before` that are not there any more, each where it was; all else comes last. */
export function withRemoved(now: readonly Category[], before: readonly Category[]): Category[] {
  const restored = [...now];
  before.forEach((category, index) => {
    if (!now.some(({ id }) => id === category.id)) restored.splice(Math.min(index, restored.length - 1), 0, category);
  });
  return restored;
}

/** The drafts as the setting holds them: all else comes last. */
export function categoriesOf(drafts: readonly CategoryDraft[]): Category[] {
  const isOther = ({ id }: CategoryDraft): boolean => id === OTHER_CATEGORY_ID;
  return [...drafts.filter((draft) => !isOther(draft)), ...drafts.filter(isOther)].map((draft) => ({
    id: draft.id,
    name: draft.name.trim(),
    icon: draft.icon,
    extensions: isOther(draft) ? [] : [...readExtensions(draft.extensions).extensions],
    patterns: isOther(draft) ? [] : readPatterns(draft.patterns),
    directory: draft.directory.trim(),
  }));
}
