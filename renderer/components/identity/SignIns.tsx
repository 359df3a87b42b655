import { Trash2 } from 'lucide-react';
import { useStore } from 'zustand';
import { useApp, useWords } from '../context.tsx';
import { SettingRow } from '../settings/SettingRow.tsx';
import { IconButton } from '../ui/Button.tsx';

/** Where user names and passwords are remembered, without the passwords. */
export function SignIns() {
  const { identity } = useApp();
  const { t } = useWords();
  const signIns = useStore(identity.store, (state) => state.signIns);
  const keyStore = useStore(identity.store, (state) => state.keyStore);
  return (
    <div>
      <SettingRow label={t('signIn.label')} hint={t(keyStore ? 'signIn.labelHint' : 'signIn.noKeyStore')}>
        <span className="text-xs text-muted">{signIns.length === 0 && t('signIn.none')}</span>
      </SettingRow>
      {signIns.map(({ place, user, kept }) => (
        <SettingRow key={place} label={place} hint={kept ? user : t('signIn.untilQuit', { user })}>
          <IconButton
            kind="ghost"
            icon={Trash2}
            label={t('signIn.forget', { place })}
            data-testid="sign-in-forget"
            data-place={place}
            onClick={() => void identity.removeSignIn(place)}
          />
        </SettingRow>
      ))}
    </div>
  );
}
