import { expect, test } from './support/test.ts';

test('the page is sandboxed, isolated, and has no Node', async ({ sluice }) => {
  const globals = await sluice.page.evaluate(() => ({
    found: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
      (name) => name in window,
    ),
    bridge: Object.keys((window as unknown as { sluice: object }).sluice).sort(),
    origin: location.origin,
    isSecure: isSecureContext,
  }));
  expect(globals).toEqual({
    found: [],
    bridge: ['command', 'onEvent'],
    origin: 'sluice-app://app',
    isSecure: true,
  });
  const preferences = await sluice.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
  // Off by default, and nobody turned them on.
  for (const name of ['allowRunningInsecureContent', 'experimentalFeatures', 'nodeIntegrationInSubFrames']) {
    expect([name, preferences[name] ?? false]).toEqual([name, false]);
  }
  expect(preferences['enableBlinkFeatures'] ?? '').toBe('');
});

test('the bridge cannot be replaced by the page', async ({ sluice }) => {
  const isFrozen = await sluice.page.evaluate(() => {
    const page = window as unknown as { sluice: { command: unknown } };
    const { command } = page.sluice;
    try {
      page.sluice.command = () => undefined;
      page.sluice = { command: () => undefined };
    } catch {
      // Strict mode says so.
    }
    return page.sluice.command === command;
  });
  expect(isFrozen).toBe(true);
});

test('the policy is strict, comes with the page, and holds', async ({ sluice }) => {
  const { page } = sluice;
  const headers = await page.evaluate(async () => {
    const reply = await fetch(location.href);
    return { policy: reply.headers.get('content-security-policy'), sniff: reply.headers.get('x-content-type-options') };
  });
  expect(headers.sniff).toBe('nosniff');
  expect(headers.policy).toContain("default-src 'none'");
  expect(headers.policy).toContain("script-src 'self'");
  expect(headers.policy).not.toMatch(/unsafe|\*|http/);

  const outcomes = await page.evaluate(async () => {
    const violated: string[] = [];
    // Violations are told in a later turn: the last of them ends the wait.
    const told = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        violated.push(event.effectiveDirective);
        if (new Set(violated).size === 5) resolve();
      });
    });
    const attempt = (work: () => unknown): string => {
      try {
        work();
        return 'allowed';
      } catch (error) {
        return error instanceof Error ? error.name : 'thrown';
      }
    };
    // DevTools' own calls are exempt from the ban on eval, the turns after them are not.
    await new Promise((resolve) => setTimeout(resolve));
    const evaluated = attempt(() => (0, eval)('1 + 1'));
    const constructed = attempt(() => new Function('return 1')());
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    const image = new Image();
    image.src = 'https://example.org/pixel.png';
    const frame = document.createElement('iframe');
    frame.src = 'https://example.org/';
    document.body.append(frame);
    const fetched = await fetch('https://example.org/').then(
      () => 'allowed',
      () => 'refused',
    );
    await told;
    frame.remove();
    return { evaluated, constructed, fetched, injected: 'injected' in window, violated: [...new Set(violated)].sort() };
  });
  expect(outcomes).toMatchObject({
    evaluated: 'EvalError',
    constructed: 'EvalError',
    fetched: 'refused',
    injected: false,
  });
  expect(outcomes.violated).toEqual(['connect-src', 'frame-src', 'img-src', 'script-src', 'script-src-elem']);
});

test('the page itself keeps its own policy', async ({ sluice, server }) => {
  const { page } = sluice;
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.reload();
  await page.waitForLoadState('load');
  const url = server.serve('/a.iso', { size: 2_000_000, seed: 1 });
  server.hold('/a.iso', { atOffset: 1_000_000 });
  await sluice.command('downloads:add', { urls: [url] });
  await expect(page.getByText('a.iso').first()).toBeVisible();
  // Sheets bring styles of their own along, which a strict policy might catch.
  for (const name of ['Add', 'Settings']) {
    await page.getByRole('button', { name }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  expect(complaints).toEqual([]);
});

test('the page goes nowhere and opens nothing', async ({ sluice, server }) => {
  const { page, electron } = sluice;
  const url = server.serve('/page.html', { size: 100, seed: 1 });
  const before = page.url();
  await page.evaluate((target) => {
    location.href = target;
  }, url);
  await page.evaluate((target) => {
    const link = document.createElement('a');
    link.href = target;
    link.target = '_blank';
    document.body.append(link);
    link.click();
    link.target = '';
    link.click();
    link.remove();
  }, url);
  await page.evaluate(() => {
    location.href = 'file:///etc/passwd';
  });
  const opened = await page.evaluate((target) => window.open(target) !== null, url);
  expect(opened).toBe(false);
  // A round trip, so that a navigation that was let through would have begun.
  await sluice.command('app:info');
  expect(page.url()).toBe(before);
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(electron.windows()).toHaveLength(1);
  expect(server.requests).toEqual([]);
});

test('every permission is refused', async ({ sluice }) => {
  const states = await sluice.page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'local-fonts'];
    const found: Record<string, string> = {};
    for (const name of names) {
      found[name] = await navigator.permissions.query({ name: name as PermissionName }).then(
        ({ state }) => state,
        () => 'denied',
      );
    }
    const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'allowed',
      () => 'refused',
    );
    return { found, media, notification: await Notification.requestPermission() };
  });
  expect(Object.values(states.found)).not.toContain('granted');
  expect(states.media).toBe('refused');
  expect(states.notification).toBe('denied');
});

