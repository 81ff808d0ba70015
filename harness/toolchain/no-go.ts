import { ToolchainError } from '../errors.ts';
import type { ToolName } from './tools.ts';

const installCommands: Readonly<Record<string, string>> = {
  darwin: 'brew install go',
  linux:
    'sudo snap install go --classic   (or the archive from https://go.dev/dl, unpacked to /usr/local and /usr/local/go/bin on PATH)',
  win32: 'winget install GoLang.Go',
};

const wantedGo = 'Go 1.26 or newer (any Go from 1.21 on will do if it may fetch its own newer toolchain)';

/** The command that installs Go on this system. */
export function goInstallCommand(platform: string = process.platform): string {
  return installCommands[platform] ?? 'see https://go.dev/doc/install';
}

/** Neither a download nor a build is possible: says what was tried and the one thing to install. */
export function noGoError(tools: readonly ToolName[], tried: readonly string[]): ToolchainError {
  const lines = [...tried, 'Go build: there is no `go` on PATH'].map((line) => `\n  ${line}`).join('');
  return new ToolchainError(
    'E_NO_GO',
    `Expected to download or to build ${tools.join(', ')} but found no way to do either. Tried:${lines}`,
    { next: `Connect to the internet and run again, or install ${wantedGo}: ${goInstallCommand()}` },
  );
}

/** The Go that is there is too old to build from the pinned modules. */
export function goTooOldError(version: string, tried: readonly string[]): ToolchainError {
  const lines = tried.map((line) => `\n  ${line}`).join('');
  return new ToolchainError('E_GO_TOO_OLD', `Expected Go 1.21 or newer but found Go ${version}.${lines}`, {
    next: `Install ${wantedGo}: ${goInstallCommand()}`,
  });
}
