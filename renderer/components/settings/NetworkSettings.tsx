import { useState } from 'react';
import { useStore } from 'zustand';
import {
  PROXY_WORDS,
  isProxyWord,
  proxyPlace,
  readProxy,
  type ProxyScheme,
  type ProxyWord,
} from '../../../shared/proxy.ts';
import { useApp, useSetting, useWords } from '../context.tsx';
import { Button } from '../ui/Button.tsx';
import { SettingRow } from './SettingRow.tsx';

const KINDS = ['http', 'https', 'socks5h', 'socks5'] as const satisfies ProxyScheme[];

/** Scheme, and host with port, of a proxy's address. */
function partsOf(address: string): { readonly kind: ProxyScheme; readonly server: string } {
  const [, scheme, server = ''] = /^([a-z0-9]+):\/\/(.*)$/.exec(address) ?? [];
  return { kind: KINDS.find((kind) => kind === scheme) ?? 'http', server };
}

export function NetworkSettings() {
  const { actions } = useApp();
  const { t } = useWords();
  const stored = useSetting('proxy');
  /** Chosen, while there is no address yet. */
  const [wantsOwn, setWantsOwn] = useState(false);
  const isOwn = wantsOwn || !isProxyWord(stored);
  return (
    <div>
      <SettingRow label={t('network.proxy')} id="settings-proxy" labelled hint={t('network.proxyHint')}>
        <select
          id="settings-proxy"
          className="input"
          aria-describedby="settings-proxy-hint"
          value={isOwn ? 'own' : stored}
          data-testid="settings-proxy"
          onChange={(event) => {
            const { value } = event.target;
            setWantsOwn(value === 'own');
            if (value !== 'own') void actions.changeSettings({ proxy: value as ProxyWord });
          }}
        >
          {PROXY_WORDS.map((word) => (
            <option key={word} value={word}>
              {t(`proxyWords.${word}`)}
            </option>
          ))}
          <option value="own">{t('network.own')}</option>
        </select>
      </SettingRow>
      {isOwn && <OwnProxy stored={isProxyWord(stored) ? '' : stored} />}
      {(isOwn || stored !== 'none') && <Bypass />}
    </div>
  );
}

function OwnProxy({ stored }: { readonly stored: string }) {
  const { actions } = useApp();
  const { t } = useWords();
  const [kind, setKind] = useState(partsOf(stored).kind);
  const [typed, setTyped] = useState<string | null>(null);
  const server = typed ?? partsOf(stored).server;
  const read = readProxy(`${kind}://${server.trim()}`);
  const valid = read.ok && !server.includes('@');
  function change(nextKind: ProxyScheme, nextServer: string): void {
    setKind(nextKind);
    setTyped(nextServer);
    const next = readProxy(`${nextKind}://${nextServer.trim()}`);
    if (next.ok && !nextServer.includes('@')) void actions.changeSettings({ proxy: next.url });
  }
  const place = stored === '' ? null : proxyPlace(stored);
  return (
    <>
      <SettingRow
        label={t('network.address')}
        id="settings-proxy-address"
        labelled
        hint={t('network.addressHint')}
        problem={valid ? null : t(server.includes('@') ? 'network.addressSignIn' : 'network.addressInvalid')}
      >
        <div className="flex gap-2">
          <select
            className="input w-36!"
            aria-label={t('network.kind')}
            value={kind}
            data-testid="settings-proxy-kind"
            onChange={(event) => {
              change(event.target.value as ProxyScheme, server);
            }}
          >
            {KINDS.map((option) => (
              <option key={option} value={option}>
                {t(`network.kinds.${option}`)}
              </option>
            ))}
          </select>
          <input
            id="settings-proxy-address"
            className="input w-52!"
            autoComplete="off"
            spellCheck={false}
            aria-describedby="settings-proxy-address-hint"
            aria-invalid={!valid}
            value={server}
            data-testid="settings-proxy-address"
            onChange={(event) => {
              change(kind, event.target.value);
            }}
            onBlur={() => {
              if (valid) setTyped(null);
            }}
          />
        </div>
      </SettingRow>
      {place !== null && <ProxySignIn key={place} place={place} />}
    </>
  );
}

/** User name and password of the proxy: never among the settings, which lie open on the disk. */
function ProxySignIn({ place }: { readonly place: string }) {
  const { identity } = useApp();
  const { t } = useWords();
  const keyStore = useStore(identity.store, (state) => state.keyStore);
  const known = useStore(identity.store, (state) => state.signIns.find((one) => one.place === place));
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  if (known) {
    return (
      <SettingRow
        label={t('network.signIn')}
        hint={known.kept ? t('network.signedIn', { user: known.user }) : t('signIn.untilQuit', { user: known.user })}
      >
        <Button data-testid="settings-proxy-forget" onClick={() => void identity.removeSignIn(place)}>
          {t('network.forget')}
        </Button>
      </SettingRow>
    );
  }
  return (
    <SettingRow label={t('network.signIn')} hint={t(keyStore ? 'network.signInHint' : 'network.signInUnkept')}>
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (user === '') return;
          void identity.putSignIn(place, { user, password });
          setPassword('');
        }}
      >
        <input
          className="input w-28!"
          autoComplete="off"
          spellCheck={false}
          aria-label={t('advanced.user')}
          placeholder={t('advanced.user')}
          value={user}
          data-testid="settings-proxy-user"
          onChange={(event) => {
            setUser(event.target.value);
          }}
        />
        <input
          type="password"
          className="input w-28!"
          autoComplete="off"
          aria-label={t('advanced.password')}
          placeholder={t('advanced.password')}
          value={password}
          data-testid="settings-proxy-password"
          onChange={(event) => {
            setPassword(event.target.value);
          }}
        />
        <Button type="submit" data-testid="settings-proxy-save" disabled={user === ''}>
          {t('network.save')}
        </Button>
      </form>
    </SettingRow>
  );
}

function Bypass() {
  const { actions } = useApp();
  const { t } = useWords();
  const stored = useSetting('proxyBypass');
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <SettingRow label={t('network.bypass')} id="settings-proxyBypass" labelled hint={t('network.bypassHint')}>
      <input
        id="settings-proxyBypass"
        className="input w-64!"
        autoComplete="off"
        spellCheck={false}
        maxLength={16_384}
        aria-describedby="settings-proxyBypass-hint"
        value={typed ?? stored}
        data-testid="settings-proxyBypass"
        onChange={(event) => {
          setTyped(event.target.value);
          void actions.changeSettings({ proxyBypass: event.target.value });
        }}
        onBlur={() => {
          setTyped(null);
        }}
      />
    </SettingRow>
  );
}
