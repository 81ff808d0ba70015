import useIsBrowser from '@docusaurus/useIsBrowser';
import CodeBlock from '@theme/CodeBlock';
import type { ReactNode } from 'react';
import type { PredictedNode, PredictQuestion } from '../../plugins/quiz/types.ts';
import { Inline } from '../Inline/index.tsx';
import { type GridCell, NodeGrid } from '../NodeGrid/index.ts';
import { cellOf } from './predict-cell.ts';
import styles from './quiz.module.css';
import { useAnswer } from './use-answer.ts';
import { Verdict } from './Verdict.tsx';

interface PredictCardProps {
  lesson: string;
  question: PredictQuestion;
}

/** A question that is answered by putting pods on nodes; the placement model judges each node and says why. */
export function PredictCard({ lesson, question }: PredictCardProps): ReactNode {
  const { id, ask, manifest, manifestIs, nodes, explain } = question;
  const due = nodes.filter(({ runs }) => runs).map(({ name }) => name);
  const answering = useAnswer({ lesson, id, due });
  const { chosen, state, choose } = answering;
  const isBrowser = useIsBrowser();
  const toggle = (name: string) =>
    choose(chosen.has(name) ? [...chosen].filter((other) => other !== name) : [...chosen, name]);
  const cells = nodes.map((node) => cellOf(node, chosen.has(node.name), state !== 'asked'));
  const missed = nodes.filter(({ name, runs }) => runs !== chosen.has(name));
  return (
    <fieldset className={styles.card} data-question={id}>
      <legend className={styles.ask}>
        <Inline text={ask} />
      </legend>
      <CodeBlock language="yaml" title={manifestIs === 'podSpec' ? 'spec.template.spec, in part' : 'agent.yaml'}>
        {manifest}
      </CodeBlock>
      <NodeGrid
        cells={cells}
        label={ask.replaceAll('`', '')}
        table={false}
        legend={state !== 'asked'}
        idle={isBrowser ? 'Press a node to put a pod there, and again to take it away.' : 'Where do you expect a pod?'}
        {...(state !== 'right' && isBrowser && { onToggle: toggle })}
      />
      {isBrowser ? (
        <Verdict
          answering={answering}
          ready
          wrong={`The placement model says otherwise of ${listed(missed)}.`}
          right={`Right: the placement model says the same of ${nodes.length === 1 ? 'the node' : `all ${nodes.length} nodes`}.`}
        />
      ) : (
        <details className={styles.answer}>
          <summary>Answer</summary>
          <Reasons nodes={nodes} />
        </details>
      )}
      {isBrowser && state !== 'asked' && <Reasons nodes={nodes} cells={cells} />}
      {explain && state !== 'asked' && (
        <p className={styles.explain}>
          <Inline text={explain} />
        </p>
      )}
    </fieldset>
  );
}

/** `a`, `a and b`, `a, b and c`. */
function listed(nodes: readonly PredictedNode[]): string {
  const names = nodes.map(({ name }) => name);
  return new Intl.ListFormat('en-GB').format(names);
}

/** What the model says of each node; with the cells, also whether the reader said the same. */
function Reasons({ nodes, cells }: { nodes: readonly PredictedNode[]; cells?: readonly GridCell[] }): ReactNode {
  return (
    <ul className={styles.reasons}>
      {nodes.map(({ name, runs, reason }, at) => {
        const told = cells?.[at]?.state;
        const missed = told === 'missing' || told === 'unwanted';
        return (
          <li key={name} data-told={told && (missed ? 'wrong' : 'right')}>
            <strong>{name}</strong> {runs ? 'gets a pod' : 'gets none'}
            {missed && <em> (you said otherwise)</em>}: {reason}.
          </li>
        );
      })}
    </ul>
  );
}
