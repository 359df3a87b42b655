/**
 * Where the window's page comes from: a scheme of its own instead of file://, which could read the whole disk and
 * has no origin to check a sender by.
 */
export const APP_SCHEME = 'sluice-app';
export const APP_HOST = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const APP_PAGE = `${APP_ORIGIN}/index.html`;

/**
 * As strict as the page can be. Styles too: React and Radix set them through the CSSOM, which the policy does not
 * concern. Workers and media fall under `default-src`.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
