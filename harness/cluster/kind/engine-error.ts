import { ClusterError, type CourseErrorOptions } from '../../errors.ts';

interface Cause {
  says: RegExp;
  code: string;
  message: (asked: string) => string;
  next: string;
}

/** What the engine's client says when it is not the learner's fault, most telling first. */
const causes: readonly Cause[] = [
  {
    says: /cannot connect to the docker daemon|is the docker daemon running|error during connect|connection refused|unexpected EOF$/i,
    code: 'E_ENGINE_GONE',
    message: (asked) => `The container engine does not answer, so ${asked} was not possible.`,
    next: 'Start the engine, then the same command again; course doctor shows what it finds.',
  },
  {
    says: /no space left on device|disk quota exceeded/i,
    code: 'E_DISK_FULL',
    message: (asked) => `The disk of the container engine is full, so ${asked} was not possible.`,
    next: 'docker system df shows what takes the space; course doctor shows our own caches.',
  },
  {
    says: /no such (container|object)/i,
    code: 'E_NODE_GONE',
    message: (asked) => `A container of the cluster is gone, so ${asked} was not possible.`,
    next: 'course cluster up --provider kind makes the cluster anew.',
  },
  {
    says: /is not running|is paused|container .* is stopped/i,
    code: 'E_NODE_STOPPED',
    message: (asked) => `A node of the cluster does not run, so ${asked} was not possible.`,
    next: 'course node start NODE, or course node unpause NODE',
  },
  {
    says: /no such image|unable to find image|pull access denied|manifest unknown|failed to pull image/i,
    code: 'E_IMAGE_MISSING',
    message: (asked) => `An image is missing, so ${asked} was not possible.`,
    next: 'npm run offline:images',
  },
];

/** The error for what the engine's client, or kind by way of it, printed when it failed. */
export function engineError(asked: string, stderr: string, options: CourseErrorOptions = {}): ClusterError {
  const said = lastLines(stderr);
  const cause = causes.find(({ says }) => says.test(stderr));
  if (cause)
    return new ClusterError(cause.code, `${cause.message(asked)} It said: ${said}`, { next: cause.next, ...options });
  return new ClusterError('E_ENGINE', `Expected ${asked} to succeed but found: ${said}`, {
    next: 'course doctor',
    ...options,
  });
}

/** The last lines that say something: kubeadm and kind print pages before them. */
function lastLines(text: string, count = 3): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.slice(-count).join(' ') || 'nothing was printed.';
}
