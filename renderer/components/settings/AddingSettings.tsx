import { useWords } from '../context.tsx';
import { SwitchRow } from './rows.tsx';

/** How links come in. */
export function AddingSettings() {
  const { t } = useWords();
  return (
    <>
      <SwitchRow setting="previewLinks" label={t('settings.previewLinks')} hint={t('settings.previewLinksHint')} />
      <SwitchRow setting="watchClipboard" label={t('clipboard.setting')} hint={t('clipboard.settingHint')} />
    </>
  );
}
