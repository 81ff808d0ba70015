import * as z from 'zod';
import { objectName, selector } from '../fields.ts';
import { apiVersion, exactlyOne, holdsFor, kind, namespace, subset, timeout } from './common.ts';

export const object = z
  .strictObject({
    apiVersion,
    kind,
    name: objectName.optional().describe('Name of the object; either this or `selector`'),
    selector: selector.optional().describe('All objects with these labels, at least one; each must have the fields'),
    count: z.int().min(1, 'a number above 0').optional().describe('How many objects `selector` must find'),
    namespace,
    subset: subset.default({}),
    holdsFor,
    timeout,
  })
  .refine(exactlyOne('name', 'selector'), { error: 'exactly one of the keys name, selector' })
  .refine(({ count, selector: labels }) => count === undefined || labels !== undefined, {
    error: '`count` only beside `selector`',
  })
  .describe('An object exists and has these fields, or all objects of a selector do');
