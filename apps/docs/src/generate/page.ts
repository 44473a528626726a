/** A page that a person writes. */
export interface WrittenPage {
  slug: string;
  /** Its file, relative to the folder of the documentation. */
  file: string;
  markdown: string;
}

/** A page whose content another part of the product owns. */
export interface GeneratedPage {
  /** The file that the page would be, relative to the folder of the documentation. */
  file: string;
  markdown: string;
}
