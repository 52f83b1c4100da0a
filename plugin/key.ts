/** What the key of each result of a test begins with: `[project] full test name`, without brackets where there is no project. */
export function testKey(project: string, fullTestName: string): string {
  return project === '' ? fullTestName : `[${project}] ${fullTestName}`;
}
