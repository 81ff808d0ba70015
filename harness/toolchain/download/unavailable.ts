/** A download that did not work for a reason outside this machine's disk; the Go build is tried next. */
export class Unavailable extends Error {
  /** The connection itself failed, so that asking the same host for the next file is pointless. */
  readonly broken: boolean;

  constructor(message: string, { broken, ...options }: ErrorOptions & { broken: boolean }) {
    super(message, options);
    this.name = 'Unavailable';
    this.broken = broken;
  }
}
