/**
 * Writes to a standard stream until its reader goes away (`| head`, a closed terminal). Then it falls silent: the
 * download is what was asked for, its report is not, and an EPIPE must not end it.
 */
export function processOutput(stream: NodeJS.WriteStream): {
  write: (text: string) => void;
  drain: () => Promise<void>;
} {
  let gone = false;
  stream.on('error', () => {
    gone = true;
  });
  return {
    write(text) {
      if (!gone) stream.write(text);
    },
    /** Resolves when everything written has left the process. */
    drain: () =>
      new Promise((resolve) => {
        if (gone) resolve();
        else
          stream.write('', () => {
            resolve();
          });
      }),
  };
}
