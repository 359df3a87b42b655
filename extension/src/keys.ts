/** In every page: tells which keys were held at a click, just before a download may come of it. */
addEventListener(
  'pointerdown',
  ({ altKey, shiftKey, ctrlKey }) => {
    if (!altKey && !shiftKey && !ctrlKey) return;
    // Fails only while the extension is being updated, when there is nobody to tell.
    chrome.runtime.sendMessage({ type: 'keys', alt: altKey, shift: shiftKey, control: ctrlKey }).catch(() => undefined);
  },
  { capture: true, passive: true },
);
