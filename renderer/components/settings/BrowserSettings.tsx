import { useWords } from '../context.tsx';
import { SwitchRow } from './rows.tsx';

export function BrowserSettings() {
  const { t } = useWords();
  return <SwitchRow setting="browserIntegration" label={t('browser.connect')} hint={t('browser.connectHint')} />;
}
