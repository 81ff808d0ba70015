/** Where a cluster may come from. A file of its own, so that to name one does not load the schemas of results. */
export const providerNames = ['kwok', 'kind', 'kubeconfig'] as const;
/** Where a cluster comes from. */
export type ProviderName = (typeof providerNames)[number];
