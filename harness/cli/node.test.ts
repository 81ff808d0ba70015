import { describe, expect, it } from 'vitest';
import { takeOwnOptions } from './node.ts';

describe('takeOwnOptions', () => {
  it('finds cluster and provider behind the name of the node, in both spellings', () => {
    expect(takeOwnOptions(['--cluster', 'class', 'a=b', '--provider=kind', '--overwrite'])).toEqual({
      own: { cluster: 'class', provider: 'kind' },
      rest: ['a=b', '--overwrite'],
    });
  });

  it('leaves the options of a command that runs on the node to that command', () => {
    expect(takeOwnOptions(['--cluster', 'class', '--', 'etcdctl', '--cluster', 'x'])).toEqual({
      own: { cluster: 'class' },
      rest: ['--', 'etcdctl', '--cluster', 'x'],
    });
  });

  it.each([['--cluster', 'No Such Name'], ['--provider', 'vagrant'], ['--cluster']])('refuses %j', (...args) => {
    expect(() => takeOwnOptions(args)).toThrow('Expected');
  });
});
