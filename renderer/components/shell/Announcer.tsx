import type { Said } from '../../store/ui.ts';
import { useSetting, useUi, useWords } from '../context.tsx';
import { categoryName, queueName, useQueues } from '../groups.ts';

/** Says what became of rows and columns, for screen readers: each time once, and nothing else. */
export function Announcer() {
  const said = useUi((state) => state.said);
  return (
    <div role="status" className="sr-only" data-testid="announcer">
      {said && <Sentence said={said} />}
    </div>
  );
}

function Sentence({ said }: { readonly said: Said }) {
  const words = useWords();
  const { t } = words;
  const queues = useQueues();
  const categories = useSetting('categories');
  switch (said.kind) {
    case 'moved': {
      const { count, name, rank, of } = said;
      return count === 1 ? t('move.saidOne', { name, rank, of }) : t('move.said', { count, rank, of });
    }
    case 'assigned': {
      const queue = queues.find(({ id }) => id === said.queueId);
      return queue ? t('queue.said', { count: said.count, name: queueName(queue, words) }) : '';
    }
    case 'column': {
      const { column, rank, of } = said;
      return t('column.said', { name: t(`column.${column}`), rank, of });
    }
    case 'sorted': {
      const { count, categoryId } = said;
      const category = categories.find(({ id }) => id === categoryId);
      return category
        ? t('category.said', { count, name: categoryName(category, words) })
        : t('category.saidAutomatic', { count });
    }
    case 'ended': {
      const { finished, failed, name, failure } = said;
      if (finished + failed === 1) {
        return failure === null
          ? t('ended.finishedOne', { name })
          : t('ended.failedOne', { name, reason: t(`failures.${failure}`) });
      }
      return [
        finished > 0 ? t('ended.finished', { count: finished }) : '',
        failed > 0 ? t('ended.failed', { count: failed }) : '',
      ]
        .filter(Boolean)
        .join(' ');
    }
  }
}
