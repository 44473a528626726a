import { expect, it } from 'vitest';
import { fillTemplate, namesIn } from './fill-template.ts';

it('the places of a template are found once, without what modifies them', () => {
  expect(namesIn('repo://{owner}/{name*}{?page:3,owner}')).toEqual(['owner', 'name', 'page']);
  expect(namesIn('plain://address')).toEqual([]);
});

it.each([
  ['repo://{owner}/{name}', 'repo://a%20b/c'],
  ['file://{+path}', 'file:///x/y%20z'],
  ['x://y{/owner,name}', 'x://y/a%20b/c'],
  ['x://y{?owner,gone,name}{&path}', 'x://y?owner=a%20b&name=c&path=%2Fx%2Fy%20z'],
  ['x://y{#name}{;owner}{.name}', 'x://y#c;owner=a%20b.c'],
  ['x://{toString}', 'x://'],
])('%s becomes %s', (template, address) => {
  expect(fillTemplate(template, { owner: 'a b', name: 'c', path: '/x/y z' })).toBe(address);
});
