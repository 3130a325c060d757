import { type Logger, pino } from 'pino';

export type Log = Logger;

/** JSON lines on stdout. */
export const createLog = (level: string): Log =>
  pino({
    level,
    base: { service: 'api' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
