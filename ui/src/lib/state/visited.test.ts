import { Visited } from './visited';
import { describe, expect, it } from 'vitest';

const of = (partner_id: string | null, route: 'details' | 'logo' | 'partners') => ({ partner_id, route });

describe('the places that were visited', () => {
  it('leads back and forward again', () => {
    const visited = new Visited();
    visited.note(of(null, 'partners'));
    visited.note(of('a', 'details'));
    visited.note(of('a', 'logo'));
    expect(visited.step(1)).toBeUndefined();
    expect(visited.step(-1)).toEqual(of('a', 'details'));
    expect(visited.step(-1)).toEqual(of(null, 'partners'));
    expect(visited.step(-1)).toBeUndefined();
    expect(visited.step(1)).toEqual(of('a', 'details'));
  });

  it('keeps what lies ahead when the step itself is noted', () => {
    const visited = new Visited();
    visited.note(of('a', 'details'));
    visited.note(of('a', 'logo'));
    visited.step(-1);
    visited.note(of('a', 'details'));
    expect(visited.step(1)).toEqual(of('a', 'logo'));
  });

  it('forgets what lay ahead once the person goes elsewhere', () => {
    const visited = new Visited();
    visited.note(of('a', 'details'));
    visited.note(of('a', 'logo'));
    visited.step(-1);
    visited.note(of(null, 'partners'));
    expect(visited.step(1)).toBeUndefined();
    expect(visited.step(-1)).toEqual(of('a', 'details'));
  });

  it('tells the same page of two partners apart', () => {
    const visited = new Visited();
    visited.note(of('a', 'details'));
    visited.note(of('b', 'details'));
    expect(visited.step(-1)).toEqual(of('a', 'details'));
  });
});
