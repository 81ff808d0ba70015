import type { ReactNode } from 'react';
import { loadPreset, manySlug, stateOfMany, stateOfPreset } from './address.ts';
import styles from './explorer.module.css';
import { keyOf, type PresetAnswer, type PresetLab, variantTitle } from './presets.ts';
import type { ExplorerState } from './use-explorer.ts';

/** Which lab's DaemonSet and nodes to begin with, and which answer to it. */
export function Presets({ labs, explorer }: { labs: readonly PresetLab[]; explorer: ExplorerState }): ReactNode {
  const { state, open } = explorer;
  const { source, texts } = state;
  const lab = labs.find(({ slug }) => slug === source?.lab);
  const choose = async (slug: string, answer: PresetAnswer | undefined) => {
    const loaded = texts?.slug === slug ? texts : await loadPreset(slug);
    const next = loaded && answer && stateOfPreset(loaded, answer);
    if (next) open(next);
  };
  const chooseLab = (slug: string) => {
    if (slug === manySlug) return open(stateOfMany(1000));
    const answers = labs.find((one) => one.slug === slug)?.answers ?? [];
    const first = answers.find(({ variant }) => variant === 'starter') ?? answers[0];
    void choose(slug, first);
  };
  const sections = [...Map.groupBy(labs, ({ section }) => section)];
  const why = source && texts?.why[source.variant];
  return (
    <div className={styles.presets}>
      <label>
        <span>Begin with</span>
        <select value={source?.lab ?? ''} onChange={({ target }) => chooseLab(target.value)}>
          {!source && <option value="">your own</option>}
          <optgroup label="Large">
            <option value={manySlug}>1,000 nodes in three pools</option>
          </optgroup>
          {sections.map(([section, own]) => (
            <optgroup key={section} label={section}>
              {own.map(({ slug, title }) => (
                <option key={slug} value={slug}>
                  {title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {lab && source && (
        <label>
          <span>Answer</span>
          <select
            value={keyOf(source)}
            onChange={({ target }) =>
              choose(
                lab.slug,
                lab.answers.find((one) => keyOf(one) === target.value),
              )
            }
          >
            {lab.answers.map((one) => (
              <option key={keyOf(one)} value={keyOf(one)}>
                {variantTitle(one.variant)}, {one.file}
              </option>
            ))}
          </select>
        </label>
      )}
      {why && <p className={styles.why}>{why}</p>}
    </div>
  );
}
