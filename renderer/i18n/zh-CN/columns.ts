/** Words of the columns, and of the order of rows. */
export const columns = {
  column: {
    label: '列',
    name: '名称',
    progress: '进度',
    state: '状态',
    size: '大小',
    speed: '速度',
    left: '时间',
    connections: '连接',
    host: '主机',
    added: '添加时间',
    order: '队列顺序',
    usual: '恢复默认的列和宽度',
    keys: '按 Shift 和方向键改变宽度，按 Alt 和方向键改变位置。',
    said: '“{{name}}”现在是第 {{rank}} 列，共 {{of}} 列。',
  },
  sort: {
    label: '排序方式',
    ascending: '升序',
    descending: '降序',
  },
  panes: {
    sidebar: '侧边栏宽度',
    detail: '详情面板宽度',
  },
} as const;
