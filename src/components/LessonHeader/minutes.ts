/** At this pace people read prose that explains something. */
const wordsPerMinute = 200;

/** Whole minutes to read so many words and to do these labs. */
export function minutesFor(
  words: number,
  labs: readonly { minutes?: number | undefined }[],
): { reading: number; total: number } {
  const reading = Math.max(1, Math.round(words / wordsPerMinute));
  const doing = labs.reduce((sum, { minutes = 0 }) => sum + minutes, 0);
  return { reading, total: Math.round(reading + doing) };
}
