/** The contract of every report: results in, text out. One file per format; a report measures and judges nothing. */
import type { Environment } from '../model/environment.ts';
import type { Result } from '../model/result.ts';

/** How to write a report. */
export interface ReportOptions {
  /** Colour the text with terminal codes. @default false */
  readonly colors?: boolean;
  /** Where the results were measured, for formats that say so. */
  readonly environment?: Environment;
}

/** A format. */
export interface Report {
  /** Such as `json`. */
  readonly name: string;
  /** The report as text, without a newline at its end. */
  render(results: readonly Result[], options?: ReportOptions): string;
}
