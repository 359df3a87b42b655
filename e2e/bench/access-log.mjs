// @ts-check

/**
 * @param {string} text of lines `connection msec request_time status`: connection number, end in seconds since 1970,
 *   duration in seconds
 * @returns {{ connections: number, atOnce: number, refused: number, requests: number }}
 *   connections that were opened, how many of them carried a request at the same time, replies with 503, and requests
 */
export function readAccessLog(text) {
  const requests = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [connection = '', endS = NaN, durationS = NaN, status = ''] = line.split(' ');
      return { connection, end: Math.round(Number(endS) * 1000), ms: Math.round(Number(durationS) * 1000), status };
    });
  const served = requests.filter(({ status }) => status !== '503');
  return {
    connections: new Set(requests.map(({ connection }) => connection)).size,
    atOnce: mostAtOnce(served),
    refused: requests.length - served.length,
    requests: requests.length,
  };
}

/**
 * An end comes before a beginning of the same millisecond: the next request on a kept connection.
 * @param {{ end: number, ms: number }[]} intervals
 */
function mostAtOnce(intervals) {
  const steps = intervals
    .flatMap(({ end, ms }) => [/** @type {const} */ ([end - ms, 1]), /** @type {const} */ ([end, -1])])
    .sort(([timeA, stepA], [timeB, stepB]) => timeA - timeB || stepA - stepB);
  let open = 0;
  let most = 0;
  for (const [, step] of steps) {
    open += step;
    most = Math.max(most, open);
  }
  return most;
}
