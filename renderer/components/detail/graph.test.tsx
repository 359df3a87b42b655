import { afterEach, expect, it } from 'vitest';
import { render, type Rendered } from '../../testing/render.tsx';
import { Sparkline } from './Sparkline.tsx';

let view: Rendered | null = null;
afterEach(() => {
  view?.unmount();
  view = null;
});

it('marks the limit and where nothing ran, and says what it shows', async () => {
  view = await render(<Sparkline speeds={[1e6, 3e6, null, 2e6, 2e6]} limit={4e6} />);
  const graph = view.get('speed-graph');
  expect(graph.getAttribute('aria-label')).toBe(
    'Speed over the last 30 s: now 2.00 MB/s, 2.00 MB/s on average, 3.00 MB/s at most. It rested 1 time. Limited to 4.00 MB/s.',
  );
  expect(graph.querySelectorAll('[data-mark="pause"]')).toHaveLength(1);
  expect(graph.querySelectorAll('[data-mark="limit"]')).toHaveLength(1);
  // Two lines, each with what is below it: the pause is not drawn over.
  expect(graph.querySelectorAll('path')).toHaveLength(4);
});

it('tells a limit far above the line without pressing it flat', async () => {
  view = await render(<Sparkline speeds={[1e6, 1e6]} limit={100e6} />);
  expect(view.get('speed-graph').querySelectorAll('[data-mark="limit"]')).toHaveLength(0);
  expect(view.container.textContent).toContain('Limit 100 MB/s');
});
