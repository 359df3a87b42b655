/** Puts text on the clipboard. Must be called from a click or a key press. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // The asynchronous clipboard needs a permission that a locked-down session may deny; the old command does not.
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}
