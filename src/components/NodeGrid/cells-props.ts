import type { Group } from './model.ts';

/** What both ways of drawing share. */
export interface CellsProps {
  groups: readonly Group[];
  label: string;
  /** Name of the cell that the tab key comes to. */
  active: string | undefined;
  onPoint: (name: string | undefined) => void;
  onFocus: (name: string) => void;
  onPress: (name: string) => void;
  toggles: boolean;
}
