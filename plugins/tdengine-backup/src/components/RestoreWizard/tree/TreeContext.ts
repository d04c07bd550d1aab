import { Selection } from '../state/selection';

/** What every line of the tree is about. */
export interface TreeContext {
  backupId: string;
  selection: Selection;
  onChange(selection: Selection): void;
}
