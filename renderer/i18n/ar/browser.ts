export const browser = {
  connect: 'استلام التنزيلات من المتصفح',
  connectHint: 'لإضافة Sluice في Chrome و Chromium و Edge و Firefox. عند إيقافه يُزال كل ما وُضع لأجله.',
} as const;
