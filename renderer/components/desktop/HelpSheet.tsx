import { Fragment } from 'react';
import { SHORTCUTS, SHORTCUT_GROUPS, SHORTCUT_NAMES, keysOf, printedKeys } from '../../../shared/shortcuts.ts';
import { useApp, useUi, useWords } from '../context.tsx';
import { Sheet } from '../ui/Sheet.tsx';

/** Every key there is, from the table that menus and handlers use. */
export function HelpSheet() {
  const { ui } = useApp();
  const { t } = useWords();
  return (
    <Sheet title={t('help.title')} testId="help-sheet" width={560} onClose={ui.closeSheet} closesOutside>
      <div className="overflow-y-auto px-5 pt-3 pb-5" tabIndex={0} aria-label={t('help.title')} role="region">
        <ShortcutList />
      </div>
    </Sheet>
  );
}

export function ShortcutList() {
  const { t } = useWords();
  const isMac = useUi((state) => state.info?.platform === 'darwin');
  return SHORTCUT_GROUPS.map((group) => (
    <section key={group} aria-labelledby={`help-${group}`}>
      <h3 id={`help-${group}`} className="mt-3 mb-1 text-xs font-semibold text-muted">
        {t(`help.groups.${group}`)}
      </h3>
      <dl>
        {SHORTCUT_NAMES.filter((name) => SHORTCUTS[name].group === group).map((name) => (
          <div key={name} className="flex min-h-8 items-center justify-between gap-6 border-t border-line py-1">
            <dt>{t(`help.does.${name}`)}</dt>
            <dd className="flex flex-wrap justify-end gap-x-3 gap-y-1">
              {keysOf(name, isMac).map((keys) => (
                <span key={keys} className="flex items-center gap-1">
                  {printedKeys(keys, isMac).map((key, index) => (
                    <Fragment key={index}>
                      <kbd className="rounded-md border border-line bg-field px-1.5 font-sans text-xs">{key}</kbd>
                    </Fragment>
                  ))}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}
