import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { readRecords } from '../cluster/record.ts';
import { type ExitCode, exitCodes } from '../errors.ts';
import { cacheRoot, inspectToolchain, pruneToolchain } from '../toolchain/index.ts';
import { sameCluster } from './cluster-options.ts';
import type { CliContext } from './context.ts';
import { kindFindings } from './doctor-kind.ts';
import { type Finding, formatFinding, megabytes } from './finding.ts';
import { openHost, openKnown } from './open-cluster.ts';

/** `course doctor`: what is there, what is missing, the one command that mends it. */
export function defineDoctor(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('doctor')
    .description('Shows what is installed, what is missing and the command that mends it, and what the caches hold.')
    .option('--prune', 'remove cached toolchains of other versions')
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['pretty', 'json']).default('pretty'))
    .action(async (flags: { prune?: boolean; output: string }) => {
      if (flags.prune) {
        const { freedBytes, removed } = await pruneToolchain({ env: context.env });
        context.stderr.write(`Removed ${removed.length} old toolchains (${megabytes(freedBytes)}).\n`);
      }
      const findings = [
        nodeFinding(),
        ...(await toolFindings(context)),
        ...(await kindFindings(context)),
        ...(await clusterFindings(context)),
        cacheFinding(context),
      ];
      context.stdout.write(
        flags.output === 'json'
          ? `${JSON.stringify(findings, null, 2)}\n`
          : `${findings.map(formatFinding).join('\n')}\n`,
      );
      done(findings.every(({ ok, optional }) => ok || optional) ? exitCodes.pass : exitCodes.clusterOrTool);
    });
}

function nodeFinding(): Finding {
  const { node } = process.versions;
  const ok = Number(node.split('.')[0]) >= 24;
  return { what: 'node', ok, detail: `${node} at ${process.execPath}`, ...(!ok && { fix: 'npm ci' }) };
}

async function toolFindings({ env }: CliContext): Promise<Finding[]> {
  const statuses = await inspectToolchain({ env });
  const missing = statuses.filter(({ tool, state }) => tool !== 'go' && state !== 'intact');
  return statuses.map(({ tool, state, version, path, sizeBytes, reason }) => {
    // Go is only needed while there is something left to build.
    if (tool === 'go')
      return {
        what: 'go',
        ok: state === 'intact' || missing.length === 0,
        detail: version
          ? `${version} (builds what cannot be downloaded)`
          : 'not found; only needed where the binaries cannot be downloaded',
        ...(state !== 'intact' && missing.length > 0 && { fix: 'install Go 1.21 or newer from your package manager' }),
      };
    if (state === 'intact') return { what: tool, ok: true, detail: `${version}, ${megabytes(sizeBytes)}, ${path}` };
    return {
      what: tool,
      ok: false,
      detail: state === 'damaged' ? `${version} is damaged: ${reason}` : `${version} is not in the cache yet`,
      fix: 'course cluster up',
    };
  });
}

async function clusterFindings(context: CliContext): Promise<Finding[]> {
  const host = openHost(context);
  const known = await Promise.all(readRecords(host.root).map((record) => openKnown(host, record)));
  const states = await Promise.all(known.map(({ provider }) => provider.status()));
  return states.map(({ name, provider, state, detail }) => ({
    what: `cluster ${name} (${provider})`,
    // A cluster that was stopped is no fault; the next start begins it anew.
    ok: state !== 'incomplete',
    detail: `${state}: ${detail}`,
    ...(state === 'incomplete' && { fix: `course cluster down${sameCluster({ provider, name })}` }),
  }));
}

function cacheFinding({ env }: CliContext): Finding {
  const root = cacheRoot(env);
  return {
    what: 'cache',
    ok: true,
    detail: `${megabytes(sizeOf(root))} in ${root} (course doctor --prune removes old versions)`,
  };
}

function sizeOf(path: string): number {
  try {
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + sizeOfFile(join(entry.parentPath, entry.name)), 0);
  } catch {
    return 0;
  }
}

function sizeOfFile(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
