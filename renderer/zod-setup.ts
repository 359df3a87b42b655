import { z } from 'zod';

// Zod compiles validators with `new Function`, which the page's CSP forbids; even trying is reported as a violation.
// Imported before any schema is made.
z.config({ jitless: true });
