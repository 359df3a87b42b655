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
    resize: '按住 Shift 并按方向键可调整宽度。',
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
