import { usePluginData } from '@docusaurus/useGlobalData';
import type { Props } from '@theme/DocSidebarItem/Link';
import Original from '@theme-original/DocSidebarItem/Link';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { progressIn } from '../../../components/Progress/lesson-state.ts';
import { useProgress } from '../../../components/Progress/use-progress.ts';
import type { LessonParts } from '../../../plugins/overview/types.ts';
import styles from './finished.module.css';

/** A page in the sidebar, ticked once its lesson is finished. */
export default function DocSidebarItemLink(props: Props): ReactNode {
  const { item } = props;
  const { lessons } = usePluginData('one-per-node-overview') as LessonParts;
  const record = useProgress();
  const id = item.docId ?? '';
  const lesson = Object.hasOwn(lessons, id) ? lessons[id] : undefined;
  const isFinished = lesson !== undefined && progressIn(record, { id, ...lesson }).state === 'finished';
  return <Original {...props} item={{ ...item, className: clsx(item.className, isFinished && styles.finished) }} />;
}
