import type {CbsdContext} from '../context.ts';

/** Whole paths of the images in the folders where CBSD writes and looks for them. */
export const imagesIn = ({copies, node}: CbsdContext): readonly string[] =>
  (copies?.images ?? []).map(image => `${node.workdir}/${image}`);
