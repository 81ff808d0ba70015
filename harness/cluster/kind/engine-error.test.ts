import { describe, expect, it } from 'vitest';
import { engineError } from './engine-error.ts';

describe('engineError', () => {
  it.each([
    ['Cannot connect to the Docker daemon at unix:///run/d.sock. Is the docker daemon running?', 'E_ENGINE_GONE'],
    ['error during connect: Get "http://docker/v1": EOF', 'E_ENGINE_GONE'],
    ['write /var/lib/x: no space left on device', 'E_DISK_FULL'],
    ['Error response from daemon: No such container: k-worker', 'E_NODE_GONE'],
    ['Error: No such object: k-worker', 'E_NODE_GONE'],
    ['Error response from daemon: Container 12ab is not running', 'E_NODE_STOPPED'],
    ['Error response from daemon: Container k-worker is paused, unpause the container before exec', 'E_NODE_STOPPED'],
    ['Unable to find image "x:1" locally', 'E_IMAGE_MISSING'],
  ])('knows the cause of: %s', (said, code) => {
    const error = engineError('stopping worker-1', said);
    expect(error.code).toBe(code);
    expect(error.exitCode).toBe(3);
    expect(error.message).toContain('stopping worker-1 was not possible');
    expect(error.message).toContain(said);
    expect(error.next).toBeTruthy();
  });

  it('quotes the end of what it does not know, and claims no cause', () => {
    const error = engineError('making cluster k with kind', 'I1121 a\nI1121 b\nfirst\n\nsecond\nthird\n');
    expect(error.code).toBe('E_ENGINE');
    expect(error.message).toBe('Expected making cluster k with kind to succeed but found: first second third');
  });

  it('says so when nothing was printed', () => {
    expect(engineError('a', '').message).toContain('nothing was printed');
  });
});
