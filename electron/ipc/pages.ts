/** The app's own pages. The window's may ask for everything, the drop basket's for what `BASKET_MAY` says. */
export const PAGES = ['window', 'basket'] as const;
export type PageName = (typeof PAGES)[number];
