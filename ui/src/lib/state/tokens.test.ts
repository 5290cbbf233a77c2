/** The tokens of the partner in front, whatever order the answers of the core and the keychain come in. */
import { all, answer, asked, forget, listen, refuse, settled } from '$lib/late-core';
import type { PartnerView, TokenOutcome, TokensView, WireError } from '$lib/backend';
import { beforeEach, describe, expect, it } from 'vitest';
import { Desk } from './desk.svelte';

const partner = (id: string, revision = 1) =>
  ({ id, title: id, revision, problems: [], tasks: [], origins: [] }) as unknown as PartnerView;
const tokens = (last_four: string) => ({ customer: { last_four }, notices: [] }) as unknown as TokensView;
const outcome = (last_four: string) =>
  ({ partner: partner('p', 2), tokens: tokens(last_four), sentence: '' }) as unknown as TokenOutcome;
const refusal = { code: 'keychain.locked', message: 'Locked', fields: [] } as unknown as WireError;

let desk: Desk;
const shown = () => desk.tokens.of('customer')?.last_four;

beforeEach(() => {
  listen();
  desk = new Desk();
  desk.partner.view = desk.partner.take(partner('p'));
});

describe('a reading of the tokens', () => {
  it('is dropped when a later one was asked for', async () => {
    void desk.tokens.read();
    void desk.tokens.read();
    await answer('tokens_view', tokens('new1'), 1);
    await answer('tokens_view', tokens('old1'), 0);
    expect(shown()).toBe('new1');
  });

  it('is dropped when another partner has come to the front', async () => {
    void desk.tokens.read();
    desk.partner.view = desk.partner.take(partner('q'));
    await answer('tokens_view', tokens('of-p'));
    expect(shown()).toBeUndefined();
  });

  it('asks nothing while no partner is in front', async () => {
    desk.partner.view = null;
    await desk.tokens.read();
    await desk.tokens.askKeychainAgain();
    expect(all()).toEqual([]);
  });
});

describe('a keychain that is asked again', () => {
  it('shows what it holds now, whatever an earlier reading says later', async () => {
    void desk.tokens.read();
    void desk.tokens.askKeychainAgain();
    await answer('keychain_try_again', tokens('now1'));
    await answer('tokens_view', tokens('then'));
    expect(shown()).toBe('now1');
  });

  it('does not replace what was read after it', async () => {
    void desk.tokens.askKeychainAgain();
    void desk.tokens.read();
    await answer('tokens_view', tokens('new1'));
    await answer('keychain_try_again', tokens('old1'));
    expect(shown()).toBe('new1');
  });

  it('says why it can’t be used, and the tokens are read all the same', async () => {
    void desk.tokens.read();
    void desk.tokens.askKeychainAgain();
    refuse('keychain_try_again', refusal);
    await answer('tokens_view', tokens('old1'), 0);
    await answer('tokens_view', tokens('new1'), 1);
    expect([desk.status.error?.message, shown()]).toEqual(['Locked', 'new1']);
  });
});

describe('work with a token', () => {
  it('shows the tokens and the partner that it left, not a reading from before it', async () => {
    void desk.tokens.read();
    const done = desk.tokens.run(() => Promise.resolve(outcome('done')));
    await done;
    await answer('tokens_view', tokens('old1'));
    expect([shown(), desk.partner.view?.revision]).toEqual(['done', 2]);
  });

  it('begins only when the edits before it are on the disk', async () => {
    let isBegun = false;
    desk.edits.set('name', 'Harbour');
    void desk.tokens.run(() => {
      isBegun = true;
      return Promise.resolve(outcome('done'));
    });
    await settled();
    expect(isBegun).toBe(false);
    await answer('partner_edit', partner('p', 2));
    expect(isBegun).toBe(true);
  });

  it('that fails reads the tokens anew: part of it may have been done', async () => {
    desk.tokens.view = tokens('old1');
    forget();
    void desk.tokens.run(() => Promise.reject(refusal as unknown as Error));
    await settled();
    expect(asked('tokens_view')).toHaveLength(1);
    await answer('tokens_view', tokens('left'));
    expect([shown(), desk.status.error?.message]).toEqual(['left', 'Locked']);
  });

  it('leaves the tokens of a partner that has come to the front since', async () => {
    let finish: (done: TokenOutcome) => void = () => undefined;
    void desk.tokens.run(() => new Promise((resolve) => (finish = resolve)));
    await settled();
    desk.partner.view = desk.partner.take(partner('q'));
    desk.tokens.view = tokens('of-q');
    finish(outcome('of-p'));
    await settled();
    expect([shown(), desk.partner.id]).toEqual(['of-q', 'q']);
  });
});
