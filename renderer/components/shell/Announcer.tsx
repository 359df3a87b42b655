import { useSetting, useUi, useWords } from '../context.tsx';
import { categoryName, queueName, useQueues } from '../groups.ts';

/** Says where rows and columns went, for screen readers: each time once, and nothing else. */
export function Announcer() {
  const words = useWords();
  const { t } = words;
  const said = useUi((state) => state.said);
  const queues = useQueues();
  const categories = useSetting('categories');
  let text = '';
  if (said?.kind === 'moved') {
    const { count, name, rank, of } = said;
    text = count === 1 ? t('move.saidOne', { name, rank, of }) : t('move.said', { count, rank, of });
  } else if (said?.kind === 'assigned') {
    const queue = queues.find(({ id }) => id === said.queueId);
    text = queue ? t('queue.said', { count: said.count, name: queueName(queue, words) }) : '';
  } else if (said?.kind === 'column') {
    const { column, rank, of } = said;
    text = t('column.said', { name: t(`column.${column}`), rank, of });
  } else if (said?.kind === 'sorted') {
    const { count, categoryId } = said;
    const category = categories.find(({ id }) => id === categoryId);
    text = category
      ? t('category.said', { count, name: categoryName(category, words) })
      : t('category.saidAutomatic', { count });
  }
  return (
    <div role="status" className="sr-only" data-testid="announcer">
      {text}
    </div>
  );
}
