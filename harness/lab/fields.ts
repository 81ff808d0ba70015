import * as z from 'zod';
import { parseLabelSelector } from '../placement/index.ts';

/** Building blocks of the lab format: the kinds of text that more than one key holds. */

const durationPattern = /^(\d+)(ms|s|m)$/;
const unitMs = { ms: 1, s: 1000, m: 60_000 } as const;

/** Milliseconds of a duration as labs write it: `500ms`, `30s`, `2m`. */
export function durationMs(text: string): number {
  const [, amount, unit] = durationPattern.exec(text) ?? [];
  if (amount === undefined) throw new TypeError(`Expected a duration such as 500ms, 30s or 2m but found ${text}.`);
  return Number(amount) * unitMs[unit as keyof typeof unitMs];
}

export const duration = z
  .string()
  .regex(durationPattern, 'a duration such as 500ms, 30s or 2m')
  .meta({ title: 'duration' });

export const line = z
  .string()
  .regex(/^[^\n]*\S[^\n]*$/, 'one line of text')
  .meta({ title: 'one line of text' });

export const text = z.string().regex(/\S/, 'text').meta({ title: 'text' });

/** Why a text is no label selector, or undefined when it is one. */
function selectorProblem(selector: string): string | undefined {
  try {
    parseLabelSelector(selector);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export const selector = z
  .string()
  .superRefine((value, context) => {
    const problem = value.trim() === '' ? 'It is empty.' : selectorProblem(value);
    if (problem !== undefined)
      context.addIssue({ code: 'custom', message: `a label selector such as disk=ssd (${problem})` });
  })
  .meta({ title: 'label selector' });

export const kebab = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')
  .meta({ title: 'lower-case words joined by hyphens' });

const dnsLabel = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
export const objectName = z
  .string()
  .max(253, 'a DNS-1123 name of at most 253 characters')
  .regex(new RegExp(`^${dnsLabel}(\\.${dnsLabel})*$`), 'a DNS-1123 name: lower-case letters, digits, - and .')
  .meta({ title: 'name' });

const labelWord = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';
const labelKey = `(${dnsLabel}(\\.${dnsLabel})*/)?${labelWord}`;
export const labels = z.record(
  z.string().regex(new RegExp(`^${labelKey}$`), 'a label key such as disk or example.com/disk'),
  z.string().regex(new RegExp(`^(${labelWord})?$`), 'a label value of at most 63 letters, digits, -, _ and .'),
);

/** A path inside the lab's folder: relative, with `/`, and never out of it. */
export const labPath = z
  .string()
  .regex(/^(?!\.{0,2}(\/|$))(?!.*\/\.{0,2}(\/|$))[^\\]+$/, 'a path inside the lab folder, without . or ..')
  .meta({ title: 'path in the lab folder' });

export const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const;
const taintPattern = new RegExp(`^(${labelKey})(=(${labelWord})?)?:(${taintEffects.join('|')})$`);

export interface TaintSpec {
  key: string;
  value: string;
  effect: (typeof taintEffects)[number];
}

/** Reads `key=value:Effect` or `key:Effect`; undefined when it is neither. */
export function parseTaint(taint: string): TaintSpec | undefined {
  if (!taintPattern.test(taint)) return undefined;
  const [pair = '', effect] = taint.split(':');
  const [key = '', value = ''] = pair.split('=');
  return { key, value, effect: effect as TaintSpec['effect'] };
}

export const taint = z
  .string()
  .regex(taintPattern, `a taint such as gpu=true:NoSchedule, its effect one of ${taintEffects.join(', ')}`)
  .meta({ title: 'taint' })
  .transform((value) => parseTaint(value) as TaintSpec);

/** A map that has exactly one of the keys of `shape`. */
export function oneKeyOf<S extends Record<string, z.ZodType>>(shape: S) {
  const optional = Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, value.optional()]));
  const choices = Object.keys(shape).join(', ');
  return z
    .strictObject(optional as { [K in keyof S]: z.ZodOptional<S[K]> })
    .refine((value) => Object.keys(value).length === 1, { error: `a map with exactly one of the keys ${choices}` })
    .meta({ minProperties: 1, maxProperties: 1 });
}
