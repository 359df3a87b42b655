import { GripVertical, X } from 'lucide-react';
import { useCallback, useLayoutEffect, useMemo } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { regionalLocale } from '../../i18n/index.ts';
import { createWords, type Words } from '../../i18n/words.ts';
import type { Dropped } from '../../links/drop.ts';
import type { BasketSide, BasketView } from '../../store/basket.ts';
import { useDrop } from '../use-drop.ts';
import { Ring } from './Ring.tsx';

export function BasketPage({ basket }: { readonly basket: BasketSide }) {
  return (
    <I18nextProvider i18n={basket.i18n}>
      <Basket basket={basket} />
    </I18nextProvider>
  );
}

/** What the two lines say: how far all is, or what the basket is for. */
function linesOf({ totals, failed }: BasketView, over: boolean, { t, speed, integer }: Words): [string, string] {
  const { active, fraction, bytesPerSecond } = totals;
  if (over) return [t('basket.letGo'), t('basket.toAdd')];
  if (failed) return [t('basket.refused'), t('basket.openInstead')];
  if (active > 0) {
    const percent = fraction === null ? null : `${integer(Math.floor(fraction * 100))} %`;
    const count = t('basket.active', { count: active });
    return [percent === null ? count : `${percent} · ${count}`, speed(bytesPerSecond)];
  }
  return [t('basket.drop'), totals.failed > 0 ? t('basket.failed', { count: totals.failed }) : t('basket.idle')];
}

function Basket({ basket }: { readonly basket: BasketSide }) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const view = useStore(basket.store);
  const { theme, languages, totals } = view;
  const words = useMemo(() => createWords(t, language, regionalLocale(language, languages)), [t, language, languages]);
  const take = useCallback(
    (dropped: Dropped): void => {
      void basket.drop(dropped);
    },
    [basket],
  );
  const over = useDrop(take);
  useLayoutEffect(() => {
    const root = document.documentElement;
    if (theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
    root.lang = language;
    root.dir = i18n.dir(language);
  }, [theme, language, i18n]);
  const [first, second] = linesOf(view, over, words);
  const isWrong = !over && (view.failed || (totals.active === 0 && totals.failed > 0));
  return (
    <main className="basket" aria-label={t('basket.name')} data-testid="basket" data-over={over}>
      <div className="basket-grip" aria-hidden>
        <GripVertical size={14} strokeWidth={1.75} />
      </div>
      <button
        type="button"
        className="basket-open"
        title={t('basket.open')}
        data-testid="basket-open"
        onClick={basket.open}
      >
        <Ring fraction={totals.active > 0 ? (totals.fraction ?? 0) : null} />
        <span className="basket-text">
          <bdi className="basket-first">{first}</bdi>
          <bdi className={`basket-second ${isWrong ? 'basket-wrong' : ''}`}>{second}</bdi>
        </span>
      </button>
      <button
        type="button"
        className="basket-away"
        aria-label={t('basket.putAway')}
        title={t('basket.putAway')}
        data-testid="basket-put-away"
        onClick={basket.putAway}
      >
        <X aria-hidden size={14} strokeWidth={1.9} />
      </button>
    </main>
  );
}
