import { findEngine, startEngine, stopEngine } from '../harness/cluster/engine/index.ts';
import { CourseError } from '../harness/errors.ts';

// `npm run engine -- up|down|status`: the container engine of CI machines that have none running. See CONTRIBUTING.md.

const verbs = {
  async up() {
    const { host, version } = await startEngine({ env: process.env });
    console.log(`Engine ${version} answers.${host ? ` export DOCKER_HOST=${host}` : ''}`);
  },
  async down() {
    console.log((await stopEngine({ env: process.env })) ? 'The engine has ended.' : 'No engine of ours was running.');
  },
  async status() {
    const found = await findEngine({ env: process.env });
    if (found.kind === 'none') console.log(found.reason);
    else console.log(`Engine ${found.engine.version} answers${found.engine.ours ? '; it is ours' : ''}.`);
  },
};

const verb = process.argv[2] ?? 'status';
try {
  if (!Object.hasOwn(verbs, verb)) {
    console.error(`Expected one of up, down, status but found ${verb}.`);
    process.exitCode = 2;
  } else await verbs[verb as keyof typeof verbs]();
} catch (error) {
  if (!(error instanceof CourseError)) throw error;
  console.error([error.message, error.next].filter(Boolean).join('\nNext: '));
  process.exitCode = error.exitCode;
}
