import { once } from 'node:events';
import { mkdtempSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { encodeFrame, FrameReader } from './frames.ts';
import { runHelper } from './helper.ts';
import { BrowserServer } from './server.ts';

const servers: BrowserServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const place = (): string => mkdtempSync(join(tmpdir(), 'sluice-socket-'));

test.skipIf(process.platform === 'win32')(
  'only this user can connect; what is malformed is cut off unquoted',
  async () => {
    const path = join(place(), 'a.sock');
    const problems: string[] = [];
    const server = new BrowserServer({ path, handle: () => undefined, onProblem: (what) => problems.push(what) });
    servers.push(server);
    await server.open();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const socket = connect(path);
    socket.write(encodeFrame({ type: 'take', id: 1, download: { url: 'file:///etc/passwd', cookie: 'secret' } }));
    await once(socket, 'close');
    expect(problems.join()).toContain('refused');
    expect(problems.join()).not.toContain('secret');
  },
);

test.skipIf(process.platform === 'win32')(
  'the helper passes on what both sides say, and starts the app once',
  async () => {
    const path = join(place(), 'b.sock');
    const server = new BrowserServer({
      path,
      handle: (request, client) => client.send({ type: 'done', id: request.id, added: 1, refused: 0 }),
      onProblem: () => undefined,
    });
    servers.push(server);
    let starts = 0;
    const stdin = new PassThrough();
    const stdout = new PassThrough();
    const ended = runHelper({
      socketPath: path,
      stdin,
      stdout,
      startApp() {
        starts += 1;
        void server.open();
      },
    });
    stdin.write(encodeFrame({ type: 'show', id: 3 }));
    const [bytes] = (await once(stdout, 'data')) as [Buffer];
    expect(new FrameReader().push(bytes)).toEqual([{ type: 'done', id: 3, added: 1, refused: 0 }]);
    expect(starts).toBe(1);
    stdin.end();
    await ended;
  },
);

test.skipIf(process.platform === 'win32')('a look at the state starts nothing', async () => {
  const stdin = new PassThrough();
  stdin.write(encodeFrame({ type: 'watch', id: 1 }));
  await runHelper({
    socketPath: join(tmpdir(), 'sluice-no-such.sock'),
    stdin,
    stdout: new PassThrough(),
    startApp: () => expect.unreachable(),
  });
});
