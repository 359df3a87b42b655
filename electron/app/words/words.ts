/** What the main process says by itself: menus, tray, dialogs, notifications. The window has its own catalogue. */
export interface Words {
  readonly show: string;
  readonly add: string;
  readonly addFromClipboard: string;
  readonly pauseAll: string;
  readonly resumeAll: string;
  readonly quit: string;
  readonly tooltipIdle: string;
  readonly tooltipActive: (active: number, rate: string) => string;
  /** What the number over the taskbar's button means, for screen readers. */
  readonly badge: (active: number) => string;

  readonly menuFile: string;
  readonly menuEdit: string;
  readonly menuDownloads: string;
  readonly menuView: string;
  readonly menuWindow: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly actualSize: string;
  readonly fullScreen: string;
  readonly close: string;
  readonly minimize: string;

  readonly closedTitle: string;
  readonly closedMessage: (active: number) => string;
  readonly keepRunning: string;
  readonly quitNow: string;

  readonly finishedTitle: string;
  readonly failedTitle: string;
  readonly manyFinished: (count: number) => string;
  readonly manyFailed: (count: number) => string;

  readonly setAsideTitle: string;
  readonly setAsideMessage: (path: string) => string;
  readonly startFailedTitle: string;

  readonly hookTitle: string;
  readonly hookMessage: (programs: string) => string;
  readonly hookAllow: string;
  readonly hookRefuse: string;

  readonly menuHelp: string;
  readonly settings: string;
  readonly find: string;
  readonly details: string;
  readonly shortcuts: string;
  readonly log: string;
  readonly dataFile: string;
  readonly licences: string;
  readonly checkForUpdates: string;
  readonly basket: string;
  readonly slowMode: string;
  readonly limit: string;
  readonly noLimit: string;
  readonly whenDone: string;
  readonly doneNothing: string;
  readonly doneNotify: string;
  readonly doneQuit: string;
  readonly doneSleep: string;
  readonly doneShutDown: string;
  readonly allDoneTitle: string;
  readonly allDoneBody: string;
  readonly openFile: string;
  readonly showFile: string;
  readonly tooltipPaused: string;
  readonly tooltipFailed: string;
  readonly trayDownload: (name: string, percent: number | null) => string;
  readonly trayMore: (count: number) => string;
}
