/** The hooks' only door. */
export { createHooks, followDownloads, type Hooks } from './hooks.ts';
