export const habits = {
  clipboard: {
    setting: '提示复制的链接',
    settingHint: '复制属于某个分类的文件链接时，在窗口中安静地提示。只有窗口可见时才会读取剪贴板。',
    found_other: '复制了 {{count}} 个链接',
    add: '添加…',
  },
} as const;
