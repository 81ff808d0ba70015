import type { CatalogueImage } from './catalogue.ts';

/** Debian's tools and Go programs look for each other here. */
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The Dockerfile of an image that holds one program, on `BASE` or on nothing. */
export function programDockerfile(
  entry: Omit<CatalogueImage, 'name' | 'ref' | 'title' | 'proves'>,
  base?: 'BASE',
): string {
  return lines([
    ...(base ? [`ARG ${base}`, `FROM $${base}`] : ['FROM scratch']),
    'COPY files/ /',
    `ENV PATH=${path}`,
    ...endOf({ ...entry, entrypoint: entry.entrypoint ?? (entry.path ? [entry.path] : undefined) }),
  ]);
}

/** The Dockerfile of an image of Debian packages, on `DEBIAN`, with the files of `files/` over them. */
export function packagesDockerfile(entry: CatalogueImage, hasFiles: boolean): string {
  const packages = entry.packages ?? [];
  return lines([
    'ARG DEBIAN',
    'FROM $DEBIAN',
    `RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends ${packages.join(' ')} \\`,
    '    && apt-get clean && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/debconf/*-old \\',
    // For the list of contents.
    '    && mkdir -p /usr/share/one-per-node && list-packages >/usr/share/one-per-node/packages.tsv',
    ...(hasFiles ? ['COPY files/ /'] : []),
    ...endOf(entry),
  ]);
}

/** The Dockerfile that adds the list of contents and the labels to a draft, and changes nothing else. */
export function sealDockerfile(labels: Readonly<Record<string, string>>): string {
  return lines([
    'ARG DRAFT',
    'FROM $DRAFT',
    'COPY sbom.json /usr/share/one-per-node/sbom.json',
    ...Object.entries(labels).map(([name, value]) => `LABEL ${name}=${JSON.stringify(value)}`),
  ]);
}

function endOf({ user, entrypoint, command }: Pick<CatalogueImage, 'user' | 'entrypoint' | 'command'>): string[] {
  return [
    ...(user === undefined ? [] : [`USER ${user}`]),
    ...(entrypoint === undefined ? [] : [`ENTRYPOINT ${JSON.stringify(entrypoint)}`]),
    ...(command === undefined ? [] : [`CMD ${JSON.stringify(command)}`]),
  ];
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
