import { describe, expect, it } from 'vitest';
import { whyNoRoom } from './room.ts';

const disk = (freeBytes: number) => ({ folder: '/var/lib/docker', freeBytes });

describe('whyNoRoom', () => {
  it('finds none where there is enough of everything', () => {
    expect(whyNoRoom({ disk: disk(20e9), watches: { limit: 128, used: 4 } })).toBeUndefined();
    expect(whyNoRoom({ disk: undefined, watches: undefined })).toBeUndefined();
  });

  it('says how much of the disk is missing, and where', () => {
    const error = whyNoRoom({ disk: disk(0.4e9), watches: undefined });
    expect(error).toMatchObject({ code: 'E_DISK_FULL', exitCode: 3 });
    expect(error?.message).toContain(
      'Expected 3.0 GB of free space for a kind cluster in /var/lib/docker but found 0.4 GB',
    );
  });

  it('says that the nodes would never be Ready where their kubelets could watch no files', () => {
    const error = whyNoRoom({ disk: disk(20e9), watches: { limit: 128, used: 90 } });
    expect(error).toMatchObject({ code: 'E_INOTIFY', exitCode: 3 });
    expect(error?.message).toContain('found 90 of 128 in use');
    expect(error?.next).toContain('sysctl fs.inotify.max_user_instances=');
  });
});
