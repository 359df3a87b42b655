/** Words of the programs and addresses that are told what becomes of downloads. */
export const hooks = {
  title: 'تشغيل برنامج أو إعلام عنوان ويب',
  hint: 'عندما يبدأ تنزيل أو يكتمل أو يفشل. يُذكر في السجل ما لم ينجح منها.',
  add: 'إضافة',
  group: 'الخطّاف {{number}}',
  // Goes on with one of the three below it.
  when: 'الإعلام عند',
  on: { start: 'بدء التنزيل', finish: 'اكتماله', fail: 'فشله' },
  onMissing: 'اختر متى يكون ذلك.',
  kind: 'ما يُعلَم',
  kinds: { program: 'برنامج', web: 'عنوان ويب' },
  program: 'البرنامج',
  programHint: 'مساره، أو اسمه في PATH. تصله المعلومات بمتغيّرات مثل SLUICE_PATH، وبصيغة JSON عبر stdin.',
  programMissing: 'أدخل مسار برنامج.',
  arguments: 'الوسائط',
  argumentsHint: 'واحد في كل سطر، كما هو: لا تعالجها أي صدفة (shell).',
  argumentsInvalid: 'يسألك Sluice قبل تشغيله، ولا يمكنه عرض كل هذا. ضعه في نص برمجي.',
  url: 'العنوان',
  urlHint: 'تُرسل إليه المعلومات بصيغة JSON وبطريقة POST.',
  urlHintUnkept:
    'تُرسل إليه المعلومات بصيغة JSON وبطريقة POST. لا مخزن مفاتيح في هذا النظام: يُنسى عند إنهاء Sluice كل عنوان فيه مسار أو استعلام.',
  urlInvalid: 'أدخل عنوان http أو https دون اسم مستخدم وكلمة مرور.',
  save: 'حفظ',
  saved: 'حُفظ',
  remove: 'إزالة',
  notKept: 'لم يُحفظ: لم يُسمح به، أو تعذّر على Sluice حفظه.',
} as const;
