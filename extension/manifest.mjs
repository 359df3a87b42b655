// @ts-check
/**
 * The manifest of one browser. Both come from here.
 * `key` is public and fixes the extension's id, which the helper's manifest names; a store gives its own.
 */
const KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2yNaBNkYkbo+rQ5oRLhqBAMteTxzZ7sgW2Ezs1AR0+9oa4RESXNgIwZfKkd9Yq6/4ZQkyC1jJzxMVosG93PJErMGWBgBIV3vLZ43aibPk0JoyTXfcNmEzRJRsS6WrbHPjkd+Y0JU1u8e5h94r7ekSYU9avmSURwdHZt15GFJT1bOaj0hIyQ0ZQoSgTFJOHtC23ii8KmFPZdIImEk45SNpzT/xPZAOEZpMfJb94o3+D6wtPnd8THMiE60srPRIHwKwczljwkxQrvImbjLBfK+tkGc4v4K5Un7h/SZJdDDEbnVvp0cWK1jCvICrRQO7XozcZrikiWlpX+qG4h/62/mlwIDAQAB';

/**
 * @param {'chromium' | 'firefox'} family
 * @param {string} version
 */
export const manifestOf = (family, version) => ({
  manifest_version: 3,
  name: '__MSG_name__',
  description: '__MSG_description__',
  version,
  default_locale: 'en',
  icons: { 16: 'icons/16x16.png', 32: 'icons/32x32.png', 48: 'icons/48x48.png', 128: 'icons/128x128.png' },
  action: {
    default_title: 'Sluice',
    default_popup: 'popup.html',
    default_icon: { 16: 'icons/16x16.png', 32: 'icons/32x32.png' },
  },
  options_ui: { page: 'options.html', open_in_tab: false },
  // webRequest only watches which addresses forms were sent to; it changes nothing.
  permissions: [
    'downloads',
    'contextMenus',
    'cookies',
    'storage',
    'nativeMessaging',
    'scripting',
    'activeTab',
    'webRequest',
  ],
  host_permissions: ['<all_urls>'],
  // What is opened in private stays there.
  incognito: 'not_allowed',
  content_scripts: [{ matches: ['<all_urls>'], js: ['keys.js'], run_at: 'document_start', all_frames: true }],
  ...(family === 'chromium'
    ? { key: KEY, minimum_chrome_version: '120', background: { service_worker: 'background.js' } }
    : {
        background: { scripts: ['background.js'] },
        browser_specific_settings: { gecko: { id: 'browser@sluice.app', strict_min_version: '121.0' } },
      }),
});
