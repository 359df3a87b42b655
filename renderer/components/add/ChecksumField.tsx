import type { ReadChecksum } from '../../links/checksum.ts';
import { algorithmName } from '../../links/checksum.ts';
import { assertNever } from '../../../shared/status.ts';
import type { Words } from '../../i18n/words.ts';
import { useWords } from '../context.tsx';
import { Field } from '../ui/Field.tsx';

interface ChecksumFieldProps {
  readonly value: string;
  readonly read: ReadChecksum;
  readonly onChange: (text: string) => void;
}

function spoken(read: ReadChecksum, { t }: Words): { hint: string; problem: string | null } {
  switch (read.kind) {
    case 'empty':
      return { hint: '', problem: null };
    case 'valid':
      return { hint: t('add.checksumKnown', { algorithm: algorithmName(read.checksum.algorithm) }), problem: null };
    case 'not-hex':
      return { hint: '', problem: t('add.checksumNotHex') };
    case 'unknown-length':
      return { hint: '', problem: t('add.checksumUnknown', { count: read.digits }) };
    case 'wrong-length': {
      const values = { algorithm: algorithmName(read.algorithm), expected: read.expected, count: read.digits };
      return { hint: '', problem: t('add.checksumWrong', values) };
    }
    default:
      return assertNever(read);
  }
}

export function ChecksumField({ value, read, onChange }: ChecksumFieldProps) {
  const words = useWords();
  const { t } = words;
  const { hint, problem } = spoken(read, words);
  return (
    <Field id="add-checksum" label={t('add.checksum')} hint={hint} problem={problem}>
      <input
        id="add-checksum"
        className="input font-mono text-xs!"
        spellCheck={false}
        autoComplete="off"
        placeholder={t('add.checksumHint')}
        aria-describedby="add-checksum-hint"
        aria-invalid={problem !== null}
        value={value}
        data-testid="add-checksum"
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    </Field>
  );
}
