import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './workbench.ts';

export interface FakeGo {
  /** To be PATH. */
  readonly path: string;
  /** One line per call: GOFLAGS, working folder, arguments. */
  readonly log: string;
}

/** A `go` that says this version, lists three packages and builds words; `onBuild` runs first. */
export async function fakeGo({ version = 'go1.26.8', onBuild = '' } = {}): Promise<FakeGo> {
  const folder = await temporaryFolder();
  const log = join(folder, 'calls');
  const script = `#!/bin/sh
echo "$GOFLAGS|$CGO_ENABLED|$GOPROXY|$PWD|$*" >> ${log}
case "$1" in
  version) echo "go version ${version} linux/amd64" ;;
  list) printf 'a\\nb\\nc\\n' ;;
  build)
    echo "go: downloading k8s.io/api v0.36.3" >&2
    echo a >&2
    ${onBuild}
    while [ "$1" != -o ]; do shift; done
    out=$2; shift 2
    case "$out" in
      */) for package; do echo "go-built $package" > "$out$(basename "$package")"; done ;;
      *) echo "go-built $1" > "$out" ;;
    esac ;;
esac
`;
  await writeFile(join(folder, 'go'), script);
  await chmod(join(folder, 'go'), 0o755);
  return { path: `${folder}:/usr/bin:/bin`, log };
}
