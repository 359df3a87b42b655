import { useState } from 'react';
import { useStore } from 'zustand';
import type { UpdateState } from '../../../shared/ipc/update.ts';
import { useApp, useUi, useWords } from '../context.tsx';
import { SwitchRow } from '../settings/rows.tsx';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Sheet.tsx';

/** Whether there is a newer version, and what can be done about it. */
export function UpdatesSheet() {
  const { ui, updates } = useApp();
  const { t } = useWords();
  const update = useStore(updates.store, (state) => state.update);
  const version = useUi((state) => state.info?.version);
  return (
    <Sheet title={t('updates.title')} testId="updates-sheet" width={520} onClose={ui.closeSheet} closesOutside>
      <div className="flex flex-col gap-4 overflow-y-auto px-5 py-4">
        {version !== undefined && <p className="selectable text-xs text-muted">{t('settings.about', { version })}</p>}
        {update !== null && <Standing update={update} />}
        {update !== null && update.host !== null && (
          <div className="border-t border-line pt-2">
            <SwitchRow
              setting="lookForUpdates"
              label={t('updates.setting')}
              hint={t('updates.settingHint', { host: update.host })}
            />
          </div>
        )}
      </div>
    </Sheet>
  );
}

function Standing({ update }: { readonly update: UpdateState }) {
  const { t, size } = useWords();
  const { phase, receivedBytes, sizeBytes } = update;
  const sentence = useSentence(update);
  return (
    <>
      {/* Always there: screen readers tell what comes into such a place, not the place itself. Without figures: it would chatter. */}
      <p role="status" data-testid="update-state" className={phase === 'failed' ? 'text-fail' : ''}>
        {sentence}
      </p>
      {phase === 'downloading' && (
        <p className="text-xs text-muted tabular-nums">{size(receivedBytes, sizeBytes || null)}</p>
      )}
      {phase === 'downloading' && (
        <progress
          className="update-progress"
          aria-label={t('updates.progress')}
          max={sizeBytes || undefined}
          value={sizeBytes ? receivedBytes : undefined}
        />
      )}
      {update.host !== null && <Steps update={update} />}
    </>
  );
}

function useSentence({ host, installs, phase, version, problem }: UpdateState): string {
  const { t } = useWords();
  if (host === null) return t('updates.withPackage');
  if (phase === 'available') return t(installs ? 'updates.available' : 'updates.told', { version });
  if (phase === 'failed') return t(`updates.problems.${problem ?? 'other'}`, { host });
  return t(`updates.${phase}`, { host, version });
}

/** What can be done now: at most one thing, and a question before a restart that stops downloads. */
function Steps({ update: { phase, installs } }: { readonly update: UpdateState }) {
  const { updates } = useApp();
  const { t } = useWords();
  const [asks, setAsks] = useState(false);
  const restart = (evenIfActive: boolean): void => {
    void updates.restart(evenIfActive).then((ends) => {
      setAsks(!ends);
    });
  };
  if (phase === 'ready') {
    return (
      <div className="flex flex-col gap-3">
        {asks && <p role="alert">{t('updates.ask')}</p>}
        <span className="flex justify-end gap-2">
          {asks && (
            <Button
              onClick={() => {
                setAsks(false);
              }}
            >
              {t('updates.later')}
            </Button>
          )}
          <Button
            kind="primary"
            data-testid="update-restart"
            onClick={() => {
              restart(asks);
            }}
          >
            {t(asks ? 'updates.restartAnyway' : 'updates.restart')}
          </Button>
        </span>
      </div>
    );
  }
  if (phase === 'available' && installs) {
    return (
      <span className="flex justify-end">
        <Button kind="primary" data-testid="update-download" onClick={updates.download}>
          {t('updates.download')}
        </Button>
      </span>
    );
  }
  if (phase === 'downloading' || phase === 'available') return null;
  return (
    <span className="flex justify-end">
      <Button
        data-autofocus
        data-testid="update-check"
        aria-disabled={phase === 'checking'}
        onClick={() => {
          if (phase !== 'checking') updates.check();
        }}
      >
        {t('updates.check')}
      </Button>
    </span>
  );
}
