import { Check, Copy } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useWords } from '../context.tsx';
import { copyText } from '../copy.ts';
import { IconButton } from '../ui/Button.tsx';

interface PropertyProps {
  readonly name: string;
  readonly copy?: string;
  readonly copyLabel?: string;
  readonly children: ReactNode;
}

export function Property({ name, copy, copyLabel, children }: PropertyProps) {
  return (
    <div>
      <dt className="text-2xs text-muted">{name}</dt>
      <dd className="flex items-start gap-2">
        <span className="selectable min-w-0 flex-1 wrap-anywhere">{children}</span>
        {copy !== undefined && copyLabel !== undefined && <CopyButton text={copy} label={copyLabel} />}
      </dd>
    </div>
  );
}

function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => {
      setCopied(false);
    }, 1500);
    return () => {
      clearTimeout(timer);
    };
  }, [copied]);
  return (
    <IconButton
      small
      kind="ghost"
      icon={copied ? Check : Copy}
      label={copied ? t('action.copied') : label}
      className={`-my-1 ${copied ? 'text-done' : 'text-muted'}`}
      onClick={() => {
        void copyText(text).then(() => {
          setCopied(true);
        });
      }}
    />
  );
}
