/** All of the Explorer that needs the placement model and the YAML reader: one chunk, loaded once the page is there. */

export { WhatIfError } from '../../../harness/placement/what-if.ts';
export { changeDaemonSet, changeNodes, EditError, nodeText } from './edit.ts';
export { compareWith, Explorer } from './model.ts';
