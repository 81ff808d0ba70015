import * as z from 'zod';
import { texts } from './common.ts';

export const output = z
  .strictObject({
    says: texts.optional().describe('What the output must say, one text or several; runs of blanks count as one'),
    lacks: texts.optional().describe('What the output must not say, one text or several'),
    equals: z
      .string()
      .optional()
      .describe('The whole output as a recording has it: ages, UIDs, generated names and addresses replaced'),
  })
  .refine((value) => Object.keys(value).length > 0, { error: 'at least one of the keys says, lacks, equals' })
  .describe("What the step's command printed, on stdout and stderr together");
