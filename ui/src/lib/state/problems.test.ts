/** When a problem is shown at its field. */
import { answer, listen, refuse, settled } from '$lib/late-core';
import type { PartnerView, ProblemView, WireError } from '$lib/backend';
import { beforeEach, describe, expect, it } from 'vitest';
import { Desk } from './desk.svelte';

const problem = (field: string, code: string, on_leave: boolean) =>
  ({ field, code, message: code, on_leave, blocks: true }) as unknown as ProblemView;
const partner = (revision: number, ...problems: ProblemView[]) =>
  ({ id: 'p', title: 'p', revision, problems, tasks: [], origins: [] }) as unknown as PartnerView;

let desk: Desk;
const at = (field: 'name' | 'codename') => desk.problems.of(field)?.message;

beforeEach(() => {
  listen();
  desk = new Desk();
  desk.partner.view = desk.partner.take(
    partner(1, problem('codename', 'too short', true), problem('name', 'missing', false)),
  );
});

describe('a problem', () => {
  it('is shown once its field was left, and no other field’s with it', () => {
    desk.partner.take(partner(2, problem('codename', 'too short', true), problem('name', 'long', true)));
    expect([at('codename'), at('name')]).toEqual([undefined, undefined]);
    desk.problems.leave('codename');
    expect([at('codename'), at('name')]).toEqual(['too short', undefined]);
  });

  it('of a field that was not filled in waits until everything is said', () => {
    desk.problems.leave('name');
    expect(at('name')).toBeUndefined();
    desk.problems.allSaid = true;
    expect([at('codename'), at('name')]).toEqual(['too short', 'missing']);
  });

  it('is not shown any more when another partner comes to the front', () => {
    desk.problems.leave('codename');
    desk.problems.allSaid = true;
    desk.problems.forget();
    expect([at('codename'), at('name')]).toEqual([undefined, undefined]);
  });
});

describe('a refusal', () => {
  it('stands before a problem of the field, until the field is typed into', async () => {
    desk.problems.leave('codename');
    desk.edits.set('codename', 'x');
    refuse('partner_edit', {
      code: 'codename.locked',
      message: 'It is locked',
      fields: [],
      retryable: false,
    } as unknown as WireError);
    await settled();
    expect(desk.problems.of('codename')).toMatchObject({ code: null, message: 'It is locked' });
    desk.edits.set('codename', 'xy');
    expect(at('codename')).toBe('too short');
    await answer('partner_edit', partner(2), 1);
    expect(at('codename')).toBeUndefined();
  });

  it('of a server is shown at the field that it names', () => {
    const fields = [{ field: 'name', code: null, message: 'Taken on RC' }];
    desk.status.fail({ code: 'rc.refused', message: 'Refused', fields } as unknown as WireError);
    expect([at('name'), at('codename')]).toEqual(['Taken on RC', undefined]);
  });
});
