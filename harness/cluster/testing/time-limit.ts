import { beforeEach } from 'vitest';

/**
 * Tests that would begin later than ONE_PER_NODE_TESTS_UNTIL (milliseconds since 1970) are skipped and counted as such: a
 * machine that is slow today then still says what it had the time for.
 */
const until = Number(process.env.ONE_PER_NODE_TESTS_UNTIL ?? Number.POSITIVE_INFINITY);

beforeEach(({ skip }) => skip(Date.now() > until, 'no time was left'));
