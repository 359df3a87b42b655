/** Words of what is known of a download beyond its row. */
export const properties = {
  properties: {
    finalUrl: '重定向后的链接',
    mirrors: '镜像',
    copyMirrors: '复制镜像链接',
    referrer: '来源页',
    headers: '请求头',
    hidden: '已隐藏',
    validators: '验证标识',
    notAsked: '向服务器请求后才知道',
    noValidators: '服务器没有提供',
  },
} as const;
