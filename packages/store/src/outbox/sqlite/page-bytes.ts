/** Size of a page of the file. */
export const PAGE_BYTES = 4_096;
