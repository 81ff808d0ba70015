import { describe, expect, it, vi } from 'vitest';
import { nothing, withLab } from './record.ts';
import { createStore, type Keeper, storageKey } from './store.ts';

function inMemory(values: Record<string, string> = {}): Keeper & { values: Record<string, string> } {
  return {
    values,
    getItem: (key) => values[key] ?? null,
    setItem: (key, value) => {
      values[key] = value;
    },
  };
}
const refuse = () => {
  throw new Error('The operation is insecure.');
};
const done = (slug: string) => (record: typeof nothing) => withLab(record, slug, true);

describe('createStore', () => {
  it('keeps what was changed, for the next page too', () => {
    const keeper = inMemory();
    createStore(() => keeper).change(done('pending'));
    const next = createStore(() => keeper);
    expect(next.read().labs).toEqual(['pending']);
    expect(next.read()).toBe(next.read());
    expect(next.isKept()).toBe(true);
  });

  it('begins anew where something unreadable stands, and sets that aside', () => {
    const keeper = inMemory({ [storageKey]: '{"version":9}' });
    const store = createStore(() => keeper);
    expect(store.read()).toEqual(nothing);
    store.change(done('pending'));
    expect(keeper.values[`${storageKey}.unreadable`]).toBe('{"version":9}');
    expect(createStore(() => keeper).read().labs).toEqual(['pending']);
  });

  it('goes on in memory where storage is refused, and says so', () => {
    const store = createStore(refuse);
    expect(store.read()).toEqual(nothing);
    expect(store.isKept()).toBe(false);
    store.change(done('a'));
    store.change(done('b'));
    expect(store.read().labs).toEqual(['a', 'b']);
  });

  it('loses nothing when storage is full, and writes all once there is room', () => {
    const keeper = inMemory();
    const full = vi.fn<Keeper['setItem']>(refuse);
    const store = createStore(() => ({ getItem: keeper.getItem, setItem: full }));
    store.change(done('a'));
    expect(store.isKept()).toBe(false);
    full.mockImplementation(keeper.setItem);
    store.change(done('b'));
    expect(store.isKept()).toBe(true);
    expect(createStore(() => keeper).read().labs).toEqual(['a', 'b']);
  });

  it('builds on what another tab has written', () => {
    const keeper = inMemory();
    const [one, other] = [createStore(() => keeper), createStore(() => keeper)];
    one.read();
    other.change(done('there'));
    one.change(done('here'));
    expect(one.read().labs).toEqual(['there', 'here']);
  });

  it('tells those who listen, here and after another tab', () => {
    const store = createStore(() => inMemory());
    const listener = vi.fn<() => void>();
    const end = store.subscribe(listener);
    store.change(done('a'));
    store.refresh();
    end();
    store.change(done('b'));
    expect(listener).toHaveBeenCalledTimes(2);
  });
});
