import { CircleAlert, Copy, LoaderCircle } from 'lucide-react';
import { useMemo } from 'react';
import { CHOICES, type Choice } from '../../links/duplicates.ts';
import { useApp, useWords } from '../context.tsx';
import { categoryName } from '../groups.ts';
import { TypeIcon } from '../TypeIcon.tsx';
import { LOOKED_AT, type KnownItem } from './use-items.ts';

/** Rows made; the others are counted. */
const SHOWN = 100;

/** Each file before it is added: what the server says of it, and whether it is there already. */
export function PreviewList({
  items,
  freeBytes,
}: {
  readonly items: readonly KnownItem[];
  readonly freeBytes: number | null;
}) {
  const { t } = useWords();
  if (items.length === 0) return null;
  return (
    <div>
      <ul className="preview-list" aria-label={t('preview.label')} data-testid="add-preview">
        {items.slice(0, SHOWN).map((known) => (
          <PreviewRow key={known.item.url} known={known} />
        ))}
        {items.length > SHOWN && (
          <li className="px-3 py-2 text-xs text-muted">{t('preview.more', { count: items.length - SHOWN })}</li>
        )}
      </ul>
      <Total items={items} freeBytes={freeBytes} />
    </div>
  );
}

function Total({ items, freeBytes }: { readonly items: readonly KnownItem[]; readonly freeBytes: number | null }) {
  const { t, bytes } = useWords();
  const fetched = useMemo(() => items.filter(({ duplicate, choice }) => !duplicate || choice !== 'existing'), [items]);
  const total = fetched.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  const isPartial = fetched.some(({ sizeBytes }) => sizeBytes === null);
  const isShort = freeBytes !== null && total > freeBytes;
  if (total === 0) return <p className="min-h-4" />;
  const sum = t(isPartial ? 'preview.atLeast' : 'preview.total', { amount: bytes(total) });
  return (
    <p className="mt-1 text-xs text-muted" role="status" data-testid="add-total">
      {isShort ? (
        <span className="inline-flex items-center gap-1.5 text-fail">
          <CircleAlert aria-hidden size={13} />
          {t('preview.noSpace', { amount: bytes(total), free: bytes(freeBytes) })}
        </span>
      ) : (
        sum
      )}
      {items.length > LOOKED_AT && <> · {t('preview.first', { count: LOOKED_AT })}</>}
    </p>
  );
}

function PreviewRow({ known }: { readonly known: KnownItem }) {
  const { bytes } = useWords();
  const { item, preview, fileName, guessed, sizeBytes } = known;
  const mediaType = preview?.state === 'known' ? preview.reply.mediaType : null;
  return (
    <li className="preview-row" data-testid="preview-row" data-state={preview?.state ?? 'unasked'}>
      <span className="text-muted">
        {preview?.state === 'asking' ? (
          <LoaderCircle aria-hidden size={18} className="animate-spin" />
        ) : (
          <TypeIcon fileName={fileName} mediaType={mediaType} />
        )}
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline justify-between gap-3">
          <bdi className={`truncate text-sm font-medium ${guessed ? 'text-muted' : ''}`} title={item.url}>
            {fileName || item.url}
          </bdi>
          {sizeBytes !== null && <span className="flex-none text-xs tabular-nums">{bytes(sizeBytes)}</span>}
        </div>
        <p className="truncate text-xs text-muted">
          <Findings known={known} />
          <Sorted known={known} />
        </p>
        <DuplicateLine known={known} />
      </div>
    </li>
  );
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');

function Findings({ known }: { readonly known: KnownItem }) {
  const { t } = useWords();
  const { item, preview } = known;
  const host = <bdi>{hostOf(item.url)}</bdi>;
  if (preview?.state === 'asking') return t('preview.asking', { host: hostOf(item.url) });
  if (preview?.state === 'failed') return <span className="text-fail">{t(`failures.${preview.failure.code}`)}</span>;
  if (item.mirrors !== undefined || item.sizeBytes !== undefined) {
    return (
      <>
        {host} · {t('preview.sources', { count: (item.mirrors?.length ?? 0) + 1 })}
      </>
    );
  }
  if (preview?.state !== 'known') return host;
  const { resumable, segmentable, mediaType, sizeBytes } = preview.reply;
  const why = segmentable === true || segmentable === null || segmentable === 'too-small' ? 'no-ranges' : segmentable;
  return (
    <>
      {host}
      {mediaType !== null && <> · {mediaType}</>}
      {' · '}
      {resumable ? t('preview.resumable') : <span className="text-wait">{t(`preview.single.${why}`)}</span>}
      {sizeBytes === null && why !== 'no-length' && <> · {t('preview.noSize')}</>}
    </>
  );
}

/** The category it falls into, and where it goes when that has a folder of its own. */
function Sorted({ known }: { readonly known: KnownItem }) {
  const words = useWords();
  const { category, directory } = known;
  return (
    <span data-testid="preview-category" data-category={category.id} title={directory ?? undefined}>
      {' · '}
      <bdi>{categoryName(category, words)}</bdi>
      {directory !== null && (
        <>
          {' '}
          {words.t('standing.goesTo')} <bdi>{directory}</bdi>
        </>
      )}
    </span>
  );
}

function DuplicateLine({ known }: { readonly known: KnownItem }) {
  const { adding } = useApp();
  const { t } = useWords();
  const { duplicate, item, choice, fileName } = known;
  if (!duplicate) return null;
  return (
    <div className="mt-1 flex items-center gap-2 text-xs" data-testid="duplicate" data-kind={duplicate.kind}>
      <Copy aria-hidden size={13} className="flex-none text-wait" />
      <span className="min-w-0 flex-1 truncate text-wait">{t(`duplicate.${duplicate.kind}`)}</span>
      <select
        className="input input-small w-auto!"
        aria-label={t('duplicate.label', { name: fileName || item.url })}
        value={choice}
        data-testid="duplicate-choice"
        onChange={(event) => {
          const chosen = event.target.value as Choice;
          adding.store.setState(({ choices }) => ({ choices: { ...choices, [item.url]: chosen } }));
        }}
      >
        {CHOICES.map((option) => (
          <option key={option} value={option}>
            {option === 'existing' && duplicate.id === null ? t('duplicate.leave') : t(`duplicate.${option}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
