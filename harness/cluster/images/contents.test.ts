import { describe, expect, it } from 'vitest';
import { refuted } from './build/image.ts';
import { missingFrom } from './build/node.ts';
import { packagesDockerfile, programDockerfile, sealDockerfile } from './dockerfile.ts';
import { labelsOf } from './labels.ts';
import { allRecipes } from './recipes.ts';
import { debianComponents, goComponents, sbomOf } from './sbom.ts';
import { isOlder } from './store.ts';

const goText = [
  '/cache/bin/agnhost: go1.26.8',
  '\tpath\tk8s.io/kubernetes/test/images/agnhost',
  '\tmod\tone-per-node.local/offline/kubernetes\t(devel)\t',
  '\tdep\tgithub.com/miekg/dns\tv1.1.68\th1:x=',
  '\tdep\tk8s.io/api\tv0.0.0',
  '\t=>\tk8s.io/api\tv0.36.3\th1:y=',
  '\tbuild\t-trimpath=true',
].join('\n');

describe('the list of contents', () => {
  it('names the program, its modules at the versions that were compiled, and the compiler', () => {
    const purls = goComponents(goText, { name: 'agnhost', version: '1.36.3' }).map(({ purl }) => purl);
    expect(purls).toContain('pkg:generic/agnhost@1.36.3');
    expect(purls).toContain('pkg:golang/stdlib@1.26.8');
    expect(purls).toContain('pkg:golang/github.com/miekg/dns@v1.1.68');
    expect(purls).toContain('pkg:golang/k8s.io/api@v0.36.3');
  });

  it('names the program alone when Go knows nothing of it', () => {
    expect(goComponents('', { name: 'x', version: '1' })).toHaveLength(1);
  });

  it('names Debian packages with their architecture, and skips what is no package', () => {
    expect(debianComponents('libc6\t2.36-9+deb12u13\tamd64\n\nodd line\n').map(({ purl }) => purl)).toEqual([
      'pkg:deb/debian/libc6@2.36-9%2Bdeb12u13?arch=amd64&distro=debian-12',
    ]);
  });

  it('holds each component once, in one order', () => {
    const [c6] = debianComponents('libc6\t1\tamd64');
    const [a] = debianComponents('a\t1\tamd64');
    const { components, metadata } = sbomOf(
      'registry.example:5000/web:1.2',
      [c6, a, c6].filter((c) => c !== undefined),
    );
    expect(components.map(({ name }) => name)).toEqual(['a', 'libc6']);
    expect(metadata.component).toEqual({ type: 'container', name: 'registry.example:5000/web', version: '1.2' });
  });
});

describe('refuted', () => {
  it('takes the version wherever it stands', () => {
    expect(refuted('nginx/1.22.1', 'nginx version: nginx/1.22.1\n')).toBeUndefined();
    expect(refuted('2.63.0', 'agnhost version 2.63.0')).toBeUndefined();
  });

  it.each([
    ['another version', 'nginx version: nginx/1.26.3'],
    ['a version that begins alike', 'nginx/1.22.10'],
    ['a patch of it', 'nginx/1.22.1.2'],
    ['nothing', ''],
  ])('refuses %s', (_what, output) => {
    expect(refuted('nginx/1.22.1', output)).toMatch(/^to say nginx\/1\.22\.1 but it says/);
  });
});

describe('missingFrom', () => {
  const listed = 'docker.io/one-per-node/cni-agent:v1\ndocker.io/library/nginx:1.22.1\nregistry.k8s.io/pause:3.10.2\n';

  it('knows short names in their full form', () => {
    expect(missingFrom(listed, ['one-per-node/cni-agent:v1', 'nginx:1.22.1', 'registry.k8s.io/pause:3.10.2'])).toEqual(
      [],
    );
  });

  it('names what is not there', () => {
    expect(missingFrom(listed, ['registry.k8s.io/pause:3.10', 'nginx:1.22'])).toEqual([
      'registry.k8s.io/pause:3.10',
      'nginx:1.22',
    ]);
  });
});

describe('labelsOf', () => {
  it('tells every image apart from its publisher’s', () => {
    for (const recipe of allRecipes())
      expect(labelsOf(recipe, 'k')).toMatchObject({
        'dev.one-per-node.offline-build': 'true',
        'dev.one-per-node.key': 'k',
      });
  });

  it('says of a public name that its publisher did not build it', () => {
    const agnhost = allRecipes().find(({ name }) => name === 'agnhost');
    expect(agnhost && labelsOf(agnhost, 'k')['org.opencontainers.image.description']).toMatch(/not by its publisher/);
  });
});

describe('the Dockerfiles that are written from data', () => {
  it('hold one program and start it', () => {
    expect(programDockerfile({ path: '/agnhost', command: ['pause'] })).toMatch(
      /^FROM scratch\nCOPY files\/ \/\nENV PATH=\S+\nENTRYPOINT \["\/agnhost"\]\nCMD \["pause"\]\n$/,
    );
  });

  it('stand on another image where they must', () => {
    expect(programDockerfile({ path: '/p' }, 'BASE')).toMatch(/^ARG BASE\nFROM \$BASE\n/);
  });

  it('install packages, and copy files only where there are some', () => {
    const entry = { name: 'n', ref: 'n:1', title: 'n', packages: ['a', 'b'] as [string, ...string[]] };
    const proves = { run: ['n'] as [string, ...string[]], prints: '1' };
    expect(packagesDockerfile({ ...entry, proves }, false)).toMatch(/install .* a b \\/);
    expect(packagesDockerfile({ ...entry, proves }, false)).not.toContain('COPY');
    expect(packagesDockerfile({ ...entry, proves }, true)).toContain('COPY files/ /');
  });

  it('quote labels', () => {
    expect(sealDockerfile({ a: 'say "x"' })).toContain('LABEL a="say \\"x\\""');
  });
});

describe('isOlder', () => {
  const key = '0123456789abcdef';

  it('finds other keys of the same image alone', () => {
    expect(isOlder('node-fedcba9876543210', 'node', key)).toBe(true);
    expect(isOlder(`node-${key}`, 'node', key)).toBe(false);
    expect(isOlder('node-exporter-fedcba9876543210', 'node', key)).toBe(false);
    expect(isOlder('work', 'node', key)).toBe(false);
  });
});
