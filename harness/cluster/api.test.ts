import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { Api } from './api.ts';

it('says whose credentials they are that cannot be used', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'api-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const path = join(dir, 'config');
  const data = Buffer.from('no certificate').toString('base64');
  const cluster = { server: 'https://127.0.0.1:1', 'certificate-authority-data': data };
  const user = { 'client-certificate-data': data, 'client-key-data': data };
  writeFileSync(
    path,
    stringify({
      'current-context': 'mine',
      contexts: [{ name: 'mine', context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster }],
      users: [{ name: 'u', user }],
    }),
  );
  const api = await Api.fromKubeconfig({ path });
  await expect(api.get('/version')).rejects.toMatchObject({
    code: 'E_CREDENTIALS',
    message: expect.stringContaining('for context mine') as string,
  });
});
