import { useLocation } from '@docusaurus/router';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { fromAddress, type State, saveAddress } from './address.ts';
import type { Answer } from './model.ts';
import type { ExplorerData } from './presets.ts';

/** The Explorer's core, once it is loaded. */
export type Core = typeof import('./core.ts');

/** What the page shows, and how it changes. */
export interface ExplorerState {
  state: State;
  answer: Answer;
  core: Core | undefined;
  /** Something about the address that the reader should know. */
  notice: string | undefined;
  change: (part: Partial<State>) => void;
  /** Begins with other texts; the way back leads to what was there. */
  open: (state: State) => void;
}

/** The state of the Explorer: in the address, judged anew with the next frame after each change. */
export function useExplorer({ first }: ExplorerData): ExplorerState {
  const [state, setState] = useState<State>(() => ({
    daemonSets: first.daemonSets,
    nodes: first.nodes,
    chosen: first.chosen,
    reference: undefined,
    source: { lab: first.lab, variant: first.variant, file: first.file },
    texts: undefined,
  }));
  const [notice, setNotice] = useState<string>();
  const core = useCore();
  const answer = useAnswer(core, state, first);
  useLoadFromAddress(setState, setNotice);
  const isTouched = useRef(false);
  useEffect(() => {
    if (!isTouched.current) return;
    const idle = whenIdle(() => saveAddress(state));
    return idle;
  }, [state]);
  const change = useCallback((part: Partial<State>) => {
    isTouched.current = true;
    setNotice(undefined);
    setState((before) => ({ ...before, ...part }));
  }, []);
  const open = useCallback((next: State) => {
    isTouched.current = true;
    setNotice(undefined);
    window.history.pushState(null, '', window.location.pathname);
    setState(next);
  }, []);
  return { state, answer, core, notice, change, open };
}

function useCore(): Core | undefined {
  const [core, setCore] = useState<Core>();
  useEffect(() => {
    let isHere = true;
    import('./core.ts').then((loaded) => isHere && setCore(loaded));
    return () => {
      isHere = false;
    };
  }, []);
  return core;
}

/** The answer to the state as it is; what it costs is measured as `explorer:evaluate`, with the drawing as `explorer:update`. */
function useAnswer(core: Core | undefined, { daemonSets, nodes, chosen }: State, first: ExplorerData['first']): Answer {
  const explorer = useMemo(() => core && new core.Explorer(), [core]);
  const [answer, setAnswer] = useState<Answer>({
    problems: [],
    names: [first.chosen],
    chosen: first.chosen,
    refusal: undefined,
    nodes: [],
    cells: first.cells,
    objects: [],
    template: undefined,
  });
  const started = useRef<number>(undefined);
  useEffect(() => {
    if (!explorer) return;
    const frame = requestAnimationFrame(() => {
      const start = performance.now();
      const next = explorer.answer({ daemonSets, nodes, chosen });
      performance.measure('explorer:evaluate', { start, end: performance.now() });
      started.current = start;
      // In this very frame, not in a task behind it: the answer is seen together with the key.
      flushSync(() => setAnswer(next));
    });
    return () => cancelAnimationFrame(frame);
  }, [explorer, daemonSets, nodes, chosen]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawing of each answer is measured once
  useLayoutEffect(() => {
    if (started.current === undefined) return;
    performance.measure('explorer:update', { start: started.current, end: performance.now() });
    started.current = undefined;
  }, [answer]);
  return answer;
}

function useLoadFromAddress(setState: (state: State) => void, setNotice: (notice: string | undefined) => void): void {
  const { search, hash } = useLocation();
  useEffect(() => {
    let isHere = true;
    fromAddress({ search, hash }).then((found) => {
      if (!isHere || found === undefined) return;
      if ('problem' in found) setNotice(found.problem);
      else {
        setNotice(undefined);
        setState(found);
      }
    });
    return () => {
      isHere = false;
    };
  }, [search, hash, setState, setNotice]);
}

function whenIdle(work: () => void): () => void {
  if (typeof window.requestIdleCallback !== 'function') {
    const frame = requestAnimationFrame(work);
    return () => cancelAnimationFrame(frame);
  }
  const handle = window.requestIdleCallback(work, { timeout: 1000 });
  return () => window.cancelIdleCallback(handle);
}
