import { Copy, Eye, EyeOff, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { readWhole } from '../add/draft.ts';
import { useApp, useSetting, useWords } from '../context.tsx';
import { copyText } from '../copy.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { SwitchRow } from './rows.tsx';
import { SettingRow } from './SettingRow.tsx';
import { useKeptText } from './use-kept-text.ts';

const MAX_PORT = 65_535;

/** What lets other programs in: on, the rest of it is shown. */
export function RemoteSettings() {
  const { t } = useWords();
  const isOn = useSetting('remote');
  return (
    <>
      <SwitchRow setting="remote" label={t('remote.switch')} hint={t('remote.switchHint')} />
      {isOn && (
        <>
          <Port />
          <Secret />
          <ListenAll />
          <Allowed />
        </>
      )}
    </>
  );
}

function Port() {
  const { actions, remote } = useApp();
  const { t } = useWords();
  const stored = useSetting('remotePort');
  const state = useStore(remote.store, (held) => held.remote);
  const { valid, isTyped, field } = useKeptText({
    stored: String(stored),
    isValid: (text) => readWhole(text, MAX_PORT) !== null,
    keep: (text) => void actions.changeSettings({ remotePort: Number(text) }),
  });
  const problem = !valid
    ? t('remote.portInvalid')
    : state?.problem && !isTyped
      ? t(`remote.problem.${state.problem}`, { port: String(state.port) })
      : null;
  const isListening = state?.state === 'listening' && state.port === stored;
  const address = `http://127.0.0.1:${String(stored)}/jsonrpc`;
  return (
    <SettingRow
      label={t('remote.port')}
      id="settings-remotePort"
      labelled
      hint={isListening ? t('remote.listening', { address }) : t('remote.opening')}
      problem={problem}
    >
      <div className="flex gap-1">
        <input
          id="settings-remotePort"
          {...field}
          className="input w-20! text-center tabular-nums"
          inputMode="numeric"
          aria-describedby="settings-remotePort-hint"
          aria-invalid={problem !== null}
          data-testid="settings-remotePort"
        />
        <IconButton icon={Copy} label={t('remote.copyAddress')} onClick={() => void copyText(address)} />
      </div>
    </SettingRow>
  );
}

function Secret() {
  const { remote } = useApp();
  const { t } = useWords();
  const sealed = useStore(remote.store, (held) => held.remote?.sealed ?? true);
  const [shown, setShown] = useState<string | null>(null);
  const [note, setNote] = useState<'copied' | 'renewed' | null>(null);
  const hint = note === null ? t(sealed ? 'remote.secretHint' : 'remote.secretUnsealed') : t(`remote.${note}`);
  return (
    <SettingRow label={t('remote.secret')} id="settings-remoteSecret" labelled hint={hint}>
      <div className="flex gap-1">
        <input
          id="settings-remoteSecret"
          className="input w-58! font-mono text-2xs!"
          readOnly
          type={shown === null ? 'password' : 'text'}
          aria-describedby="settings-remoteSecret-hint"
          // As long as a secret is, and nothing of it.
          value={shown ?? '•'.repeat(32)}
          data-testid="settings-remoteSecret"
        />
        <IconButton
          icon={shown === null ? Eye : EyeOff}
          label={t(shown === null ? 'remote.show' : 'remote.hide')}
          data-testid="remote-show"
          onClick={() => {
            if (shown !== null) setShown(null);
            else void remote.secret().then(setShown);
          }}
        />
        <IconButton
          icon={Copy}
          label={t('remote.copySecret')}
          data-testid="remote-copy"
          onClick={() => {
            void remote.secret().then(async (secret) => {
              if (secret === null) return;
              await copyText(secret);
              setNote('copied');
            });
          }}
        />
        <Button
          icon={RotateCw}
          data-testid="remote-renew"
          onClick={() => {
            void remote.renewSecret().then((secret) => {
              if (secret === null) return;
              if (shown !== null) setShown(secret);
              setNote('renewed');
            });
          }}
        >
          {t('remote.renew')}
        </Button>
      </div>
    </SettingRow>
  );
}

function ListenAll() {
  const { t } = useWords();
  const problem = useSetting('remoteListenAll') ? t('remote.listenAllWarning') : null;
  return (
    <SwitchRow
      setting="remoteListenAll"
      label={t('remote.listenAll')}
      hint={t('remote.listenAllHint')}
      problem={problem}
    />
  );
}

function Allowed() {
  const { actions } = useApp();
  const { t } = useWords();
  const { field } = useKeptText({
    stored: useSetting('remoteAllowed'),
    keep: (text) => void actions.changeSettings({ remoteAllowed: text.trim() }),
  });
  return (
    <SettingRow label={t('remote.allowed')} id="settings-remoteAllowed" labelled hint={t('remote.allowedHint')}>
      <input
        id="settings-remoteAllowed"
        {...field}
        className="input w-56!"
        placeholder={t('remote.allowedNone')}
        aria-describedby="settings-remoteAllowed-hint"
        data-testid="settings-remoteAllowed"
      />
    </SettingRow>
  );
}
