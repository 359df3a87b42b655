import { useState, type KeyboardEvent, type PointerEvent } from 'react';

/** By how much an arrow key moves it, CSS pixels. */
const STEP = 16;

interface SplitterProps {
  /** Its name for screen readers. */
  readonly label: string;
  /** CSS pixels of the pane it sets. */
  readonly width: number;
  readonly limits: { readonly min: number; readonly max: number; readonly usual: number };
  /** At which end of the window that pane is. */
  readonly side: 'start' | 'end';
  readonly testId: string;
  /** Shows the pane with this width while it is being drawn. */
  readonly onPreview: (width: number) => void;
  /** Keeps it. */
  readonly onKeep: (width: number) => void;
}

/** The edge between two panes: drawn, or moved by the arrow keys; two clicks give the usual width back. */
export function Splitter({ label, width, limits, side, testId, onPreview, onKeep }: SplitterProps) {
  const [from, setFrom] = useState<{ readonly x: number; readonly width: number } | null>(null);
  const within = (wanted: number): number => Math.round(Math.max(limits.min, Math.min(limits.max, wanted)));
  /** 1 when the pane grows towards larger x. */
  const sense = (element: Element): number =>
    (getComputedStyle(element).direction === 'rtl' ? -1 : 1) * (side === 'start' ? 1 : -1);

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    setFrom({ x: event.clientX, width });
  }
  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    if (from !== null) onPreview(within(from.width + sense(event.currentTarget) * (event.clientX - from.x)));
  }
  function end(): void {
    if (from === null) return;
    setFrom(null);
    onKeep(width);
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    const wanted =
      event.key === 'Home'
        ? limits.min
        : event.key === 'End'
          ? limits.max
          : width + (step ?? 0) * sense(event.currentTarget);
    if (step === undefined && event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    onKeep(within(wanted));
  }
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={limits.min}
      aria-valuemax={limits.max}
      className={`splitter splitter-${side}`}
      data-testid={testId}
      data-dragged={from !== null || undefined}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={onKeyDown}
      onDoubleClick={() => {
        onKeep(limits.usual);
      }}
    />
  );
}
