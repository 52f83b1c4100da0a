/** The scenarios of `bench`, by name: the function of the engine that runs each. */
export const scenarioEntries = { scheduler: 'runScheduler', scaling: 'runScaling', stress: 'runStress' } as const;

/** The name of a scenario, as `bench` has it. */
export type ScenarioName = keyof typeof scenarioEntries;

/** All of them. */
export const scenarioNames: readonly ScenarioName[] = ['scheduler', 'scaling', 'stress'];
