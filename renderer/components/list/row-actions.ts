import {
  ExternalLink,
  FolderOpen,
  KeyRound,
  Link2,
  ListX,
  Pause,
  Play,
  RotateCw,
  Trash2,
  X,
  type LucideIcon,
} from 'lucide-react';
import { STATUS_ACTIONS, assertNever, type Action } from '../../../shared/status.ts';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import { asksForSignIn } from '../../../shared/sign-in.ts';
import type { App } from '../../store/app.ts';

export const ACTION_ICONS: Readonly<Record<Action, LucideIcon>> = {
  pause: Pause,
  resume: Play,
  retry: RotateCw,
  'sign-in': KeyRound,
  relink: Link2,
  open: ExternalLink,
  show: FolderOpen,
  cancel: X,
  remove: ListX,
  delete: Trash2,
};

/** In which order they are offered: what is wanted most first, what cannot be undone last. */
const ORDER: readonly Action[] = [
  'sign-in',
  'retry',
  'pause',
  'resume',
  'open',
  'show',
  'relink',
  'cancel',
  'remove',
  'delete',
];

type Failed = Pick<DownloadSnapshot, 'failure'>;

/** Trying again cannot help it: the server wants another link. */
export const wantsNewLink = (failure: Failed['failure']): boolean =>
  failure?.code === 'link-expired' || failure?.code === 'link-mismatch';

/** What can be done with a download. A failed one is offered one way off the list; its sheet has the choice of both. */
export function actionsOf({ status, failure }: Failed & Pick<DownloadSnapshot, 'status'>): readonly Action[] {
  const possible = ORDER.filter(
    (action) =>
      STATUS_ACTIONS[status].includes(action) &&
      !(status === 'failed' && action === 'cancel') &&
      !(action === 'sign-in' && (failure === null || asksForSignIn(failure) === null)),
  );
  const helps = (action: Action): boolean => action === 'relink' && wantsNewLink(failure);
  return [...possible.filter(helps), ...possible.filter((action) => !helps(action))];
}

/** What can be done with at least one of several; the others are left as they are. */
export function sharedActions(downloads: readonly DownloadSnapshot[]): readonly Action[] {
  const many = downloads.length > 1;
  const ends = downloads.some((download) => actionsOf(download).includes('remove'));
  return ORDER.filter(
    (action) =>
      downloads.length > 0 &&
      !(many && (action === 'open' || action === 'show' || action === 'relink' || action === 'sign-in')) &&
      // Both lead to the same question; with something ended among them it is one of removing.
      !(ends && action === 'cancel') &&
      !(action === 'delete' && downloads.some(({ status }) => status !== 'finished')) &&
      downloads.some((download) => actionsOf(download).includes(action)),
  );
}

/** Does it. What leaves the list is asked about first. */
export function perform({ actions, ui }: App, action: Action, ids: readonly string[]): void {
  const [first] = ids;
  if (first === undefined) return;
  switch (action) {
    case 'pause':
      void actions.pause(ids);
      return;
    case 'resume':
    case 'retry':
      void actions.resume(ids);
      return;
    case 'open':
      void actions.open(first);
      return;
    case 'show':
      void actions.show(first);
      return;
    case 'sign-in':
      ui.openSignIn(first);
      return;
    case 'relink':
      ui.openRelink(first);
      return;
    case 'remove':
      // What is finished loses nothing, and it can be undone: no question.
      if (actions.rowsOf(ids).every(({ status }) => status === 'finished')) void actions.removeFromList(ids);
      else ui.openDiscard(ids);
      return;
    case 'cancel':
    case 'delete':
      ui.openDiscard(ids);
      return;
    default:
      assertNever(action);
  }
}
