import { useApp, useUi, useWords } from '../context.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { AddingSettings } from './AddingSettings.tsx';
import { DownloadSettings } from './DownloadSettings.tsx';
import { WindowSettings } from './WindowSettings.tsx';

export function SettingsSheet() {
  const { ui } = useApp();
  const { t } = useWords();
  const version = useUi((state) => state.info?.version);
  return (
    <Sheet title={t('settings.title')} testId="settings-sheet" width={620} onClose={ui.closeSheet} closesOutside>
      <div className="flex flex-col gap-6 overflow-y-auto px-5 pt-4 pb-5">
        <section aria-labelledby="settings-downloads">
          <h3 id="settings-downloads" className="mb-3 text-xs font-semibold text-muted">
            {t('settings.downloads')}
          </h3>
          <DownloadSettings />
          <AddingSettings />
        </section>
        <section aria-labelledby="settings-window">
          <h3 id="settings-window" className="mb-1 text-xs font-semibold text-muted">
            {t('settings.window')}
          </h3>
          <WindowSettings />
        </section>
      </div>
      <footer className="flex flex-none justify-between border-t border-line px-5 py-3 text-xs text-muted">
        <span>{t('settings.saved')}</span>
        {version !== undefined && <span className="selectable">{t('settings.about', { version })}</span>}
      </footer>
    </Sheet>
  );
}
