import { useUi, useWords } from '../context.tsx';
import { queueName, useQueues } from '../groups.ts';

/** Says where rows went, for screen readers: each time once, and nothing else. */
export function Announcer() {
  const words = useWords();
  const { t } = words;
  const said = useUi((state) => state.said);
  const queues = useQueues();
  let text = '';
  if (said?.kind === 'moved') {
    const { count, name, rank, of } = said;
    text = count === 1 ? t('move.saidOne', { name, rank, of }) : t('move.said', { count, rank, of });
  } else if (said?.kind === 'assigned') {
    const queue = queues.find(({ id }) => id === said.queueId);
    text = queue ? t('queue.said', { count: said.count, name: queueName(queue, words) }) : '';
  }
  return (
    <div role="status" className="sr-only" data-testid="announcer">
      {text}
    </div>
  );
}
