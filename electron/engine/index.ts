/** The engine's only door. Everything else in this folder is its own business. */
export type {
  AddOptions,
  ClientCertificate,
  Credentials,
  DownloadRecord,
  DownloadRequest,
  Engine,
  EngineEvent,
  EngineOptions,
  HostTerms,
  ProbeResult,
  Queues,
} from './types.ts';
export type { StoredCookie } from './http/cookies/stored-cookie.ts';
export { environmentProxies, readPacAnswer, waysTo, type ProxyDefaults, type SystemProxy } from './http/proxies.ts';
export { readMetalink, type MetalinkRequest } from './metalink/requests.ts';
export { CEILING_LIFE_MS, hostMemory, type LearntCeiling } from './plan/host-memory.ts';
export { createEngine } from './queue/engine.ts';
export { fetchMetalink } from './task/fetch-metalink.ts';
export { probeUrl } from './task/probe-url.ts';
