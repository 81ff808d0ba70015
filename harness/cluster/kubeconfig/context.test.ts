import { describe, expect, it } from 'vitest';
import { neededRights } from './access.ts';
import { clusterNameOf } from './context.ts';

describe('clusterNameOf', () => {
  const usable = /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/;

  it('keeps a context that can be a name', () => {
    expect(clusterNameOf('kind-prod')).toBe('kind-prod');
  });

  it.each([
    'arn:aws:eks:eu-west-1:123456789012:cluster/prod',
    'admin@Prod',
    'Prod',
    '-prod-',
    '***',
    'a'.repeat(60),
    'gke_project_zone_name_that_is_rather_long_indeed',
    'one-per-node',
  ])('makes a name of %s that is like no other', (context) => {
    const name = clusterNameOf(context);
    expect(name).toMatch(usable);
    expect(name).not.toBe('one-per-node');
    expect(clusterNameOf(context)).toBe(name);
    expect(clusterNameOf(`${context}x`)).not.toBe(name);
  });

  it('tells contexts apart that differ in what a name cannot hold', () => {
    expect(new Set(['a@b', 'a.b', 'A@b', 'a-b'].map(clusterNameOf)).size).toBe(4);
  });
});

describe('neededRights', () => {
  it('asks to change nodes only where that was allowed', () => {
    const asked = (allow: boolean) => neededRights(allow).map(({ verb, resource }) => `${verb} ${resource}`);
    expect(asked(false)).toEqual(['create namespaces', 'delete namespaces', 'list nodes']);
    expect(asked(true)).toContain('patch nodes');
  });
});
