/** Words of the columns, and of the order of rows. */
export const columns = {
  column: {
    label: 'Columns',
    name: 'Name',
    progress: 'Progress',
    state: 'State',
    size: 'Size',
    speed: 'Speed',
    left: 'Time',
    connections: 'Connections',
    host: 'Host',
    added: 'Added',
    order: 'Queue order',
    usual: 'Usual columns and widths',
    resize: 'Shift and the arrow keys change the width.',
  },
  sort: {
    label: 'Sort by',
    ascending: 'Ascending',
    descending: 'Descending',
  },
  panes: {
    sidebar: 'Width of the sidebar',
    detail: 'Width of the details',
  },
} as const;
