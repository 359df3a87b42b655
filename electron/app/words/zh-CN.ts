import type { Words } from './words.ts';

export const zhCN: Words = {
  show: '显示 Sluice',
  add: '添加…',
  addFromClipboard: '从剪贴板添加…',
  pauseAll: '全部暂停',
  resumeAll: '全部继续',
  quit: '退出 Sluice',
  tooltipIdle: 'Sluice',
  tooltipActive: (active, rate) => `Sluice：${active} 个下载，${rate}`,

  menuFile: '文件',
  menuEdit: '编辑',
  menuDownloads: '下载',
  menuView: '视图',
  menuWindow: '窗口',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  zoomIn: '放大',
  zoomOut: '缩小',
  actualSize: '实际大小',
  fullScreen: '全屏',
  close: '关闭窗口',
  minimize: '最小化',

  closedTitle: '下载会在后台继续',
  closedMessage: (active) =>
    `还有 ${active} 个下载正在进行。退出之前，Sluice 会留在托盘中，点击托盘图标即可重新打开窗口。`,
  keepRunning: '继续运行',
  quitNow: '退出',

  finishedTitle: '下载完成',
  failedTitle: '下载失败',
  manyFinished: (count) => `${count} 个下载已完成`,
  manyFailed: (count) => `${count} 个下载失败`,

  setAsideTitle: '下载列表已损坏',
  setAsideMessage: (path) =>
    `已新建一个列表。文件和未完成的部分仍在原处：把链接重新添加到同一文件夹，就会从已下载的部分继续。损坏的列表保存为 ${path}。`,
  startFailedTitle: 'Sluice 无法启动',
};
