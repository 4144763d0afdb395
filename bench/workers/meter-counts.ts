/** What is counted, and billed: rows by the figures that the runtime itself gives. */
export const meter = {
  /** Clicks counted by the counters, after deduplication. */
  counted: 0,
  counterCalls: 0,
  counterRowsWritten: 0,
  alarms: 0,
  alarmsSet: 0,
  d1RowsWritten: 0,
  d1RowsRead: 0,
  d1Batches: 0,
};
export type Meter = typeof meter;
