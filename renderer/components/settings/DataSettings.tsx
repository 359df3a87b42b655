import { Download, Upload, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { asSluiceError, type FailureCode } from '../../../shared/failures.ts';
import { useApp, useWords } from '../context.tsx';
import { Button } from '../ui/Button.tsx';
import { SettingRow } from './SettingRow.tsx';

/** Everything Sluice knows as one file, to keep or to take to another computer. */
export function DataSettings() {
  const { data } = useApp();
  const { t } = useWords();

  async function write(): Promise<string> {
    const done = await data.write();
    if (!done) return '';
    const { path, downloads: count, withoutSecrets } = done;
    const left = withoutSecrets > 0 ? ` ${t('data.withoutSecrets', { count: withoutSecrets })}` : '';
    return `${t('data.exported', { count, path })}${left}`;
  }
  async function read(): Promise<string> {
    const done = await data.read();
    if (!done) return '';
    const parts = [
      t('data.imported', { count: done.downloads }),
      done.known > 0 ? t('data.known', { count: done.known }) : '',
      done.unusable > 0 ? t('data.unusable', { count: done.unusable }) : '',
      done.settingsLeft > 0 ? t('data.settingsLeft', { count: done.settingsLeft }) : '',
    ];
    return parts.filter(Boolean).join(' ');
  }
  return (
    <>
      <DataRow name="export" icon={Upload} work={write} />
      <DataRow name="import" icon={Download} work={read} />
    </>
  );
}

interface DataRowProps {
  readonly name: 'export' | 'import';
  readonly icon: LucideIcon;
  /** Answers what came of it; empty: nothing was done. */
  readonly work: () => Promise<string>;
}

/** A button, and after it in place of the hint what came of it. */
function DataRow({ name, icon, work }: DataRowProps) {
  const { t } = useWords();
  const [said, setSaid] = useState('');
  const [failed, setFailed] = useState<FailureCode | null>(null);
  const [busy, setBusy] = useState(false);
  const id = `data-${name}`;

  async function go(): Promise<void> {
    setBusy(true);
    try {
      setSaid(await work());
      setFailed(null);
    } catch (thrown) {
      setFailed(asSluiceError(thrown).code);
    } finally {
      setBusy(false);
    }
  }
  return (
    <SettingRow
      label={t(`data.${name}.label`)}
      id={id}
      hint={said || t(`data.${name}.hint`)}
      problem={failed && t(`failures.${failed}`)}
    >
      <Button
        id={id}
        icon={icon}
        disabled={busy}
        aria-describedby={`${id}-hint`}
        data-testid={id}
        onClick={() => {
          void go();
        }}
      >
        {t(`data.${name}.go`)}
      </Button>
    </SettingRow>
  );
}
