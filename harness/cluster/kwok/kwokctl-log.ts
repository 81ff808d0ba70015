/** kwokctl logs JSON; what people want of a line is its message and error. */
export function kwokctlMessage(line: string): string {
  try {
    const { msg, err, error } = JSON.parse(line) as { msg?: string; err?: string; error?: string };
    return [msg, err ?? error].filter(Boolean).join(': ');
  } catch {
    return line;
  }
}
