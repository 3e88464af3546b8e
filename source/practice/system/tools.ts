import type {Table} from '../call.ts';

export const systemTools: Table = {};
