import { UsageError } from '../../errors.ts';
import { fullName, giveImage, imagesOn, isInEngine } from './images.ts';
import type { Script } from './script.ts';

/** `course node load-image NODE IMAGE`: copies an image of this machine to the node, as a registry would serve it. */
export const loadImage: Script = async (tools, { node, container, args }) => {
  const [image = '', ...rest] = args;
  if (image === '' || image.startsWith('-') || rest.length > 0)
    throw new UsageError('E_LOAD_IMAGE', `Expected one image but found \`${args.join(' ')}\`.`, {
      next: `course node load-image ${node} nginx:1.29`,
    });
  const { $, journal } = tools;
  if ((await imagesOn($, container)).has(fullName(image))) return `image ${image} is on ${node} already\n`;
  const archive = tools.archiveOf(image);
  if (archive === undefined && !(await isInEngine($, image)))
    throw new UsageError('E_LOAD_IMAGE', `Expected image ${image} on this machine but found none.`, {
      next: `docker pull ${image}, or npm run offline:images -- --list for those that are made without a registry`,
    });
  journal.note({ change: 'image', container, image: fullName(image) });
  await giveImage($, container, { image, archive });
  return `image ${image} loaded on ${node}\n`;
};
