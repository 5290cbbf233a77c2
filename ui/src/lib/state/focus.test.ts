/** Where the cursor goes when a page or a field is asked for. */
import { beforeEach, describe, expect, it } from 'vitest';
import { focusField, isFocusLost } from './focus';

const at = () => document.activeElement?.id;

beforeEach(() => {
  document.body.replaceChildren();
  document.body.insertAdjacentHTML(
    'beforeend',
    `
    <main id="main">
      <h1 id="title" tabindex="-1">Details</h1>
      <input id="field-name" />
      <div id="field-logo" tabindex="-1"><p>None</p><button id="choose">Choose</button></div>
      <div id="field-problems" tabindex="-1"></div>
    </main>`,
  );
});

describe('the cursor', () => {
  it.each([
    ['name', 'field-name', 'the field itself'],
    ['logo', 'choose', 'the first control of a field that is none'],
    ['problems', 'field-problems', 'the field, where nothing in it takes the cursor'],
  ])('that is asked for %s goes to %s: %s', (field, id) => {
    expect(focusField(field)).toBe(true);
    expect(at()).toBe(id);
  });

  it('goes to the title of a page when no field is asked for', () => {
    expect(focusField()).toBe(true);
    expect(at()).toBe('title');
  });

  it('goes to the title, and says so, when the field isn’t there yet', () => {
    expect(focusField('codename')).toBe(false);
    expect(at()).toBe('title');
  });

  it('is found nowhere on a page that isn’t there', () => {
    document.body.replaceChildren();
    expect(focusField()).toBe(false);
  });
});

it('is lost only when the element that had it has gone', () => {
  const field = document.getElementById('field-name');
  field?.focus();
  expect(isFocusLost()).toBe(false);
  field?.remove();
  expect(isFocusLost()).toBe(true);
});
