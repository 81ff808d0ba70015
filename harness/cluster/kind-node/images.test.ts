import { describe, expect, it } from 'vitest';
import { fullName } from './images.ts';

describe('fullName', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.22.1', 'docker.io/library/nginx:1.22.1'],
    ['fluent/fluentd:v1', 'docker.io/fluent/fluentd:v1'],
    ['registry.k8s.io/pause:3.10.2', 'registry.k8s.io/pause:3.10.2'],
    ['localhost/x', 'localhost/x:latest'],
    ['registry.example:5000/x', 'registry.example:5000/x:latest'],
    ['nginx@sha256:ab', 'docker.io/library/nginx@sha256:ab'],
  ])('of %s is %s', (image, full) => {
    expect(fullName(image)).toBe(full);
  });
});
