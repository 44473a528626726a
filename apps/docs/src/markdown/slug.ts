/** Returns the slug of the page that a file is. `index.md` of a folder is the page of the folder. */
export function slugOf(file: string): string {
  return file === 'index.md' ? 'index' : file.replace(/(?:\/index)?\.md$/, '');
}
