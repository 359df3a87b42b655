/** @throws when the page has no such element */
export function byId<Kind extends HTMLElement>(id: string, kind: abstract new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${id}.`);
  return found;
}

export const text = (name: string, ...values: string[]): string => chrome.i18n.getMessage(name, values);
document.documentElement.lang = chrome.i18n.getUILanguage();
