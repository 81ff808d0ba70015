import { useEffect, useRef, useState } from 'react';

/** A story as it is told: which picture is shown, whether it moves, and how to stop it or tell it again. */
export interface Telling {
  at: number;
  playing: boolean;
  toggle: () => void;
}

/** How long the last picture, which the server drew, stands before the story begins. */
const firstLookMs = 900;

/**
 * Tells pictures one after the other, once. The page arrives with the last one, which stays for readers without scripts
 * and for those who asked for less motion; they may still press play.
 */
export function useStory(durationsMs: readonly number[]): Telling {
  const last = durationsMs.length - 1;
  const [at, setAt] = useState(last);
  const [playing, setPlaying] = useState(false);
  const begun = useRef(false);

  useEffect(() => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const timer = setTimeout(() => {
      if (begun.current) return;
      begun.current = true;
      setAt(0);
      setPlaying(true);
    }, firstLookMs);
    return () => clearTimeout(timer);
  }, []);

  useEffect(() => {
    if (!playing) return;
    if (at >= last) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => setAt(at + 1), durationsMs[at]);
    return () => clearTimeout(timer);
  }, [at, playing, last, durationsMs]);

  const toggle = () => {
    begun.current = true;
    if (!playing && at >= last) setAt(0);
    setPlaying(!playing);
  };
  return { at, playing, toggle };
}
