import * as z from 'zod';
import { duration, objectName, selector } from '../fields.ts';
import { apiVersion, kind, namespace, timeout } from './common.ts';

export const absent = z
  .strictObject({
    apiVersion,
    kind,
    name: objectName.optional().describe('Name of the object; without it and `selector` none of the kind may be there'),
    selector: selector.optional().describe('No object with these labels may be there'),
    namespace,
    holdsFor: duration.default('2s').describe('How long it has to stay away; nothing else proves that it will'),
    timeout,
  })
  .refine(({ name, selector: labels }) => name === undefined || labels === undefined, {
    error: 'at most one of the keys name, selector',
  })
  .describe('An object does not exist, or none of a selector, and stays away while the controllers work');
