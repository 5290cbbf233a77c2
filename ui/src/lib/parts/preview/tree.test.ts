/** What a screen reader is given of each screen, for each kind. */
import Preview from './Preview.svelte';
import { accessibilityTree } from './accessibility-tree';
import { sample, sampleKinds, type SampleKind } from './testing';
import type { PartnerView } from '$lib/backend';
import { Desk } from '$lib/state/desk.svelte';
import { cleanup, render } from '@testing-library/svelte';
import { beforeAll, describe, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));
// Times are written in the language of the machine.
vi.mock('$lib/dates', async (original) => ({ ...(await original<object>()), when: () => 'November 5' }));

const places = ['card', 'listing', 'consent', 'token', 'menu', 'profile', 'send', 'report'] as const;

function trees(kind: SampleKind): Map<string, string> {
  desk = new Desk();
  desk.partner.view = { id: 'p', revision: 1, ...sample({}, kind) } as unknown as PartnerView;
  render(Preview);
  const sections = [...document.querySelectorAll<HTMLElement>('[data-place]')];
  const found = sections.map((one): [string, string] => [one.dataset.place ?? '', accessibilityTree(one)]);
  cleanup();
  return new Map(found);
}

describe.each(sampleKinds)('the preview of a partner of the kind %s', (kind) => {
  let tree: Map<string, string>;
  beforeAll(() => {
    tree = trees(kind);
  });

  it('has every place once', () => expect([...tree.keys()]).toEqual(places));

  it.each(places)('is heard as before in %s', (place) => expect(tree.get(place)).toMatchSnapshot());
});

describe('the tree', () => {
  it('has roles, names, states and texts, and nothing that is hidden', () => {
    const root = document.createElement('ul');
    const button = document.createElement('button');
    button.setAttribute('aria-pressed', 'true');
    button.append('Show');
    const item = document.createElement('li');
    item.append('One');
    const hidden = document.createElement('p');
    hidden.setAttribute('aria-hidden', 'true');
    hidden.append('unheard');
    root.append(button, item, hidden);
    document.body.append(root);
    expect(accessibilityTree(root)).toBe('list\n  button "Show" [pressed=true]\n  listitem\n    One');
    root.remove();
  });
});
