import { z } from 'zod';

export const FILTERS = ['all', 'active', 'queued', 'paused', 'finished', 'failed'] as const;
export type Filter = (typeof FILTERS)[number];

/** Columns of compact rows besides the name, in their usual order. */
export const COLUMNS = ['progress', 'state', 'size', 'speed', 'left', 'connections', 'host', 'added'] as const;
export type Column = (typeof COLUMNS)[number];
export const USUAL_COLUMNS: readonly Column[] = ['progress', 'size', 'speed', 'left'];
const columnSchema = z.enum(COLUMNS);

/** `order`: that of the list itself, in which queues work it off. */
export const SORT_KEYS = ['name', ...COLUMNS, 'order'] as const;
export type SortKey = (typeof SORT_KEYS)[number];
const sortSchema = z.object({ by: z.enum(SORT_KEYS), descending: z.boolean() }).strict();
export type Sort = Readonly<z.infer<typeof sortSchema>>;

export const COLUMN_WIDTH = { min: 48, max: 800 } as const;
export const SIDEBAR_WIDTH = { min: 160, max: 360, usual: 216 } as const;
export const DETAIL_WIDTH = { min: 320, max: 640, usual: 368 } as const;

const widthSchema = ({ min, max }: { readonly min: number; readonly max: number }) =>
  z.number().int().min(min).max(max);

/** How the window was left, for its next start. */
export const VIEW_SETTINGS = {
  /** In the order they stand in. */
  columns: z
    .array(columnSchema)
    .max(COLUMNS.length)
    .default([...USUAL_COLUMNS]),
  /** Of columns that were given one, CSS pixels. */
  columnWidths: z.partialRecord(columnSchema, widthSchema(COLUMN_WIDTH)).default({}),
  sort: sortSchema.default({ by: 'added', descending: true }),
  filter: z.enum(FILTERS).default('all'),
  /** A queue or a category that was looked at instead. */
  group: z
    .object({ kind: z.enum(['queue', 'category']), id: z.string().min(1).max(100) })
    .strict()
    .nullable()
    .default(null),
  /** CSS pixels. */
  sidebarWidth: widthSchema(SIDEBAR_WIDTH).default(SIDEBAR_WIDTH.usual),
  detailWidth: widthSchema(DETAIL_WIDTH).default(DETAIL_WIDTH.usual),
  /** The detail panel beside the list. */
  detailShown: z.boolean().default(true),
} as const;
