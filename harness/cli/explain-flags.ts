/** What the command line of `course explain` says. */
export interface ExplainFlags {
  filename?: string;
  nodes?: string;
  node?: string;
  whatIf: string[];
  against?: string;
  namespace?: string;
  kubeconfig?: string;
  context?: string;
  output: 'pretty' | 'wide' | 'json' | 'yaml';
  ascii?: boolean;
}
