import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { simulations } from '../../../lab/simulation.ts';
import type { Toolchain } from '../../../toolchain/index.ts';
import { kwokctlConfig } from '../config.ts';
import { stages } from './index.ts';

const ofPods = stages.filter(({ spec }) => spec.resourceRef.kind === 'Pod');

describe('the stages', () => {
  it('have names of their own', () => {
    const names = stages.map(({ metadata }) => metadata.name);
    expect(names).toEqual([...new Set(names)]);
  });

  it('do nothing to a pod on a stopped node: the first step of each fails there', () => {
    expect(ofPods.length).toBeGreaterThan(5);
    for (const { metadata, spec } of ofPods) {
      const [first] = spec.steps;
      const template = first && 'patch' in first ? first.patch.template : '';
      expect(template, metadata.name).toContain('fail "the node is stopped"');
    }
  });

  it('know each word that a pod can simulate', () => {
    const conditions = JSON.stringify(ofPods.map(({ spec }) => spec.selector));
    expect(Object.keys(simulations).filter((word) => !conditions.includes(`"${word}"`))).toEqual([]);
  });

  it('all stand in the configuration, which drops the defaults of kwok', () => {
    const text = kwokctlConfig({ binaries: {}, kubernetesVersion: '1.0.0' } as unknown as Toolchain, {});
    const documents = parseAllDocuments(text).map((document) => document.toJS() as { kind: string });
    expect(documents.map(({ kind }) => kind)).toEqual(['KwokctlConfiguration', ...stages.map(() => 'Stage')]);
    expect(documents.slice(1)).toEqual(JSON.parse(JSON.stringify(stages)));
  });
});
