import type { NoticeCode } from '../../shared/download.ts';
import { printable } from './printable.ts';

const TEXT: Readonly<Record<NoticeCode, string>> = {
  'ranges-ignored': 'the server sends the file in one piece only, so one connection is used',
  'ranges-broken': 'the server mixes up ranges, so one connection is used',
  'connections-refused': 'the server refused further connections, so fewer are used',
  'source-changed': 'the file on the server has changed, so it is fetched from the beginning',
  'checkpoint-damaged': 'the record of the earlier run was damaged, so what it cannot prove is fetched again',
  renamed: 'the name was taken, so it gets another one',
  'server-wait': 'the server asked to wait',
  'source-dropped': 'one of the sources does not have the file as it should be, so the others are used',
  'pieces-damaged': 'pieces of the file were damaged and are fetched again',
  'single-stream-retry': 'parts of the file did not fit together, so it is fetched again over one connection',
};

/** What a notice says to people. Of the details only a new name is for them. */
export const noticeText = (code: NoticeCode, detail: string): string =>
  code === 'renamed' && detail !== '' ? `the name was taken, so it becomes ${printable(detail)}` : TEXT[code];
