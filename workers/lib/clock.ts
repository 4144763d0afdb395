/** The present, in UTC milliseconds. Services take it as an argument, so that tests can hold time still. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();
