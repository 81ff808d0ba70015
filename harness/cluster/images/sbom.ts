/** One thing that is in an image, with its version. */
export interface Component {
  readonly type: 'application' | 'library';
  readonly name: string;
  readonly version: string;
  readonly purl: string;
}

/** A list of contents in the form that scanners read: CycloneDX. */
export interface Sbom {
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly version: 1;
  readonly metadata: {
    readonly component: { readonly type: 'container'; readonly name: string; readonly version: string };
  };
  readonly components: readonly Component[];
}

/** The list of contents of an image, each component once, in one order. */
export function sbomOf(ref: string, components: readonly Component[]): Sbom {
  const at = ref.lastIndexOf(':');
  const byPurl = new Map(components.map((component) => [component.purl, component]));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'container', name: ref.slice(0, at), version: ref.slice(at + 1) } },
    components: [...byPurl.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1)),
  };
}

/** Debian packages, from lines of name, version and architecture as dpkg-query prints them with tabs between. */
export function debianComponents(text: string): Component[] {
  return rows(text).flatMap(([name, version, architecture]) =>
    name && version
      ? [
          {
            type: 'library' as const,
            name,
            version,
            purl: `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${architecture ?? 'all'}&distro=debian-12`,
          },
        ]
      : [],
  );
}

/** A Go program and its modules, from what `go version -m` prints of it; `version` is that of the program. */
export function goComponents(text: string, { name, version }: { name: string; version: string }): Component[] {
  const found = rows(text).flatMap(([, kind, ...rest]): Component[] => {
    const [module, moduleVersion] = rest;
    if (kind === 'dep' && module && moduleVersion) return [goModule(module, moduleVersion)];
    // What a module was replaced with is what was compiled.
    if (kind === '=>' && module && moduleVersion) return [goModule(module, moduleVersion)];
    return [];
  });
  const compiler = /: (go\d\S*)/.exec(text)?.[1]?.slice(2);
  return [
    { type: 'application', name, version, purl: `pkg:generic/${name}@${version}` },
    ...(compiler ? [goModule('stdlib', compiler)] : []),
    ...found,
  ];
}

/** A Go module at a version. */
export function goModule(name: string, version: string): Component {
  return { type: 'library', name, version, purl: `pkg:golang/${name}@${encodeURIComponent(version)}` };
}

function rows(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t').map((part) => part.trim()));
}
