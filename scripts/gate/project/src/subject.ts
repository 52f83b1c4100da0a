/** What is measured: something to call, and to put away in the end. */
export interface Subject {
  call(): unknown;
  close(): Promise<void>;
}
