/** The hooks' only door. */
export type { HookFacts } from './facts.ts';
export { createHooks, followDownloads, type Hooks } from './hooks.ts';
