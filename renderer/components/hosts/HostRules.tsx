import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { HostRule } from '../../../shared/host-rules.ts';
import { isProxyWord } from '../../../shared/proxy.ts';
import { useApp, useWords } from '../context.tsx';
import { SettingRow } from '../settings/SettingRow.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import type { Words } from '../../i18n/words.ts';
import { HostRuleDialog } from './HostRuleDialog.tsx';

/** The rules, each in a line, and a way to make one. */
export function HostRules() {
  const { identity } = useApp();
  const words = useWords();
  const { t } = words;
  const rules = useStore(identity.store, (state) => state.rules);
  /** `new`, or the id of the one that is edited. */
  const [edited, setEdited] = useState<string | null>(null);
  const rule = rules.find(({ id }) => id === edited) ?? null;
  return (
    <div>
      <SettingRow label={t('hostRule.label')} hint={t('hostRule.hint')}>
        <Button
          icon={Plus}
          data-testid="host-rule-add"
          onClick={() => {
            setEdited('new');
          }}
        >
          {t('hostRule.add')}
        </Button>
      </SettingRow>
      {rules.map((one) => (
        <SettingRow key={one.id} label={one.pattern} hint={toldOf(one, words)}>
          <div className="flex gap-1" data-testid="host-rule" data-pattern={one.pattern}>
            <IconButton
              kind="ghost"
              icon={Pencil}
              label={t('hostRule.edit', { pattern: one.pattern })}
              data-testid="host-rule-edit"
              onClick={() => {
                setEdited(one.id);
              }}
            />
            <IconButton
              kind="ghost"
              icon={Trash2}
              label={t('hostRule.remove', { pattern: one.pattern })}
              data-testid="host-rule-remove"
              onClick={() => void identity.removeRule(one)}
            />
          </div>
        </SettingRow>
      ))}
      {edited !== null && (
        <HostRuleDialog
          key={edited}
          rule={rule}
          onClose={() => {
            setEdited(null);
          }}
        />
      )}
    </div>
  );
}

/** What a rule says, in a line. */
function toldOf(rule: HostRule, { t, speed }: Words): string {
  const { connections, limitBytesPerSecond, proxy, directory, userAgent, referrer } = rule;
  const headers = Object.keys(rule.headers).length;
  const parts = [
    typeof connections === 'number' ? t('hostRule.told.connections', { count: connections }) : null,
    connections === 'auto' ? t('hostRule.auto') : null,
    limitBytesPerSecond === null ? null : speed(limitBytesPerSecond),
    headers > 0 ? t('hostRule.told.headers', { count: headers }) : null,
    userAgent && t('hostRule.told.userAgent'),
    referrer && t('hostRule.told.referrer'),
    proxy && t('hostRule.told.proxy', { proxy: isProxyWord(proxy) ? t(`proxyWords.${proxy}`) : proxy }),
    directory,
  ].filter(Boolean);
  return parts.join(' · ') || t('hostRule.nothing');
}
