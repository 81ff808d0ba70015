import { InvalidArgumentError } from 'commander';
import { durationMs } from '../lab/index.ts';

/** Reads the number of clusters that labs are spread over. */
export function parseJobs(text: string): number {
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 16)
    throw new InvalidArgumentError('Expected a whole number from 1 to 16.');
  return jobs;
}

/** Reads a duration such as 30s, in milliseconds. */
export function parseDuration(text: string): number {
  try {
    return durationMs(text);
  } catch (cause) {
    throw new InvalidArgumentError((cause as Error).message);
  }
}
