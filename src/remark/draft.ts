/** Whether pages may name lessons and figures that are not there yet: `ONE_PER_NODE_DRAFT=1 npm start`. */
export const isDraft = (): boolean => process.env.ONE_PER_NODE_DRAFT !== undefined;
