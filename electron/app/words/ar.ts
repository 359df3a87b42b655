import type { Words } from './words.ts';

const rules = new Intl.PluralRules('ar');
const numbers = new Intl.NumberFormat('ar-u-nu-latn');

/** Few is 3 to 10, many 11 to 99. */
function files(count: number): string {
  const figure = numbers.format(count);
  switch (rules.select(count)) {
    case 'one':
      return 'تنزيل واحد';
    case 'two':
      return 'تنزيلان';
    case 'few':
      return `${figure} تنزيلات`;
    case 'many':
      return `${figure} تنزيلًا`;
    case 'zero':
    case 'other':
      return `${figure} تنزيل`;
  }
}

export const ar: Words = {
  show: 'إظهار Sluice',
  add: 'إضافة…',
  addFromClipboard: 'إضافة من الحافظة…',
  pauseAll: 'إيقاف الكل مؤقتًا',
  resumeAll: 'استئناف الكل',
  quit: 'إنهاء Sluice',
  tooltipIdle: 'Sluice',
  tooltipActive: (active, rate) => `Sluice: ${files(active)}، ${rate}`,
  badge: (active) => `الجارية: ${files(active)}`,

  menuFile: 'ملف',
  menuEdit: 'تحرير',
  menuDownloads: 'التنزيلات',
  menuView: 'عرض',
  menuWindow: 'نافذة',
  undo: 'تراجع',
  redo: 'إعادة',
  cut: 'قص',
  copy: 'نسخ',
  paste: 'لصق',
  selectAll: 'تحديد الكل',
  zoomIn: 'تكبير',
  zoomOut: 'تصغير',
  actualSize: 'الحجم الفعلي',
  fullScreen: 'ملء الشاشة',
  close: 'إغلاق النافذة',
  minimize: 'تصغير النافذة',

  closedTitle: 'تستمر التنزيلات في الخلفية',
  closedMessage: (active) =>
    `لا يزال يعمل: ${files(active)}. يبقى Sluice في شريط النظام حتى تنهيه؛ وأيقونته هناك تعيد النافذة.`,
  keepRunning: 'الاستمرار',
  quitNow: 'إنهاء',

  finishedTitle: 'اكتمل التنزيل',
  failedTitle: 'فشل التنزيل',
  manyFinished: (count) => `اكتمل: ${files(count)}`,
  manyFailed: (count) => `فشل: ${files(count)}`,

  setAsideTitle: 'تلفت قائمة التنزيلات',
  setAsideMessage: (path) =>
    `بدأت قائمة جديدة. الملفات والملفات الجزئية في أماكنها: أضف الرابط من جديد بالمجلد نفسه ليتابع من ملفه الجزئي. حُفظت القائمة التالفة باسم ${path}.`,
  startFailedTitle: 'تعذّر تشغيل Sluice',

  hookTitle: 'هل تسمح لـ Sluice بتشغيل هذا البرنامج من تلقاء نفسه؟',
  hookMessage: (programs) => `يُشغَّل عند بدء تنزيل أو اكتماله أو فشله، وبصلاحياتك:\n\n${programs}`,
  hookAllow: 'السماح',
  hookRefuse: 'عدم السماح',

  menuHelp: 'مساعدة',
  settings: 'الإعدادات…',
  find: 'بحث',
  details: 'إظهار التفاصيل أو إخفاؤها',
  shortcuts: 'اختصارات لوحة المفاتيح',
  log: 'السجل',
  dataFile: 'بيانات Sluice',
  licences: 'التراخيص',
  checkForUpdates: 'التحقق من التحديثات…',
  basket: 'سلة الإفلات',
  slowMode: 'الوضع البطيء',
  limit: 'الحد الأقصى',
  noLimit: 'بلا حد',
  whenDone: 'عند انتهاء كل شيء',
  doneNothing: 'عدم فعل شيء',
  doneNotify: 'إشعار',
  doneQuit: 'إنهاء البرنامج',
  doneSleep: 'سكون',
  doneShutDown: 'إيقاف التشغيل',
  allDoneTitle: 'انتهت كل التنزيلات',
  allDoneBody: 'لم يبق شيء لفعله.',
  openFile: 'فتح',
  showFile: 'إظهار في المجلد',
  tooltipPaused: 'Sluice: متوقف مؤقتًا',
  tooltipFailed: 'Sluice: فشل تنزيل',
  trayDownload: (name, percent) => (percent === null ? name : `${name}: ${numbers.format(percent)} ٪`),
  trayMore: (count) => `و${files(count)} أخرى`,
};
