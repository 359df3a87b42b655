/** Where a system shows how many downloads are active. */
export interface BadgeHost {
  /** macOS' dock and Unity's launcher write the number themselves; 0 takes it away. */
  setCount(count: number): void;
  /** Windows lays a picture over the taskbar's button. `null` takes it away. @param file below `assets` */
  setOverlay(file: string | null, description: string): void;
}

/** More have a picture in common. */
const MOST = 9;

/** @returns told how many are active; asks the host for something only when that is another number */
export function createBadge(
  platform: NodeJS.Platform,
  host: BadgeHost,
  describe: (active: number) => string,
): (active: number) => void {
  let shown = 0;
  return (active) => {
    if (active === shown) return;
    shown = active;
    if (platform !== 'win32') host.setCount(active);
    else if (active === 0) host.setOverlay(null, '');
    else host.setOverlay(`overlay/${active > MOST ? 'many' : String(active)}.png`, describe(active));
  };
}
