import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { timelineProblems } from '../harness/verdict/timeline.ts';
import { timelineSchema } from '../harness/verdict/timeline-schema.ts';
import { root } from './house/repository.ts';

const paths = globSync(['labs/*/expected/*/timeline.json', 'static/recordings/*.json'], { cwd: root });

describe('a recorded timeline', () => {
  it('is there', () => expect(paths.length).toBeGreaterThan(0));

  it.each(paths)('%s is of the schema, small, and ends with what the API server listed', (path) => {
    const timeline = timelineSchema.parse(JSON.parse(readFileSync(join(root, path), 'utf8')));
    expect(timelineProblems(timeline)).toEqual([]);
    expect(timeline.events.length).toBeGreaterThan(0);
    expect(statSync(join(root, path)).size).toBeLessThan(300 * 1024);
  });
});
