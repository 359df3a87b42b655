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
import { NETWORK_SETTINGS } from '../../../shared/settings/network.ts';
import { useApp, useSetting, useWords } from '../context.tsx';
import { Button } from '../ui/Button.tsx';
import { SwitchRow } from './rows.tsx';
import { SettingRow } from './SettingRow.tsx';
import { useKeptText } from './use-kept-text.ts';

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
      <NameServer />
      <SwitchRow
        setting="systemCertificates"
        label={t('network.systemCertificates')}
        hint={t('network.systemCertificatesHint')}
      />
    </div>
  );
}

function OwnProxy({ stored }: { readonly stored: string }) {
  const { actions } = useApp();
  const { t } = useWords();
  const [kind, setKind] = useState(partsOf(stored).kind);
  const read = (scheme: ProxyScheme, server: string): string | null => {
    const found = readProxy(`${scheme}://${server.trim()}`);
    return found.ok && !server.includes('@') ? found.url : null;
  };
  const keep = (scheme: ProxyScheme, server: string): void => {
    const proxy = read(scheme, server);
    if (proxy !== null) void actions.changeSettings({ proxy });
  };
  const { valid, field } = useKeptText({
    stored: partsOf(stored).server,
    isValid: (server) => read(kind, server) !== null,
    keep: (server) => {
      keep(kind, server);
    },
  });
  const place = stored === '' ? null : proxyPlace(stored);
  return (
    <>
      <SettingRow
        label={t('network.address')}
        id="settings-proxy-address"
        labelled
        hint={t('network.addressHint')}
        problem={valid ? null : t(field.value.includes('@') ? 'network.addressSignIn' : 'network.addressInvalid')}
      >
        <div className="flex gap-2">
          <select
            className="input w-36!"
            aria-label={t('network.kind')}
            value={kind}
            data-testid="settings-proxy-kind"
            onChange={(event) => {
              const next = event.target.value as ProxyScheme;
              setKind(next);
              keep(next, field.value);
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
            {...field}
            className="input w-52!"
            aria-describedby="settings-proxy-address-hint"
            data-testid="settings-proxy-address"
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
  const { field } = useKeptText({
    stored: useSetting('proxyBypass'),
    keep: (proxyBypass) => void actions.changeSettings({ proxyBypass }),
  });
  return (
    <SettingRow label={t('network.bypass')} id="settings-proxyBypass" labelled hint={t('network.bypassHint')}>
      <input
        id="settings-proxyBypass"
        {...field}
        className="input w-64!"
        maxLength={16_384}
        aria-describedby="settings-proxyBypass-hint"
        data-testid="settings-proxyBypass"
      />
    </SettingRow>
  );
}

/** DNS over HTTPS. */
function NameServer() {
  const { actions } = useApp();
  const { t } = useWords();
  const { valid, field } = useKeptText({
    stored: useSetting('dnsOverHttps'),
    isValid: (text) => NETWORK_SETTINGS.dnsOverHttps.safeParse(text.trim()).success,
    keep: (text) => void actions.changeSettings({ dnsOverHttps: text.trim() }),
  });
  return (
    <SettingRow
      label={t('network.names')}
      id="settings-dnsOverHttps"
      labelled
      hint={t('network.namesHint')}
      problem={valid ? null : t('network.namesInvalid')}
    >
      <input
        id="settings-dnsOverHttps"
        {...field}
        className="input w-64!"
        aria-describedby="settings-dnsOverHttps-hint"
        data-testid="settings-dnsOverHttps"
      />
    </SettingRow>
  );
}
