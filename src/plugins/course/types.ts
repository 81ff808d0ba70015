import type { ExpectationText } from '../../../harness/lab/in-words/text.ts';
import type { Capability } from '../../../harness/lab/schema.ts';
import type { VerdictCode } from '../../../harness/verdict/codes.ts';
import type { TopologyData } from '../../components/Topology/data.ts';

/** What the site shows of labs, as plain JSON: made at build time from lab.yaml, its files and its recordings. */

/** A command and what it printed when it was recorded; undefined while it never was. */
export interface Recorded {
  command: string;
  output?: string;
}

/** Where something was recorded. */
export interface Origin {
  provider: 'kwok' | 'kind';
  kubernetes: string;
}

export interface StepData {
  /** Slug of its lab. */
  lab: string;
  id: string;
  title?: string;
  /** The step's own command first, then those whose output is shown. */
  commands: [Recorded, ...Recorded[]];
  origin: Origin;
  expectations: ExpectationText[];
}

export interface FileData {
  path: string;
  text: string;
  language: 'yaml' | 'bash' | 'text';
}

/** A line of a comparison: in both, only in the right answer, or only in the wrong one. */
export interface DiffLine {
  mark: ' ' | '-' | '+' | '…';
  text: string;
}

export interface FileDiff {
  path: string;
  lines: DiffLine[];
}

/** How a wrong answer fails, as a run says it. */
export interface FailureData {
  step: string;
  stepTitle?: string;
  code: VerdictCode;
  means: string;
  nodes?: string[];
  says?: string;
}

export interface TrapData {
  reason: string;
  why?: string;
  /** The commands that it replaces: what the steps say, what is typed instead. */
  commands: { step: string; instead: string }[];
  files: FileDiff[];
  fails: FailureData;
}

/** A file of the lab as the learner gets it and as it is in the right answer. */
export interface LabFileData {
  path: string;
  language: FileData['language'];
  starter: string;
  /** Undefined where it is the same. */
  solution?: string;
  /** The lines of the solution that the starter does not have, such as `7-9,12`. */
  changed?: string;
}

/** What lists and links say of a lab. */
export interface LabSummary {
  slug: string;
  title: string;
  summary?: string;
  section: string;
  minutes?: number;
  needs: Capability[];
  provider: Origin['provider'];
}

export interface LabData extends LabSummary {
  task: string;
  topology: TopologyData;
  files: LabFileData[];
  steps: StepData[];
  hints: string[];
  starterFails: FailureData;
  traps: TrapData[];
  timeline: boolean;
}

/** A page of docs as other pages list it. */
export interface LessonSummary {
  id: string;
  title: string;
  description: string;
  minutes: number;
  labs: string[];
}

/** A lab with the lessons that embed it. */
export interface LabListing extends LabSummary {
  lessons: { id: string; title: string }[];
}

/** What stands around the page of a lab. */
export interface LabAround {
  lessons: { id: string; title: string }[];
  previous?: { slug: string; title: string };
  next?: { slug: string; title: string };
}
