// @ts-check
/**
 * What set-up has to tell goes to stderr, so that stdout carries only what the
 * command itself was asked for (the app's progress, the test results).
 */

/** An expected failure: its message is for the person, without a stack. */
export class SetupError extends Error {}

/** @param {string} text */
export const say = (text) => void process.stderr.write(`${text}\n`);

/** @param {unknown} error */
export function sayError(error) {
  say(error instanceof SetupError ? `\n${error.message}` : String(/** @type {any} */ (error)?.stack ?? error));
}

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

const MB = 1_000_000;

/**
 * A progress line: rewritten in place on a terminal, a plain line every tenth
 * when piped (a CI log has no use for two hundred lines).
 * @param {string} label
 * @param {number} total bytes expected
 */
export function progress(label, total) {
  const tty = process.stderr.isTTY;
  let lastTenth = 0;
  return {
    /** @param {number} done bytes so far */
    update(done) {
      const share = Math.min(1, done / total);
      const text = `${label}: ${Math.round(done / MB)} of ${Math.round(total / MB)} MB`;
      if (tty) process.stderr.write(`\r\x1b[2K${text} (${Math.floor(share * 100)} %)`);
      else if (Math.floor(share * 10) > lastTenth) {
        lastTenth = Math.floor(share * 10);
        say(text);
      }
    },
    end() {
      if (tty) process.stderr.write('\r\x1b[2K');
    },
  };
}
