import { CourseError } from '../../errors.ts';
import type { HttpClient } from './http.ts';

/** Says of each origin why it cannot be reached; one that answers at all, with whatever status, is not in the map. */
export async function unreachable(
  client: HttpClient,
  origins: Iterable<string>,
  answerMs: number,
): Promise<Map<string, string>> {
  const reasons = new Map<string, string>();
  const probe = async (origin: string) => {
    try {
      (await client.get(`${origin}/`, { answerMs })).discard();
    } catch (error) {
      if (error instanceof CourseError) throw error;
      reasons.set(origin, (error as Error).message);
    }
  };
  await Promise.all([...new Set(origins)].map(probe));
  return reasons;
}
