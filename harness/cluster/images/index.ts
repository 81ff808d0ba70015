/**
 * The images of a kind cluster: which node image, which images for labs, where their archives are, and how they are
 * built where no registry can be reached. Nothing here knows kind or a cluster.
 */
export { type BuildOptions, buildImages, type StepTime } from './build/build.ts';
export {
  archiveOf,
  ensureNodeImage,
  ensureWorkloadImages,
  type ImageOptions,
  isBuildable,
  type NodeImage,
  nodeImage,
  officialNodeRef,
  type ReadyImage,
  type WorkloadImage,
  workloadImages,
} from './ensure.ts';
export { describeImageEvent, type ImageEvent } from './events.ts';
export { type ListedImage, listImages } from './list.ts';
