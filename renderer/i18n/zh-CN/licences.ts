export const licences = {
  title: '许可证',
  search: '搜索名称或许可证',
  count_other: '{{count}} 个组成部分',
  nothing: '没有与“{{query}}”匹配的组成部分。',
  none: '此副本直接从源代码启动。构建时才会收集各组成部分的许可证。',
  unreadable: '无法读取许可证。程序旁的 LICENSES.parts.txt 中也有。',
  chromium: 'Chromium 的许可证…',
} as const;
