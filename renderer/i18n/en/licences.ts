/** Words of the sheet with the licences of what the program is made of. */
export const licences = {
  title: 'Licences',
  search: 'Search name or licence',
  count_one: '{{count}} part',
  count_other: '{{count}} parts',
  nothing: 'No part matches “{{query}}”.',
  none: 'This copy was started from its sources. A build collects the licences of its parts.',
  unreadable: 'The licences could not be read. They are also beside the program, in LICENSES.parts.txt.',
  chromium: 'Licences of Chromium…',
} as const;
