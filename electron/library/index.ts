/** The library's only door. */
export { keepDownloads, type Keeper } from './keeper.ts';
export type { HookStore } from './hooks.ts';
export type { KeyValues } from './key-values.ts';
export { openLibrary, type Library } from './library.ts';
export { fromPortable, toPortable } from './portable.ts';
export type { HostRuleStore } from './host-rules.ts';
export { NewerLibraryError } from './migrations.ts';
export { isHarmlessHeader, type SecretBox } from './secrets.ts';
export type { SettingsStore } from './settings.ts';
export type { SignInStore } from './sign-ins.ts';