test('the scheme serves the page’s files and nothing else', async ({ sluice }) => {
  const statuses = await sluice.page.evaluate(async () => {
    const paths = [
      '/index.html',
      '/',
      '/../main/main.js',
      '/..%2fmain/main.js',
      '/%2e%2e%2fmain%2fmain.js',
      '/..%5cmain%5cmain.js',
      '/assets/..%2f..%2f..%2fpackage.json',
      '/assets',
      '/etc/passwd',
      '//etc/passwd',
      '/x%00.html',
    ];
    const found: Record<string, number | string> = {};
    for (const path of paths) {
      found[path] = await fetch(`sluice-app://app${path}`).then(
        ({ status }) => status,
        () => 'refused',
      );
    }
    found['other host'] = await fetch('sluice-app://other/index.html').then(
      ({ status }) => status,
      () => 'refused',
    );
    for (const scheme of ['sluice-other:', 'app:', 'chrome:', 'devtools:']) {
      found[scheme] = await fetch(`${scheme}//app/index.html`).then(
        ({ status }) => status,
        () => 'refused',
      );
    }
    found['POST'] = (await fetch('/index.html', { method: 'POST' })).status;
    found['file:'] = await fetch('file:///etc/passwd').then(
      ({ status }) => status,
      () => 'refused',
    );
    return found;
  });
  const { '/index.html': page, POST, 'other host': other, 'file:': file, ...others } = statuses;
  const { 'sluice-other:': unknown, 'app:': app, 'chrome:': chrome, 'devtools:': tools, ...rest } = others;
  expect([unknown, app, chrome, tools]).toEqual(Array(4).fill('refused'));
  expect([page, POST, other, file]).toEqual([200, 405, 'refused', 'refused']);
  expect([...new Set(Object.values(rest))]).toEqual([404]);
});

test('commands that break the contract are refused in words and do nothing', async ({ sluice }) => {
  for (const [name, request] of [
    ['downloads:format-disk', undefined],
    ['__proto__', undefined],
    [{ evil: true }, undefined],
    ['downloads:add', { urls: [] }],
    ['downloads:add', { urls: ['https://example.org/'], directory: 7 }],
    ['downloads:pause', { ids: 'all' }],
    ['settings:update', { theme: 'sepia' }],
  ] as const) {
    expect(await sluice.rawCommand(name, request)).toMatchObject({ ok: false, failure: { code: 'bad-option' } });
  }
  expect(await sluice.list()).toEqual([]);
});

test('a command from any other frame or page is refused', async ({ sluice }) => {
  const outcomes = await sluice.electron.evaluate(async ({ BrowserWindow, ipcMain }) => {
    // What Electron calls for an invoke, with senders that are not the window's main frame.
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, (...args: unknown[]) => unknown> })
      ._invokeHandlers;
    const handle = handlers.get('sluice:command');
    const main = BrowserWindow.getAllWindows()[0]?.webContents.mainFrame;
    if (!handle || !main) throw new Error('no handler');
    const from = (senderFrame: unknown) => Promise.resolve(handle({ senderFrame }, 'app:info', undefined));
    return {
      own: await from(main),
      gone: await from(null),
      lookalike: await from({ origin: 'sluice-app://app', url: 'sluice-app://app/index.html' }),
    };
  });
  expect(outcomes.own).toMatchObject({ ok: true });
  expect(outcomes.gone).toMatchObject({ ok: false, failure: { code: 'bad-option' } });
  expect(outcomes.lookalike).toMatchObject({ ok: false, failure: { code: 'bad-option' } });
});
