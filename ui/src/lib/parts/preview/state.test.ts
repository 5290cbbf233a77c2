/** Which screens are shown with which filter. */
import { filters, PreviewState } from './state.svelte';
import type { PreviewPlace } from '$lib/backend';
import { describe, expect, it } from 'vitest';

const places: PreviewPlace[] = ['card', 'listing', 'consent', 'token', 'menu', 'profile', 'send', 'report'];
const shown = (view: PreviewState) => places.filter((place) => view.shows(place));

describe('PreviewState', () => {
  it('shows every screen unless it is told otherwise', () => {
    const view = new PreviewState();
    expect(view.filter).toBe('all');
    expect(shown(view)).toEqual(places);
  });

  it('has every screen under one filter besides "all"', () => {
    const found = filters.filter((filter) => filter !== 'all').flatMap((one) => shown(new PreviewState(one)));
    expect(found).toEqual(places);
  });

  it('follows the filter, and keeps whether the error is shown', () => {
    const view = new PreviewState('send');
    expect(shown(view)).toEqual(['menu', 'profile', 'send']);
    expect(view.showsError).toBe(false);
    view.toggleError();
    view.filter = 'results';
    expect(shown(view)).toEqual(['report']);
    expect(view.showsError).toBe(true);
    view.toggleError();
    expect(view.showsError).toBe(false);
  });
});
