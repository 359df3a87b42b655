import type { DownloadSnapshot } from '../../../shared/download.ts';
import { algorithmName } from '../../links/checksum.ts';
import { useApp, useWords } from '../context.tsx';
import type { Group } from '../../store/view.ts';
import { useGroupName } from '../groups.ts';
import { Button } from '../ui/Button.tsx';
import { Property } from './Property.tsx';
import { RequestProperties } from './RequestProperties.tsx';

export function Properties({ download }: { readonly download: DownloadSnapshot }) {
  const words = useWords();
  const { t } = words;
  const { groups } = useApp();
  const { sizeBytes, checksum, segmentable } = download;
  const size =
    sizeBytes === null
      ? t('detail.unknown')
      : t('detail.sizeExact', { amount: words.bytes(sizeBytes), bytes: words.integer(sizeBytes) });
  return (
    <dl className="flex flex-col gap-3 px-5 py-4 text-xs" data-testid="properties">
      <Property name={t('detail.link')} copy={download.url} copyLabel={t('action.copyLink')}>
        <bdi dir="ltr">{download.url}</bdi>
      </Property>
      <RequestProperties download={download} />
      <Property name={t('detail.folder')} copy={download.directory} copyLabel={t('action.copyFolder')}>
        <bdi dir="ltr">{download.directory}</bdi>
      </Property>
      <Property name={t('detail.size')}>{size}</Property>
      <Property name={t('detail.connectionsWanted')}>
        <Connections download={download} />
        {segmentable !== null && segmentable !== true && (
          <span className="block text-muted">{t(`single.${segmentable}`)}</span>
        )}
      </Property>
      <Property name={t('category.one')}>
        <GroupName kind="category" id={groups.categoryOf(download)} />
      </Property>
      <Property name={t('queue.one')}>
        <GroupName kind="queue" id={download.queueId} />
      </Property>
      <Property name={t('priority.label')}>{t(`priority.${download.priority}`)}</Property>
      <Property name={t('detail.limit')}>
        <Limit download={download} />
      </Property>
      {checksum ? (
        <Property
          name={t('detail.checksum')}
          copy={`${checksum.algorithm}:${checksum.hex}`}
          copyLabel={t('action.copyChecksum')}
        >
          {algorithmName(checksum.algorithm)}
          {download.checksumOrigin === 'announced' && (
            <span className="text-muted"> {t('detail.checksumAnnounced')}</span>
          )}{' '}
          <span className="font-mono text-2xs break-all">{checksum.hex}</span>
        </Property>
      ) : (
        <Property name={t('detail.checksum')}>{t('detail.none')}</Property>
      )}
      {download.mediaType !== null && <Property name={t('detail.type')}>{download.mediaType}</Property>}
      <Property name={t('detail.added')}>{words.fullDate(download.createdAt)}</Property>
      {download.finishedAt !== null && (
        <Property name={t('detail.finished')}>{words.fullDate(download.finishedAt)}</Property>
      )}
    </dl>
  );
}

function GroupName(group: Group) {
  return <bdi>{useGroupName(group)}</bdi>;
}

function Limit({ download }: { readonly download: DownloadSnapshot }) {
  const { ui } = useApp();
  const { t, speed } = useWords();
  const { id, status, limitBytesPerSecond } = download;
  return (
    <span className="flex items-center gap-2">
      {limitBytesPerSecond === null ? t('detail.noLimit') : speed(limitBytesPerSecond)}
      {status !== 'finished' && (
        <Button
          small
          kind="ghost"
          className="-my-1 text-accent-text"
          aria-label={t('foot.limitChange')}
          data-testid="change-limit"
          onClick={() => {
            ui.openLimit([id]);
          }}
        >
          {t('detail.change')}
        </Button>
      )}
    </span>
  );
}

function Connections({ download }: { readonly download: DownloadSnapshot }) {
  const { t, integer } = useWords();
  const { connections, activeConnections, segmentable } = download;
  if (segmentable !== null && segmentable !== true) return t('detail.single');
  if (connections !== 'auto') return integer(connections);
  return activeConnections > 0 ? t('detail.autoNow', { count: activeConnections }) : t('detail.auto');
}
