// @ts-check
import { app } from './app.mjs';
import { bulkHttp, bulkTls } from './bulk.mjs';
import { cap } from './cap.mjs';
import { latency } from './latency.mjs';
import { many } from './many.mjs';
import { refuse } from './refuse.mjs';
import { small } from './small.mjs';
import { uneven } from './uneven.mjs';

/** In the order of the table. */
export const WORKLOADS = [bulkHttp, bulkTls, uneven, cap, refuse, latency, small, many, app];
