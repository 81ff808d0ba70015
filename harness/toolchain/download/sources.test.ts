import { describe, expect, it } from 'vitest';
import { toolSets } from '../tools.ts';
import { digestIn, sourceOf } from './sources.ts';

const linux = { os: 'linux', arch: 'amd64' };

describe('sourceOf', () => {
  it('finds kind at its publisher, with the checksum file that it has there', () => {
    const source = sourceOf('kind', linux);
    expect(source?.url).toMatch(/\/kind\/releases\/download\/v0\.32\.0\/kind-linux-amd64$/);
    expect(source?.checksumUrl).toBe(`${source?.url}.sha256sum`);
    expect(sourceOf('kind', { os: 'darwin', arch: 'arm64' })?.url).toMatch(/kind-darwin-arm64$/);
  });

  it('takes the etcd of a node from the release that kubeadm asks for', () => {
    expect(sourceOf('node-etcd', linux)).toMatchObject({
      url: expect.stringMatching(/etcd-v3\.6\.8-linux-amd64\.tar\.gz$/),
      member: 'etcd-v3.6.8-linux-amd64/etcd',
    });
  });

  it('knows no download of what is published only as an image or in a larger archive', () => {
    for (const tool of ['agnhost', 'containerd', 'ctr', 'coredns', 'node-exporter', 'log-agent'] as const)
      expect(sourceOf(tool, linux)).toBeUndefined();
  });

  it('offers nothing of a node for a system that no node runs', () => {
    for (const tool of toolSets.node) expect(sourceOf(tool, { os: 'darwin', arch: 'arm64' })).toBeUndefined();
  });
});

describe('digestIn', () => {
  const digest = 'a'.repeat(64);

  it('reads the line of the file, or a bare digest, and no other file’s', () => {
    expect(digestIn(`${digest}  kind-linux-amd64\n`, 'kind-linux-amd64')).toBe(digest);
    expect(digestIn(`${digest}\n`, 'kubelet')).toBe(digest);
    expect(digestIn(`${digest}  kind-linux-arm64\n`, 'kind-linux-amd64')).toBeUndefined();
  });
});
