import type { ReactNode } from 'react';
import type { StepData } from '../../plugins/course/types.ts';
import Terminal from '../Terminal/index.tsx';
import { Printed } from '../Terminal/Printed.tsx';

interface StepProps {
  data: StepData;
  /** The commands whose output is shown; without it all are. */
  show?: readonly string[];
  /** Whether the reader is to predict what is printed before they look. */
  predict?: boolean;
}

/** One step of a lab in the flow of the text: what is typed, and what it printed when it was recorded. */
export default function Step({ data, show, predict = false }: StepProps): ReactNode {
  const commands = show
    ? data.commands.filter(({ command }) => show.some((shown) => shown.trimEnd() === command))
    : data.commands;
  if (!predict) return <Terminal commands={commands} origin={data.origin} />;
  return (
    <>
      <Terminal commands={commands} output={false} />
      <Printed commands={commands} origin={data.origin} />
    </>
  );
}
