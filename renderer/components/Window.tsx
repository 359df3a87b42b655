import { AddSheet } from './add/AddSheet.tsx';
import { CategoriesDialog } from './categories/CategoriesDialog.tsx';
import { useApp, useUi } from './context.tsx';
import { DetailPanel } from './detail/DetailPanel.tsx';
import { ClipboardNotice } from './desktop/ClipboardNotice.tsx';
import { Countdown } from './desktop/Countdown.tsx';
import { HelpSheet } from './desktop/HelpSheet.tsx';
import { LicencesSheet } from './desktop/LicencesSheet.tsx';
import { LogSheet } from './desktop/LogSheet.tsx';
import { DiscardDialog } from './DiscardDialog.tsx';
import { SignInDialog } from './identity/SignInDialog.tsx';
import { ListPane } from './list/ListPane.tsx';
import { LimitDialog } from './LimitDialog.tsx';
import { QueueDialog, RemoveQueueDialog } from './queues/QueueDialog.tsx';
import { RelinkDialog } from './RelinkDialog.tsx';
import { SettingsSheet } from './settings/SettingsSheet.tsx';
import { useAppearance, useRefreshOnFocus } from './shell/appearance.ts';
import { Announcer } from './shell/Announcer.tsx';
import { DropOverlay } from './shell/DropOverlay.tsx';
import { usePanes } from './shell/panes.tsx';
import { useShortcuts } from './shell/shortcuts.ts';
import { Sidebar } from './shell/Sidebar.tsx';
import { StatusBar } from './shell/StatusBar.tsx';
import { Toasts } from './shell/Toasts.tsx';
import { TopBar } from './shell/TopBar.tsx';
import { Tooltip } from './ui/Tooltip.tsx';
import { UpdatesSheet } from './update/UpdatesSheet.tsx';

export function Window() {
  useAppearance();
  useRefreshOnFocus();
  const app = useApp();
  const { ui } = app;
  useShortcuts(app);
  const sheet = useUi((state) => state.sheet);
  const panes = usePanes();
  return (
    <div className="window" style={panes.style}>
      <TopBar />
      <Sidebar />
      <ListPane>
        {panes.sidebar}
        {panes.detail}
      </ListPane>
      <DetailPanel />
      <StatusBar />
      {sheet?.kind === 'add' && <AddSheet />}
      {sheet?.kind === 'sign-in' && <SignInDialog id={sheet.id} />}
      {sheet?.kind === 'relink' && <RelinkDialog id={sheet.id} />}
      {sheet?.kind === 'limit' && <LimitDialog ids={sheet.ids} />}
      {sheet?.kind === 'settings' && <SettingsSheet />}
      {sheet?.kind === 'help' && <HelpSheet />}
      {sheet?.kind === 'log' && <LogSheet />}
      {sheet?.kind === 'licences' && <LicencesSheet />}
      {sheet?.kind === 'updates' && <UpdatesSheet />}
      {sheet?.kind === 'discard' && <DiscardDialog ids={sheet.ids} />}
      {sheet?.kind === 'queue' && <QueueDialog id={sheet.id} onClose={ui.closeSheet} />}
      {sheet?.kind === 'remove-queue' && <RemoveQueueDialog id={sheet.id} onClose={ui.closeSheet} />}
      {sheet?.kind === 'categories' && <CategoriesDialog id={sheet.id} />}
      <Announcer />
      <DropOverlay />
      <Countdown />
      <Toasts sheet={null}>
        <ClipboardNotice />
      </Toasts>
      <Tooltip />
    </div>
  );
}
