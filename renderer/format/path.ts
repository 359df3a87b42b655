/** An absolute path of any system, or nothing: no folder chosen. */
export const isFolder = (text: string): boolean => text === '' || /^(?:\/|[a-z]:[\\/]|\\\\)/i.test(text);
