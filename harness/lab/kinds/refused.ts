import * as z from 'zod';
import { texts } from './common.ts';

export const refused = z
  .strictObject({
    says: texts.describe('What its output must say, one text or several; runs of blanks count as one'),
  })
  .describe("The step's command must end with an error that says this");
