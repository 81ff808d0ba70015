/** A quiz as a page carries it: plain data, with every answer worked out at build time. */
export interface Quiz {
  /** Id of the lesson, under which progress is kept: `placement/node-selector`. */
  lesson: string;
  questions: Question[];
}

export type Question = ChoiceQuestion | PredictQuestion;

interface Asked {
  /** Unique in the quiz; progress is kept by it. */
  id: string;
  ask: string;
  /** Shown with the answer. */
  explain?: string;
}

export interface ChoiceQuestion extends Asked {
  kind: 'choice';
  /** Whether more than one choice is right. */
  several: boolean;
  /** In the order in which they are shown. */
  choices: Choice[];
}

export interface Choice {
  text: string;
  right: boolean;
  /** For a wrong choice always: the observation that refutes it. */
  because?: string;
}

export interface PredictQuestion extends Asked {
  kind: 'predict';
  /** What decides, as YAML: a DaemonSet, or a part of its pod template's spec. */
  manifest: string;
  manifestIs: 'daemonSet' | 'podSpec';
  nodes: PredictedNode[];
}

/** A node, and what the placement model says of it. */
export interface PredictedNode {
  name: string;
  /** As `key=value`; those that the author gave it, not those that every node has. */
  labels: string[];
  /** As `key=value:Effect`. */
  taints: string[];
  runs: boolean;
  /** Why, in the model's words. */
  reason: string;
}
