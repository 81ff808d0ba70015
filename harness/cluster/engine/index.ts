export { lacksSysResource, machineLacksSysResource } from './capabilities.ts';
export { type Engine, type EngineOptions, type FoundEngine, findEngine } from './find.ts';
export { noEngineError, startEngine, startVariable, whyNotStart } from './start.ts';
export { stopEngine } from './stop.ts';
