import { describe, expect, it } from 'vitest';
import { UsageError } from '../../errors.ts';
import { type NodeVerb, nodeVerbs } from '../provider.ts';
import { checkNodeVerb } from './node-verbs.ts';

const check = (verb: NodeVerb, args: string[], mayChange: boolean) => () =>
  checkNodeVerb({ verb, node: 'n1', args }, mayChange);
const allowed: NodeVerb[] = ['label', 'taint', 'cordon', 'uncordon'];

describe('checkNodeVerb', () => {
  it.each(nodeVerbs)('%s is for those who may change nodes, if it can be put back', (verb) => {
    expect(check(verb, [], false)).toThrow(UsageError);
    if (allowed.includes(verb)) expect(check(verb, [], true)).not.toThrow();
    else expect(check(verb, [], true)).toThrow('only what can be put back');
  });

  it('a taint that evicts is refused, one that does not is not', () => {
    expect(check('taint', ['gpu=true:NoExecute'], true)).toThrow('evict');
    expect(check('taint', ['gpu=true:NoSchedule'], true)).not.toThrow();
    expect(check('taint', ['gpu=true:NoExecute-'], true)).not.toThrow();
  });
});
