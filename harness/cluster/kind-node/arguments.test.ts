import { describe, expect, it } from 'vitest';
import { UsageError } from '../../errors.ts';
import { parseVerbArgs } from './arguments.ts';
import { isRestricted, parseLabel, parseTaint, taintText } from './words.ts';

const options = { unit: 'text', lines: 'count', abrupt: 'flag', label: 'list' } as const;

describe('parseVerbArgs', () => {
  it('reads options of each kind', () => {
    const args = ['--unit', 'kubelet', '--lines=20', '--abrupt', '--label', 'a=b', '--label', 'c=d'];
    expect(parseVerbArgs('x', args, options)).toMatchObject({
      unit: 'kubelet',
      lines: '20',
      abrupt: true,
      label: ['a=b', 'c=d'],
    });
    expect(parseVerbArgs('x', [], {})).toMatchObject({});
  });

  it.each([
    ['an option that it does not take', ['--colour', 'red']],
    ['a word too many', ['worker-2']],
    ['a number that is none', ['--lines', 'many']],
    ['no lines at all', ['--lines', '0']],
    ['a value that is missing', ['--unit']],
  ])('refuses %s, and names what the verb takes', (_, args) => {
    expect(() => parseVerbArgs('logs', args, options)).toThrow(UsageError);
    expect(() => parseVerbArgs('logs', args, options)).toThrow('`node logs` takes --unit VALUE');
  });
});

describe('labels and taints', () => {
  it('are read as kubectl writes them', () => {
    expect(parseLabel('disk=ssd')).toEqual(['disk', 'ssd']);
    expect(parseLabel('node-role.kubernetes.io/gpu=')).toEqual(['node-role.kubernetes.io/gpu', '']);
    expect(parseTaint('gpu=true:NoSchedule')).toEqual({ key: 'gpu', value: 'true', effect: 'NoSchedule' });
    expect(parseTaint('gpu:NoExecute')).toEqual({ key: 'gpu', effect: 'NoExecute' });
    expect(taintText({ key: 'gpu', effect: 'NoExecute' })).toBe('gpu=:NoExecute');
  });

  it.each(['disk', 'a b=c', '=x', 'disk='.concat('x y')])('refuses %j as a label', (text) => {
    expect(() => parseLabel(text)).toThrow('Expected a label as key=value');
  });

  it.each(['gpu', 'gpu=true', 'gpu=true:Never', ':NoSchedule', 'gpu=a b:NoSchedule'])(
    'refuses %j as a taint',
    (text) => {
      expect(() => parseTaint(text)).toThrow('Expected a taint');
    },
  );

  it('knows the labels that no kubelet may give itself', () => {
    expect(['node-role.kubernetes.io/gpu', 'kubernetes.io/x', 'a.k8s.io/x'].filter(isRestricted)).toHaveLength(3);
    expect(['disk', 'example.com/disk', 'notkubernetes.io/x', 'kubernetes.io'].filter(isRestricted)).toEqual([]);
  });
});
