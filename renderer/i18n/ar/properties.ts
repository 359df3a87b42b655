/** Words of what is known of a download beyond its row. */
export const properties = {
  properties: {
    finalUrl: 'الرابط بعد التحويلات',
    mirrors: 'المرايا',
    copyMirrors: 'نسخ روابط المرايا',
    referrer: 'الصفحة المُحيلة',
    headers: 'ترويسات الطلب',
    hidden: 'مخفي',
    validators: 'علامات النسخة',
    notAsked: 'تُعرف بعد سؤال الخادم',
    noValidators: 'لا يعطي الخادم أيًّا منها',
  },
} as const;
