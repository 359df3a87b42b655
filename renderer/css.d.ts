import 'react';

/** Custom properties may be set like any other style. */
declare module 'react' {
  interface CSSProperties {
    [property: `--${string}`]: string | number | undefined;
  }
}
