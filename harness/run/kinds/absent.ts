import { LabError } from '../../errors.ts';
import { describeSubject, judgeAbsence } from '../../verdict/objects.ts';
import type { Kind } from './kind.ts';
import { collectionOf, which } from './object.ts';
import { settled } from './settling.ts';

export const absent: Kind<'absent'> = async (expectation, context) => {
  const subject = describeSubject(which(expectation));
  return async () => {
    const collection = await collectionOf(expectation, context);
    // What does not exist as a kind is always absent, so that a misspelt kind would always pass.
    if (!collection)
      throw new LabError([
        {
          file: `labs/${context.lab.slug}/lab.yaml`,
          message: `expects no ${expectation.kind}, but the API server knows no such kind in ${expectation.apiVersion}.`,
        },
      ]);
    return settled(
      { collections: [collection], judge: ([objects = []]) => judgeAbsence({ subject }, objects) },
      expectation,
      context,
    );
  };
};
