/** Words of the columns, and of the order of rows. */
export const columns = {
  column: {
    label: 'الأعمدة',
    name: 'الاسم',
    progress: 'التقدم',
    state: 'الحالة',
    size: 'الحجم',
    speed: 'السرعة',
    left: 'الوقت',
    connections: 'الاتصالات',
    host: 'الخادم',
    added: 'أُضيف',
    order: 'ترتيب الطابور',
    usual: 'الأعمدة والعروض المعتادة',
    keys: 'اضغط Shift مع مفاتيح الأسهم لتغيير العرض، وAlt معها لتغيير المكان.',
    said: 'أصبح العمود {{name}} رقم {{rank}} من {{of}}.',
  },
  sort: {
    label: 'الترتيب حسب',
    ascending: 'تصاعدي',
    descending: 'تنازلي',
  },
  panes: {
    sidebar: 'عرض الشريط الجانبي',
    detail: 'عرض التفاصيل',
  },
} as const;
