export const habits = {
  clipboard: {
    setting: '提示复制的链接',
    settingHint: '复制属于某个分类的文件链接时，在窗口中安静地提示。只有窗口可见时才会读取剪贴板。',
    found_other: '复制了 {{count}} 个链接',
    add: '添加…',
  },
  basket: {
    setting: '拖放篮',
    settingHint: '一个始终置顶的小窗口：可以把链接拖到上面，也能看到总进度。',
    name: '拖放篮',
    open: '打开 Sluice',
    putAway: '收起拖放篮',
    drop: '将链接拖到这里',
    idle: '没有进行中的下载',
    active_other: '{{count}} 个进行中',
    failed_other: '{{count}} 个失败',
    letGo: '松开即可添加',
    toAdd: 'Sluice 会显示找到的内容',
    refused: '未能添加',
    openInstead: '请打开 Sluice 再试',
  },
} as const;
