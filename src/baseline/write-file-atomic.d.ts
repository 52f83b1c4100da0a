/** The package carries no types: what is used of it. */
declare module 'write-file-atomic' {
  /** Writes a temporary file beside `filename`, fsyncs it and renames it over `filename`. */
  export default function writeFileAtomic(
    filename: string,
    data: string,
    options?: { readonly encoding?: BufferEncoding; readonly fsync?: boolean },
  ): Promise<void>;
}
