import { type ReactNode, useState } from 'react';
import type { ReplayData } from './data.ts';
import { timeText } from './digest.ts';
import styles from './replay.module.css';
import type { Clock, Speed } from './use-clock.ts';

interface ControlsProps {
  data: ReplayData;
  clock: Clock;
  speed: Speed;
  setSpeed: (speed: Speed) => void;
}

const speeds = [0.5, 1, 2, 4, 8];

/** Play, pause, scrub, speed; the steps as marks and as places to go to. */
export function Controls({ data, clock, speed, setSpeed }: ControlsProps): ReactNode {
  const { at, isPlaying, play, pause, seek } = clock;
  const { end, steps } = data;
  const current = steps.findLastIndex((step) => step.at <= at);
  const go = (to: number) => {
    pause();
    seek(to);
  };
  return (
    <div className={styles.controls}>
      <div className={styles.bar}>
        <button type="button" className={styles.play} onClick={isPlaying ? pause : play}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            {isPlaying ? <path d="M6 4h4v16H6zM14 4h4v16h-4z" /> : <path d="M7 3.8v16.4L20.5 12z" />}
          </svg>
          <span className={styles.playWord}>{isPlaying ? 'Pause' : 'Play'}</span>
        </button>
        <div className={styles.track}>
          <input
            type="range"
            min={0}
            max={end}
            step="any"
            value={at}
            aria-label="Moment of the recording"
            aria-valuetext={`${timeText(at)} of ${timeText(end)}${steps[current] ? `, ${steps[current].title}` : ''}`}
            style={{ '--done': `${(at / end) * 100}%` } as React.CSSProperties}
            onChange={({ target }) => go(Number(target.value))}
            onKeyDown={(event) => {
              const to = keyTarget(event.key, at, data);
              if (to === undefined) return;
              event.preventDefault();
              go(to);
            }}
          />
          <div className={styles.marks} aria-hidden="true">
            {steps.map((step) => (
              <span key={step.id} style={{ left: `${(step.at / end) * 100}%` }} />
            ))}
          </div>
        </div>
        <output className={styles.time} aria-live="off">
          {timeText(at)}
        </output>
        <label className={styles.speed}>
          <span className="visually-hidden">Speed</span>
          <select
            value={String(speed)}
            onChange={({ target }) => setSpeed(target.value === 'real' ? 'real' : Number(target.value))}
          >
            {speeds.map((times) => (
              <option key={times} value={times}>
                {times}×
              </option>
            ))}
            <option value="real">as real</option>
          </select>
        </label>
        <LinkHere id={data.id} at={at} />
      </div>
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li key={step.id}>
            <button
              type="button"
              aria-current={index === current ? 'step' : undefined}
              onClick={() => go(step.at)}
              className={styles.jump}
            >
              {step.title} <span className={styles.when}>{timeText(step.at)}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Where a key on the slider leads: a hundredth on or back, a step on or back, the ends. */
function keyTarget(key: string, at: number, { end, steps }: ReplayData): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return at + end / 100;
    case 'ArrowLeft':
    case 'ArrowDown':
      return at - end / 100;
    case 'PageDown':
      return steps.find((step) => step.at > at)?.at ?? end;
    case 'PageUp':
      return steps.findLast((step) => step.at < at - 1)?.at ?? 0;
    case 'Home':
      return 0;
    case 'End':
      return end;
    default:
      return undefined;
  }
}

/** Puts the moment into the address, and the address where it can be pasted. */
function LinkHere({ id, at }: { id: string; at: number }): ReactNode {
  const [told, setTold] = useState('');
  const copy = async () => {
    const url = new URL(window.location.href);
    url.searchParams.set('replay', id);
    url.searchParams.set('t', (at / 1000).toFixed(1));
    window.history.replaceState(window.history.state, '', url);
    try {
      await navigator.clipboard.writeText(url.href);
      setTold('The link is copied.');
    } catch {
      setTold('The link is in the address bar.');
    }
  };
  return (
    <>
      <button type="button" className={styles.link} onClick={copy}>
        Link to this moment
      </button>
      <span role="status" className={told ? styles.told : 'visually-hidden'}>
        {told}
      </span>
    </>
  );
}
