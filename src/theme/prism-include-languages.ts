import type * as PrismNamespace from 'prismjs';

/**
 * The languages that pages use beyond YAML and JSON, which come with Prism: bash, and a shell session with its output
 * (`console`). Replaces the theme's own list; Prism's components look for the instance on the global object.
 */
export default function prismIncludeLanguages(prism: typeof PrismNamespace): void {
  const world = globalThis as { Prism?: typeof PrismNamespace };
  const before = world.Prism;
  world.Prism = prism;
  require('prismjs/components/prism-bash');
  require('prismjs/components/prism-shell-session');
  prism.languages.console = prism.languages['shell-session'] ?? {};
  if (before === undefined) delete world.Prism;
  else world.Prism = before;
}
