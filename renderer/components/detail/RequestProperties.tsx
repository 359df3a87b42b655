import { useEffect, useState } from 'react';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import type { DownloadProperties } from '../../../shared/ipc/properties.ts';
import { useApp, useWords } from '../context.tsx';
import { Property } from './Property.tsx';

/** Asked for again when the state changes, or the host that answers: that is when the server has told something new. */
function useProperties({ id, status, host, segmentable }: DownloadSnapshot): DownloadProperties | null {
  const { actions } = useApp();
  const [properties, setProperties] = useState<DownloadProperties | null>(null);
  useEffect(() => {
    let late = false;
    void actions.properties(id).then((told) => {
      if (!late) setProperties(told);
    });
    return () => {
      late = true;
    };
  }, [actions, id, status, host, segmentable]);
  return properties;
}

/** What is asked of the server, and what it says the file is. */
export function RequestProperties({ download }: { readonly download: DownloadSnapshot }) {
  const { t } = useWords();
  const properties = useProperties(download);
  if (properties === null) return null;
  const { finalUrl, referrer, headers, etag, lastModified, mirrors } = properties;
  return (
    <>
      {finalUrl !== null && finalUrl !== download.url && (
        <Property name={t('properties.finalUrl')} copy={finalUrl} copyLabel={t('action.copyLink')}>
          <bdi dir="ltr" data-testid="final-url">
            {finalUrl}
          </bdi>
        </Property>
      )}
      {mirrors.length > 0 && (
        <Property name={t('properties.mirrors')} copy={mirrors.join('\n')} copyLabel={t('properties.copyMirrors')}>
          {mirrors.map((mirror) => (
            <bdi key={mirror} dir="ltr" className="block">
              {mirror}
            </bdi>
          ))}
        </Property>
      )}
      {referrer !== null && (
        <Property name={t('properties.referrer')}>
          <bdi dir="ltr">{referrer}</bdi>
        </Property>
      )}
      {headers.length > 0 && (
        <Property name={t('properties.headers')}>
          <span data-testid="request-headers">
            {headers.map(({ name, value }) => (
              <bdi key={name} dir="ltr" className="block">
                {name}: {value ?? <span className="text-muted">{t('properties.hidden')}</span>}
              </bdi>
            ))}
          </span>
        </Property>
      )}
      <Property name={t('properties.validators')}>
        {etag === null && lastModified === null ? (
          <span className="text-muted">{t(finalUrl === null ? 'properties.notAsked' : 'properties.noValidators')}</span>
        ) : (
          <span data-testid="validators">
            <Validator name={HEADERS.etag} value={etag} />
            <Validator name={HEADERS.lastModified} value={lastModified} />
          </span>
        )}
      </Property>
    </>
  );
}

/** The names under which servers send them. */
const HEADERS = { etag: 'ETag', lastModified: 'Last-Modified' } as const;

/** As it came. */
function Validator({ name, value }: { readonly name: string; readonly value: string | null }) {
  if (value === null) return null;
  return (
    <bdi dir="ltr" className="block">
      {name} <span className="font-mono text-2xs">{value}</span>
    </bdi>
  );
}
