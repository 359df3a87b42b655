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
    keys: 'Shift and the arrow keys change the width, Alt and the arrow keys the place.',
    said: '{{name}} is column {{rank}} of {{of}} now.',
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
