import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { MAX_HOOKS, type Hook } from '../../../shared/hooks.ts';
import { useApp, useWords } from '../context.tsx';
import { Button } from '../ui/Button.tsx';
import { HookFields } from './HookFields.tsx';
import { EMPTY_HOOK, hookDraftOf, hookFrom, type HookDraft } from './hook-draft.ts';
import { SettingRow, useIsSought } from './SettingRow.tsx';

interface Item {
  readonly key: number;
  /** As it is kept; `null`: not yet. */
  readonly kept: Hook | null;
  readonly draft: HookDraft;
}

let made = 0;
const itemOf = (kept: Hook | null): Item => ({
  key: (made += 1),
  kept,
  draft: kept === null ? EMPTY_HOOK : hookDraftOf(kept),
});

/** Programs and addresses that are told what becomes of downloads. Each is kept when it is saved, not while it is typed. */
export function HookSettings() {
  const { hooks } = useApp();
  const { t } = useWords();
  /** `null`: not known. What is kept replaces all there are, so nothing is until then. */
  const [items, setItems] = useState<readonly Item[] | null>(null);
  const [refused, setRefused] = useState<number | null>(null);
  const isSought = useIsSought(t('hooks.title'), t('hooks.hint'));
  useEffect(() => {
    void hooks.get().then((kept) => {
      if (kept !== null) setItems(kept.map(itemOf));
    });
  }, [hooks]);

  /** Keeps these, and of the others what was kept of them. */
  async function keep(next: readonly Item[], changed: number): Promise<void> {
    const wanted = next.flatMap(({ kept }) => kept ?? []);
    const now = await hooks.set(wanted);
    const isKept = JSON.stringify(now) === JSON.stringify(wanted);
    setRefused(isKept ? null : changed);
    if (isKept) setItems(next);
  }

  return (
    <>
      <SettingRow label={t('hooks.title')} id="settings-hooks" hint={t('hooks.hint')}>
        <Button
          icon={Plus}
          data-testid="hook-add"
          disabled={items === null || items.length >= MAX_HOOKS}
          onClick={() => {
            if (items !== null) setItems([...items, itemOf(null)]);
          }}
        >
          {t('hooks.add')}
        </Button>
      </SettingRow>
      {isSought &&
        items?.map((item, index) => (
          <HookFields
            key={item.key}
            number={index + 1}
            draft={item.draft}
            isKept={item.kept !== null && JSON.stringify(hookDraftOf(item.kept)) === JSON.stringify(item.draft)}
            isRefused={refused === item.key}
            onChange={(part) => {
              setRefused(null);
              setItems(
                items.map((other) =>
                  other.key === item.key ? { ...other, draft: { ...other.draft, ...part } } : other,
                ),
              );
            }}
            onSave={() => {
              const kept = hookFrom(item.draft);
              void keep(
                items.map((other) => (other.key === item.key ? { ...other, kept, draft: hookDraftOf(kept) } : other)),
                item.key,
              );
            }}
            onRemove={() => {
              void keep(
                items.filter(({ key }) => key !== item.key),
                item.key,
              );
            }}
          />
        ))}
    </>
  );
}
