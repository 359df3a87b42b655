/** Of the window, in device-independent pixels. */
export const DEFAULT_SIZE = { width: 1180, height: 760 };
export const MINIMUM_SIZE = { width: 640, height: 420 };
