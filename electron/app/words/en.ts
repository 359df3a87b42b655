import type { Words } from './words.ts';

const files = (count: number): string => (count === 1 ? '1 download' : `${count} downloads`);

export const en: Words = {
  show: 'Show Sluice',
  add: 'Add…',
  addFromClipboard: 'Add from Clipboard…',
  pauseAll: 'Pause All',
  resumeAll: 'Resume All',
  quit: 'Quit Sluice',
  tooltipIdle: 'Sluice',
  tooltipActive: (active, rate) => `Sluice: ${files(active)}, ${rate}`,

  menuFile: 'File',
  menuEdit: 'Edit',
  menuDownloads: 'Downloads',
  menuView: 'View',
  menuWindow: 'Window',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  actualSize: 'Actual Size',
  fullScreen: 'Full Screen',
  close: 'Close Window',
  minimize: 'Minimize',

  closedTitle: 'Downloads go on in the background',
  closedMessage: (active) =>
    `${files(active)} still running. Sluice stays in the tray until you quit it; its icon there brings the window back.`,
  keepRunning: 'Keep Running',
  quitNow: 'Quit',

  finishedTitle: 'Download finished',
  failedTitle: 'Download failed',
  manyFinished: (count) => `${files(count)} finished`,
  manyFailed: (count) => `${files(count)} failed`,

  setAsideTitle: 'The list of downloads was damaged',
  setAsideMessage: (path) =>
    'A new list was begun. Files and part files are where they were: add a link again with the same folder and it ' +
    `goes on from its part file. The damaged list was kept as ${path}.`,
  startFailedTitle: 'Sluice cannot start',

  hookTitle: 'Let Sluice start this program by itself?',
  hookMessage: (programs) => `It is started when something becomes of a download, with your rights:\n\n${programs}`,
  hookAllow: 'Allow',
  hookRefuse: 'Do Not Allow',

  menuHelp: 'Help',
  settings: 'Settings…',
  find: 'Find',
  details: 'Show or Hide Details',
  shortcuts: 'Keyboard Shortcuts',
  log: 'Log',
  basket: 'Drop Basket',
  slowMode: 'Slow Mode',
  limit: 'Limit',
  noLimit: 'No Limit',
  whenDone: 'When All Is Done',
  doneNothing: 'Do Nothing',
  doneNotify: 'Notify',
  doneQuit: 'Quit',
  doneSleep: 'Sleep',
  doneShutDown: 'Shut Down',
  allDoneTitle: 'All downloads are done',
  allDoneBody: 'Nothing is left to do.',
  openFile: 'Open',
  showFile: 'Show in Folder',
  tooltipPaused: 'Sluice: paused',
  tooltipFailed: 'Sluice: a download failed',
  trayDownload: (name, percent) => (percent === null ? name : `${name}: ${percent} %`),
  trayMore: (count) => `and ${count} more`,
};
