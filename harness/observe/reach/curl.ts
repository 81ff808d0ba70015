import type { Try } from '../../verdict/reach-asked.ts';
import { hostPort, patience, type Question } from './asker.ts';

const format = ['%{http_code}', '%{exitcode}', '%{local_ip}', '%{time_connect}', '%{errormsg}'].join('|');

/**
 * Shell text that asks all of its arguments at once, each given by its address and its Host header. curl asks on a new
 * connection each time, up to the first failure; `mark` stands before the line that tells how each try ended, and ends
 * each question.
 */
export function curlScript(mark: string): string {
  const options = [
    '--silent --fail-early --noproxy "*"',
    `--connect-timeout ${patience.connectMs / 1000} --max-time ${patience.answerMs / 1000}`,
    '--header "Connection: close" --header "Host: $2"',
    `--write-out '\\n${mark}|${format}\\n'`,
  ].join(' ');
  return `
answers=$(mktemp -d)
trap 'rm -r "$answers"' EXIT
count=0
while [ $# -gt 0 ]; do
  count=$((count + 1))
  curl ${options} "$1" > "$answers/$count" &
  shift 2
done
wait
for number in $(seq "$count"); do
  cat "$answers/$number"
  printf '${mark}.\\n'
done
`;
}

/** The arguments of the script. */
export function curlArguments(questions: readonly Question[]): string[] {
  return questions.flatMap(({ address, port, path, hostName = address, tries }) => {
    const literal = path.replaceAll(/[[\]{}]/g, '\\$&');
    // curl repeats an address for each number in brackets; behind # it is not sent.
    return [`http://${hostPort(address, port)}${literal}#[1-${tries}]`, hostPort(hostName, port)];
  });
}

/** Reads what the script printed: for each question its tries. Gives why where it could not be asked. */
export function readCurl(output: string, mark: string): Try[][] | string {
  const asked = output.split(`${mark}.\n`).slice(0, -1);
  const read = asked.map((part) => readTries(part, mark));
  return read.find((tries) => typeof tries === 'string') ?? (read as Try[][]);
}

function readTries(output: string, mark: string): Try[] | string {
  const tries: Try[] = [];
  const ends = new RegExp(`\\n${mark}\\|(\\d+)\\|(\\d+)\\|([^|\\n]*)\\|([\\d.]+)\\|(.*)\\n`, 'g');
  let from = 0;
  for (const end of output.matchAll(ends)) {
    const body = output.slice(from, end.index);
    from = end.index + end[0].length;
    const [, status = '', code = '', asker = '', connectTime = '', problem = ''] = end;
    const connected = Number(connectTime) > 0;
    if (code === '0') tries.push({ status: Number(status), body, ...(asker && { asker }) });
    else if (connected || unconnected[code]) {
      const silence = connected ? `a connection without an answer (${problem})` : (unconnected[code] ?? problem);
      tries.push({ silence, ...(connected && { connected }) });
    } else return `curl ended with ${code} (${problem})`;
  }
  return tries.length > 0 ? tries : 'curl did not run';
}

/** curl's exit codes that say that nobody took the call; any other without a connection is curl's own trouble. */
const unconnected: Partial<Record<string, string>> = {
  7: 'no connection (refused, or no route)',
  28: `no connection within ${patience.connectMs / 1000} s`,
};
