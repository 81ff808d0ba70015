import { CourseError, Interrupted } from '../errors.ts';

/** The error that a stopped signal stands for: its own reason when that is one of ours. */
export function interruption(signal: AbortSignal): CourseError {
  return signal.reason instanceof CourseError ? signal.reason : new Interrupted('Ctrl-C');
}

/** Ends the work here if somebody asked us to stop. */
export function throwIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw interruption(signal);
}
