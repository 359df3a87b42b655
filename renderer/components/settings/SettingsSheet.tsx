import { useState, type ComponentType } from 'react';
import { flushSync } from 'react-dom';
import { useApp, useUi, useWords } from '../context.tsx';
import { HostRules } from '../hosts/HostRules.tsx';
import { SignIns } from '../identity/SignIns.tsx';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { SheetSearch } from '../ui/SheetSearch.tsx';
import { AddingSettings } from './AddingSettings.tsx';
import { BrowserSettings } from './BrowserSettings.tsx';
import { KeyboardSettings, NotificationSettings, PowerSettings, StartSettings } from './DesktopSettings.tsx';
import { DataSettings } from './DataSettings.tsx';
import { DownloadSettings } from './DownloadSettings.tsx';
import { LimitSettings } from './LimitSettings.tsx';
import { HookSettings } from './HookSettings.tsx';
import { NetworkSettings } from './NetworkSettings.tsx';
import { QueueSettings } from './QueueSettings.tsx';
import { RemoteSettings } from './RemoteSettings.tsx';
import { SectionNav } from './SectionNav.tsx';
import { SettingsQuery } from './SettingRow.tsx';
import { useSectionInView } from './use-section-in-view.ts';
import { UpdateSettings } from './UpdateSettings.tsx';
import { WindowSettings } from './WindowSettings.tsx';

/** In the order they are shown. */
const SECTIONS = {
  downloads: DownloadSettings,
  adding: AddingSettings,
  queues: QueueSettings,
  limits: LimitSettings,
  network: NetworkSettings,
  hosts: HostRules,
  signIns: SignIns,
  window: WindowSettings,
  start: StartSettings,
  notifications: NotificationSettings,
  power: PowerSettings,
  keyboard: KeyboardSettings,
  browser: BrowserSettings,
  remote: RemoteSettings,
  hooks: HookSettings,
  data: DataSettings,
  updates: UpdateSettings,
} as const satisfies Record<string, ComponentType>;
const NAMES = Object.keys(SECTIONS) as readonly (keyof typeof SECTIONS)[];

export function SettingsSheet() {
  const { ui, desktop } = useApp();
  const { t } = useWords();
  const version = useUi((state) => state.info?.version);
  const [query, setQuery] = useState('');
  const { body, current, onScroll, goTo } = useSectionInView(NAMES, 'downloads');
  return (
    <Sheet title={t('settings.title')} testId="settings-sheet" width={860} onClose={ui.closeSheet} closesOutside>
      <SheetSearch label={t('settings.search')} value={query} testId="settings-search" onChange={setQuery} />
      <SettingsQuery value={query.trim().toLowerCase()}>
        <div className="flex min-h-0">
          <SectionNav
            names={NAMES}
            current={current}
            label={(name) => t(`settings.sections.${name}`)}
            onChoose={(name, reads) => {
              // Sections that were not sought are back before one of them is scrolled to.
              flushSync(() => {
                setQuery('');
              });
              goTo(name);
              if (reads) document.getElementById(`settings-${name}`)?.focus();
            }}
          />
          <div
            ref={body}
            className="settings relative flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto px-5 pt-4 pb-5"
            onScroll={onScroll}
          >
            {NAMES.map((name) => {
              const Section = SECTIONS[name];
              return (
                <section
                  key={name}
                  aria-labelledby={`settings-${name}`}
                  data-section={name}
                  data-testid={`section-${name}`}
                >
                  <h3 id={`settings-${name}`} tabIndex={-1} className="mb-1 text-xs font-semibold text-muted">
                    {t(`settings.sections.${name}`)}
                  </h3>
                  <Section />
                </section>
              );
            })}
            <p className="settings-none py-8 text-center text-muted" role="status">
              {t('settings.nothing', { query: query.trim() })}
            </p>
          </div>
        </div>
      </SettingsQuery>
      <footer className="flex flex-none items-center justify-between border-t border-line px-5 py-3 text-xs text-muted">
        <span>{t('settings.saved')}</span>
        <span className="flex items-center gap-3">
          {version !== undefined && <span className="selectable">{t('settings.about', { version })}</span>}
          <Button
            small
            kind="ghost"
            className="-my-1 text-accent-text"
            data-testid="settings-licences"
            onClick={() => {
              desktop.run('licences');
            }}
          >
            {t('licences.title')}
          </Button>
        </span>
      </footer>
    </Sheet>
  );
}
