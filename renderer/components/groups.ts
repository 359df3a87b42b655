import {
  Archive,
  BookOpen,
  Database,
  Disc,
  File,
  FileCode,
  FileText,
  Film,
  Gamepad2,
  Image,
  Music,
  Package,
  type LucideIcon,
} from 'lucide-react';
import { useStore } from 'zustand';
import type { Category, CategoryIcon } from '../../shared/categories.ts';
import { DEFAULT_QUEUE_ID, type Queue } from '../../shared/queue.ts';
import type { Group } from '../store/view.ts';
import type { Words } from '../i18n/words.ts';
import { useApp, useSetting, useWords } from './context.tsx';

export const CATEGORY_ICON: Readonly<Record<CategoryIcon, LucideIcon>> = {
  disc: Disc,
  video: Film,
  music: Music,
  image: Image,
  document: FileText,
  book: BookOpen,
  archive: Archive,
  program: Package,
  game: Gamepad2,
  data: Database,
  code: FileCode,
  file: File,
};

/** Categories that came with the program and were not renamed. */
const OWN_NAMES = ['disk-images', 'video', 'music', 'documents', 'archives', 'programs', 'other'] as const;

export function categoryName({ id, name }: Pick<Category, 'id' | 'name'>, { t }: Words): string {
  if (name !== '') return name;
  const own = OWN_NAMES.find((known) => known === id);
  return own ? t(`category.names.${own}`) : id;
}

export const queueName = ({ id, name }: Pick<Queue, 'id' | 'name'>, { t }: Words): string =>
  name !== '' ? name : id === DEFAULT_QUEUE_ID ? t('queue.main') : id;

export const useQueues = (): readonly Queue[] => useStore(useApp().queues.store, (state) => state.queues);

export function useGroupCount(kind: Group['kind'], id: string): number {
  const { feed, groups } = useApp();
  // Rules change the counts too.
  useSetting('categories');
  return useStore(feed.store, () => groups.counts()[kind].get(id) ?? 0);
}

/** What a queue or a category is called; empty when it is gone. */
export function useGroupName(group: Group | null): string {
  const words = useWords();
  const queues = useQueues();
  const categories = useSetting('categories');
  if (group === null) return '';
  if (group.kind === 'queue') {
    const queue = queues.find(({ id }) => id === group.id);
    return queue ? queueName(queue, words) : '';
  }
  const category = categories.find(({ id }) => id === group.id);
  return category ? categoryName(category, words) : '';
}
