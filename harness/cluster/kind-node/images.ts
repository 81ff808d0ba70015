import { engineError } from '../kind/engine-error.ts';
import { asked, type Shell } from './shell.ts';

/** An image by its name in manifests, and the file that `docker save` made of it where there is one. */
export interface LocalImage {
  image: string;
  archive: string | undefined;
}

/** Gives the machines the images that they lack and this machine has; the others they pull. */
export async function loadMissing(
  $: Shell,
  containers: readonly string[],
  { images, onProgress }: { images: readonly LocalImage[]; onProgress?: (message: string) => void },
): Promise<void> {
  if (images.length === 0) return;
  const load = async (container: string) => {
    const there = await imagesOn($, container);
    for (const { image, archive } of images.filter((wanted) => !there.has(fullName(wanted.image)))) {
      if (archive === undefined && !(await isInEngine($, image))) continue;
      onProgress?.(`Loading ${image}…`);
      await giveImage($, container, { image, archive });
    }
  };
  await Promise.all(containers.map(load));
}

const importing = 'ctr --namespace k8s.io images import --local --digests=false -'.split(' ');

/** Gives a machine an image, from its archive or from the engine. */
export async function giveImage($: Shell, container: string, { image, archive }: LocalImage): Promise<void> {
  await asked(`loading ${image} on ${container}`, () =>
    archive === undefined
      ? $`docker save ${image} | docker exec --interactive ${container} ${importing}`
      : $`docker exec --interactive ${container} ${importing} < ${archive}`,
  );
}

/** Whether this machine's engine has the image. */
export async function isInEngine($: Shell, image: string): Promise<boolean> {
  const { exitCode, stderr } = await $({ nothrow: true })`docker image inspect ${image}`;
  if (exitCode === 0 || /no such image/i.test(stderr)) return exitCode === 0;
  throw engineError(`looking for image ${image}`, stderr);
}

/** The images that a machine has, by every name they go by. */
export async function imagesOn($: Shell, container: string): Promise<Set<string>> {
  const list = () => $`docker exec ${container} ctr --namespace k8s.io images list --quiet`;
  const { stdout } = await asked(`listing the images of ${container}`, list);
  return new Set(stdout.split('\n').filter(Boolean));
}

/** The name of an image as containerd keeps it, with the registry and tag that people leave out. */
export function fullName(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const hasHost = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const path = hasHost ? image : rest.length > 0 ? `docker.io/${image}` : `docker.io/library/${image}`;
  const tagged = /[:@]/.test(path.split('/').at(-1) ?? '');
  return tagged ? path : `${path}:latest`;
}
