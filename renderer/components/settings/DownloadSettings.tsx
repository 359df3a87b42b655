import { useState } from 'react';
import { CONFLICT_POLICIES, MAX_CONNECTIONS, type ConflictPolicy } from '../../../shared/download.ts';
import { settingsSchema } from '../../../shared/settings.ts';
import { readWhole } from '../add/draft.ts';
import { ConnectionsInput, useConnectionsNote } from '../ConnectionsInput.tsx';
import { useApp, useSetting, useUi, useWords } from '../context.tsx';
import { FolderField } from '../FolderField.tsx';
import { SettingRow, useIsSought } from './SettingRow.tsx';
import { isFolder } from '../../format/path.ts';

const MAX_ACTIVE = settingsSchema.shape.maxActiveDownloads.unwrap().maxValue ?? 100;

export function DownloadSettings() {
  const { actions } = useApp();
  const { t } = useWords();
  const policy = useSetting('conflictPolicy');
  return (
    <div>
      <Folder />
      <Connections />
      <WholeRow
        setting="maxActiveDownloads"
        id="settings-max-active"
        label={t('settings.maxActive')}
        hint={t('settings.maxActiveHint')}
        optional={false}
      />
      <WholeRow
        setting="maxActivePerHost"
        id="settings-max-per-host"
        label={t('settings.maxPerHost')}
        hint={t('settings.maxPerHostHint')}
        optional
      />
      <SettingRow label={t('settings.conflict')} id="settings-conflict" labelled>
        <select
          id="settings-conflict"
          className="input"
          value={policy}
          data-testid="settings-conflict"
          onChange={(event) => {
            void actions.changeSettings({ conflictPolicy: event.target.value as ConflictPolicy });
          }}
        >
          {CONFLICT_POLICIES.map((option) => (
            <option key={option} value={option}>
              {t(`settings.conflictPolicy.${option}`)}
            </option>
          ))}
        </select>
      </SettingRow>
    </div>
  );
}

function Folder() {
  const { actions } = useApp();
  const { t } = useWords();
  const standard = useUi((state) => state.info?.directory ?? '');
  const directory = useSetting('directory');
  const [typed, setTyped] = useState<string | null>(null);
  const value = typed ?? (directory || standard);
  const valid = isFolder(value.trim());
  if (!useIsSought(t('settings.directory'), t('settings.directoryHint'))) return null;
  return (
    <div className="setting pb-2">
      <FolderField
        id="settings-folder"
        label={t('settings.directory')}
        hint={t('settings.directoryHint')}
        value={value}
        valid={valid}
        onChange={setTyped}
        onCommit={(chosen) => {
          if (!isFolder(chosen)) return;
          setTyped(null);
          // The system's own folder is kept as "none chosen", so that it follows the system.
          const next = chosen === standard ? '' : chosen;
          if (next !== directory) void actions.changeSettings({ directory: next });
        }}
      />
    </div>
  );
}

function Connections() {
  const { actions } = useApp();
  const { t } = useWords();
  const connections = useSetting('connections');
  const [typed, setTyped] = useState(connections === 'auto' ? '8' : String(connections));
  const [auto, setAuto] = useState(connections === 'auto');
  const valid = auto || readWhole(typed, MAX_CONNECTIONS) !== null;
  const { hint, problem } = useConnectionsNote(auto, valid);
  return (
    <SettingRow label={t('settings.connections')} id="settings-connections" hint={hint} problem={problem}>
      <ConnectionsInput
        id="settings-connections"
        label={t('settings.connections')}
        auto={auto}
        value={typed}
        valid={valid}
        onChange={(wantsAuto, text) => {
          setTyped(text);
          setAuto(wantsAuto);
          const number = readWhole(text, MAX_CONNECTIONS);
          if (wantsAuto) void actions.changeSettings({ connections: 'auto' });
          else if (number !== null) void actions.changeSettings({ connections: number });
        }}
      />
    </SettingRow>
  );
}

interface WholeRowProps {
  readonly setting: 'maxActiveDownloads' | 'maxActivePerHost';
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** Empty stands for no limit. */
  readonly optional: boolean;
}

function WholeRow({ setting, id, label, hint, optional }: WholeRowProps) {
  const { actions } = useApp();
  const { t } = useWords();
  const current = useSetting(setting);
  const [typed, setTyped] = useState<string | null>(null);
  const value = typed ?? (current === null ? '' : String(current));
  const isNone = (text: string): boolean => optional && text.trim() === '';
  const valid = isNone(value) || readWhole(value, MAX_ACTIVE) !== null;
  const problem = t(optional ? 'settings.maxOrNone' : 'settings.maxActiveInvalid', { max: MAX_ACTIVE });
  return (
    <SettingRow label={label} id={id} labelled hint={hint} problem={valid ? null : problem}>
      <input
        id={id}
        className="input w-16! text-center tabular-nums"
        inputMode="numeric"
        autoComplete="off"
        placeholder={optional ? '∞' : undefined}
        aria-describedby={`${id}-hint`}
        aria-invalid={!valid}
        value={value}
        data-testid={id}
        onChange={(event) => {
          const text = event.target.value;
          setTyped(text);
          const number = readWhole(text, MAX_ACTIVE);
          if (number !== null || isNone(text)) void actions.changeSettings({ [setting]: number });
        }}
        onBlur={() => {
          setTyped(null);
        }}
      />
    </SettingRow>
  );
}
