import { describe, expect, it } from 'vitest';
import { stepOf } from './create.ts';

describe('stepOf', () => {
  it.each([
    [' • Ensuring node image (kindest/node:v1.36.1) 🖼  ...\n', 'Ensuring node image (kindest/node:v1.36.1)'],
    [' • Preparing nodes 📦 📦 📦 📦   ...\n', 'Preparing nodes'],
    [' • Starting control-plane 🕹️  ...\n', 'Starting control-plane'],
    [' ✓ Joining worker nodes 🚜\n • Waiting ⏳  ...\n', 'Waiting'],
  ])('reads what kind begins with from %j', (text, step) => {
    expect(stepOf(text)).toBe(step);
  });

  it.each([' ✓ Joining worker nodes 🚜\n', 'WARN: a...', ''])('takes %j for no beginning', (text) => {
    expect(stepOf(text)).toBeUndefined();
  });
});
