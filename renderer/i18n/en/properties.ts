/** Words of what is known of a download beyond its row. */
export const properties = {
  properties: {
    finalUrl: 'Link after redirects',
    mirrors: 'Mirrors',
    copyMirrors: 'Copy the mirrors’ links',
    referrer: 'Referrer',
    headers: 'Request headers',
    hidden: 'hidden',
    validators: 'Validators',
    notAsked: 'Known once the server is asked',
    noValidators: 'The server gives none',
  },
} as const;
