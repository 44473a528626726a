/** The same dependencies, some of them replaced. A test that changes another one changes it for everybody. */
export function withOther<Deps extends object>(deps: Deps, others: Partial<Deps>): Deps {
  return new Proxy(deps, { get: (target, name) => Reflect.get(name in others ? others : target, name) });
}
