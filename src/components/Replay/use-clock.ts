import { useEffect, useRef, useState } from 'react';

/** How fast a recording runs: times its own pace with long pauses shortened, or exactly as it was. */
export type Speed = number | 'real';

/** Goes on by itself while it plays. */
export interface Clock {
  at: number;
  isPlaying: boolean;
  play: () => void;
  pause: () => void;
  seek: (at: number) => void;
}

/** A playhead from 0 to `end`, moved with the frames of the screen by `advance`. It begins at the end, at rest. */
export function useClock(end: number, advance: (from: number, ms: number) => number): Clock {
  const [at, setAt] = useState(end);
  const [isPlaying, setPlaying] = useState(false);
  const move = useRef(advance);
  move.current = advance;
  useEffect(() => {
    if (!isPlaying) return;
    let before: number | undefined;
    let frame = requestAnimationFrame(function tick(now) {
      const passed = before === undefined ? 0 : Math.min(now - before, 250);
      before = now;
      setAt((from) => Math.min(end, move.current(from, passed)));
      frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, end]);
  useEffect(() => {
    if (isPlaying && at >= end) setPlaying(false);
  }, [isPlaying, at, end]);
  return {
    at,
    isPlaying,
    play: () => {
      setAt((from) => (from >= end ? 0 : from));
      setPlaying(true);
    },
    pause: () => setPlaying(false),
    seek: (to) => setAt(Math.max(0, Math.min(end, to))),
  };
}
