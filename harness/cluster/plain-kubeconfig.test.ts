import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { readPlainKubeconfig } from './plain-kubeconfig.ts';

const data = (text: string) => Buffer.from(text).toString('base64');
const cluster = { 'certificate-authority-data': data('an authority'), server: 'https://127.0.0.1:6443' };
const user = { 'client-certificate-data': data('a certificate'), 'client-key-data': data('a key') };

function fileOf(config: object | string): string {
  const dir = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  writeFileSync(join(dir, 'config'), typeof config === 'string' ? config : stringify(config));
  return join(dir, 'config');
}
const kubeconfig = (changes: { cluster?: object; user?: object; context?: object; more?: object } = {}) => ({
  'current-context': 'mine',
  contexts: [
    { name: 'mine', context: { cluster: 'c', user: 'u', namespace: 'monitoring', ...changes.context } },
    { name: 'other', context: { cluster: 'c', user: 'token' } },
  ],
  clusters: [{ name: 'c', cluster: { ...cluster, ...changes.cluster } }],
  users: [
    { name: 'token', user: { token: 'secret' } },
    { name: 'u', user: { ...user, ...changes.user } },
  ],
  ...changes.more,
});

/** As a kubeconfig has it: YAML would write an undefined field as null. */
const withoutUndefined = (config: object) => JSON.parse(JSON.stringify(config)) as object;
const inFile = (key: string, path: string) => ({ [`${key}-data`]: undefined, [key]: path });

describe('readPlainKubeconfig', () => {
  it.each([
    ['all in one file', {}, {}],
    [
      'what it names in files beside it',
      inFile('certificate-authority', 'ca.crt'),
      { ...inFile('client-certificate', 'me.crt'), ...inFile('client-key', 'me.key') },
    ],
  ])('reads what the library reads: %s', async (_, ofCluster, ofUser) => {
    const path = fileOf(withoutUndefined(kubeconfig({ cluster: ofCluster, user: ofUser })));
    for (const name of ['ca.crt', 'me.crt', 'me.key']) writeFileSync(join(dirname(path), name), `in ${name}`);
    const library = new KubeConfig();
    library.loadFromFile(path);
    const options: { ca?: Buffer; cert?: Buffer; key?: Buffer } = {};
    await library.applyToHTTPSOptions(options);
    expect(readPlainKubeconfig(path)).toEqual({
      server: library.getCurrentCluster()?.server,
      contextName: library.getCurrentContext(),
      namespace: 'monitoring',
      tls: { ca: String(options.ca), cert: String(options.cert), key: String(options.key) },
    });
  });

  it('takes the context that is named', () => {
    const path = fileOf(kubeconfig({ more: { 'current-context': 'other' } }));
    expect(readPlainKubeconfig(path, 'mine')).toMatchObject({ contextName: 'mine' });
    expect(readPlainKubeconfig(path)).toBeUndefined();
  });

  it.each<[string, object | string]>([
    ['a proxy', kubeconfig({ cluster: { 'proxy-url': 'http://127.0.0.1:3128' } })],
    ['a server whose certificate is not looked at', kubeconfig({ cluster: { 'insecure-skip-tls-verify': true } })],
    ['another name for the server', kubeconfig({ cluster: { 'tls-server-name': 'elsewhere' } })],
    ['an authority given twice', kubeconfig({ cluster: { 'certificate-authority': '/ca.crt' } })],
    ['an authority that is not there', kubeconfig({ cluster: inFile('certificate-authority', '/nonexistent/ca.crt') })],
    ['an empty authority', kubeconfig({ cluster: { 'certificate-authority-data': '' } })],
    ['a server without TLS', kubeconfig({ cluster: { server: 'http://127.0.0.1:8080' } })],
    ['a token', kubeconfig({ user: { token: 'secret' } })],
    ['somebody to be impersonated', kubeconfig({ user: { as: 'admin' } })],
    ['a plugin', kubeconfig({ user: { exec: { command: 'aws' } } })],
    ['a certificate without its key', kubeconfig({ user: { 'client-key-data': undefined } })],
    ['a context that is not there', kubeconfig({ more: { 'current-context': 'none' } })],
    ['a user that is not there', kubeconfig({ context: { user: 'nobody' } })],
    ['no current context', kubeconfig({ more: { 'current-context': undefined } })],
    ['two clusters of one name', kubeconfig({ more: { clusters: Array(2).fill({ name: 'c', cluster }) } })],
    ['a list where names belong', '- a\n- b\n'],
    ['nothing', ''],
    ['no YAML', 'a: [b'],
  ])('leaves %s to the library', (_, config) => {
    const text = typeof config === 'string' ? config : withoutUndefined(config);
    expect(readPlainKubeconfig(fileOf(text))).toBeUndefined();
  });

  it('leaves a file that is not there to the library', () => {
    expect(readPlainKubeconfig('/nonexistent/config')).toBeUndefined();
  });
});
