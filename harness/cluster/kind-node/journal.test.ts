import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Change, Journal } from './journal.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  path = join(folder, 'k', 'journal');
});
afterEach(() => rmSync(folder, { recursive: true }));

const power: Change = { change: 'power', container: 'k-worker' };
const component: Change = { change: 'component', component: 'kube-scheduler' };

describe('Journal', () => {
  it('tells the next process what was done, oldest first', () => {
    new Journal(path).note(power);
    new Journal(path).note(component);
    expect(new Journal(path).changes()).toEqual([power, component]);
  });

  it('passes over an entry that was cut short, and reads those after it', () => {
    const journal = new Journal(path);
    journal.note(power);
    appendFileSync(path, '\n{"change":"add');
    journal.note(component);
    expect(journal.changes()).toEqual([power, component]);
  });

  it('is empty before the first change and after it was cleared', () => {
    const journal = new Journal(path);
    expect(journal.changes()).toEqual([]);
    journal.note(power);
    journal.clear();
    expect(journal.changes()).toEqual([]);
  });
});
