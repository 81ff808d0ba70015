/** One thing that `course doctor` looked at. */
export interface Finding {
  what: string;
  ok: boolean;
  /** Set where most people never need it, so that its absence is no fault. */
  optional?: true;
  detail: string;
  /** The one command that mends it. */
  fix?: string;
}

/** A finding in a line, and under it what mends it. */
export function formatFinding({ what, ok, optional, detail, fix }: Finding): string {
  const mark = ok ? 'ok     ' : optional ? 'absent ' : 'MISSING';
  return `${mark} ${what.padEnd(24)} ${detail}${fix ? `\n${' '.repeat(33)}mend it: ${fix}` : ''}`;
}

/** Bytes as people say them. */
export function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}
