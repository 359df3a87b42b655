import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { OTHER_CATEGORY_ID, createCategorise, type Category } from '../../../shared/categories.ts';
import { findDuplicates, usualChoice, type Choice, type Duplicate } from '../../links/duplicates.ts';
import type { Preview } from '../../store/previews.ts';
import { nameInLink } from '../../../shared/links/extract.ts';
import { useApp, useSetting } from '../context.tsx';
import type { CheckedDraft, Item } from './draft.ts';

const OTHER: Category = { id: OTHER_CATEGORY_ID, name: '', icon: 'file', extensions: [], patterns: [], directory: '' };

/** Servers are asked about so many links of a list; a long list is looked at as it is downloaded. */
export const LOOKED_AT = 30;

/** One file, with all that is known of it before it is added. */
export interface KnownItem {
  readonly item: Item;
  readonly preview: Preview | null;
  /** Empty: nobody knows yet. */
  readonly fileName: string;
  /** A guess from the link until the server has said it. */
  readonly guessed: boolean;
  readonly sizeBytes: number | null;
  readonly duplicate: Duplicate | null;
  readonly choice: Choice;
  /** The one that was chosen for all, or else the one that the rules say. */
  readonly category: Category;
  /** Id of the one that the rules say. */
  readonly sortedInto: string;
  /** The folder of its category, where that is another than the one of all; else `null`. */
  readonly directory: string | null;
}

function knownName(item: Item, preview: Preview | null, typed: string): { fileName: string; guessed: boolean } {
  if (typed !== '') return { fileName: typed, guessed: false };
  if (item.fileName !== undefined) return { fileName: item.fileName, guessed: false };
  if (preview?.state === 'known') return { fileName: preview.reply.fileName, guessed: false };
  return { fileName: nameInLink(item.url), guessed: true };
}

/** The files of the draft with what servers, list and disk say of them. */
export function useItems(
  checked: CheckedDraft,
  directory: string,
  categoryId: string,
  typedName: string,
  isChosen: boolean,
): readonly KnownItem[] {
  const { previews, feed, adding } = useApp();
  const looks = useSetting('previewLinks');
  const policy = useSetting('conflictPolicy');
  const known = useStore(previews.store);
  const choices = useStore(adding.store, (state) => state.choices);
  const shape = useStore(feed.store, (state) => state.shape);
  const { items } = checked;
  const sortOut = useSortOut(categoryId, isChosen ? null : directory);

  const wanted = looks
    ? items
        .filter(({ sizeBytes }) => sizeBytes === undefined)
        .slice(0, LOOKED_AT)
        .map(({ url }) => url)
    : [];
  const wish = JSON.stringify([wanted, checked.asking]);
  useEffect(() => {
    const [links, asking] = JSON.parse(wish) as [string[], CheckedDraft['asking']];
    previews.want(links, asking);
  }, [previews, wish]);
  useEffect(() => () => previews.stop(), [previews]);

  const named = useMemo(
    () =>
      items.map((item) => {
        const preview = known.get(item.url) ?? null;
        return {
          item,
          preview,
          ...sortOut(item, checked.single ? typedName.trim() : ''),
          ...knownName(item, preview, checked.single ? typedName.trim() : ''),
        };
      }),
    [items, known, checked.single, typedName, sortOut],
  );
  const taken = useTakenNames(directory, named);
  return useMemo(() => {
    void shape;
    const candidates = named.map(({ item, fileName }) => ({ url: item.url, fileName }));
    const found = findDuplicates(candidates, feed.store.getState().downloads, directory, taken);
    return named.map((one) => {
      const duplicate = found.get(one.item.url) ?? null;
      const chosen = choices[one.item.url];
      return {
        ...one,
        sizeBytes: one.item.sizeBytes ?? (one.preview?.state === 'known' ? one.preview.reply.sizeBytes : null),
        duplicate,
        choice: duplicate ? (chosen ?? usualChoice(duplicate, policy)) : 'again',
      };
    });
  }, [named, shape, feed, directory, taken, choices, policy]);
}

/** The category of a file, by what is known when it is added, and its folder. @param usual where all go; `null`: that was chosen */
function useSortOut(
  chosen: string,
  usual: string | null,
): (item: Item, typed: string) => Pick<KnownItem, 'category' | 'sortedInto' | 'directory'> {
  const categories = useSetting('categories');
  return useMemo(() => {
    const categorise = createCategorise(categories);
    const byId = new Map(categories.map((category) => [category.id, category]));
    return ({ url, fileName }, typed) => {
      const sortedInto = categorise({ url, fileName: typed || fileName });
      const category = byId.get(chosen) ?? byId.get(sortedInto) ?? OTHER;
      const isElsewhere = usual !== null && category.directory !== '' && category.directory !== usual;
      return { category, sortedInto, directory: isElsewhere ? category.directory : null };
    };
  }, [categories, chosen, usual]);
}

/** Asked once names rest; of a long list, of those that can be seen. */
function useTakenNames(folder: string, of: readonly { readonly fileName: string }[]): ReadonlySet<string> {
  const { actions } = useApp();
  const [answer, setAnswer] = useState<ReadonlySet<string>>(new Set());
  const names = JSON.stringify(of.slice(0, LOOKED_AT).map(({ fileName }) => fileName));
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(() => {
      const wantedNames = (JSON.parse(names) as string[]).filter((name) => name !== '');
      if (wantedNames.length === 0) return;
      void actions.takenNames(folder, wantedNames).then((found) => {
        if (isWanted) setAnswer(new Set(found));
      });
    }, 200);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [actions, folder, names]);
  return answer;
}
