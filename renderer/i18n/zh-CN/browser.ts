export const browser = {
  connect: '接收来自浏览器的下载',
  connectHint: '供 Chrome、Chromium、Edge 和 Firefox 中的 Sluice 扩展使用。关闭后会移除所有相关文件。',
} as const;
